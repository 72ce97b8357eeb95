import { diagnosis } from '@roundsman/contract/evidence.ts';
import { foundCause } from '@roundsman/contract/foundCause.ts';
import { z } from 'zod';
import type { OutcomeStore } from '../../application/store.ts';
import type { DiagnosisOutcome } from '../../domain/diagnosisOutcome.ts';
import type { Sql } from './database.ts';
import { count, moment } from './rowShapes.ts';

const verdict = diagnosis.pick({ faultClass: true, faultPoint: true, party: true, probability: true });
const outcomeRow = z
  .object({
    opened_at: moment,
    site_ids: z.array(z.string()),
    at_dispatch: verdict,
    at_end: verdict,
    found: foundCause,
  })
  .transform(({ opened_at, site_ids, at_dispatch, at_end, found }): DiagnosisOutcome => ({
    openedAt: opened_at,
    siteIds: site_ids,
    atDispatch: at_dispatch,
    atEnd: at_end,
    found,
  }));
const [fault, other, nothing] = foundCause.options;
const countRow = z.object({
  named: verdict.pick({ faultClass: true, party: true }),
  found: z.discriminatedUnion('outcome', [fault.omit({ faultPoint: true }), other.omit({ faultPoint: true }), nothing]),
  count,
});
const columns = 'opened_at, site_ids, at_dispatch, at_end, found';

export const outcomeTable = (sql: Sql): OutcomeStore => ({
  replace: async (orderId, outcome) => {
    if (!outcome) {
      await sql.run('delete from diagnosis_outcomes where order_id = $1', [orderId]);
      return;
    }
    const { openedAt, siteIds, atDispatch, atEnd, found } = outcome;
    await sql.run(
      `insert into diagnosis_outcomes (order_id, ${columns}) values ($1, $2, $3, $4, $5, $6)
       on conflict (order_id) do update set site_ids = excluded.site_ids, at_dispatch = excluded.at_dispatch,
         at_end = excluded.at_end, found = excluded.found`,
      [orderId, openedAt, siteIds, atDispatch, atEnd, found],
    );
  },
  openedBetween: (from, to) =>
    sql.rows(
      outcomeRow,
      `select ${columns} from diagnosis_outcomes where opened_at >= $1 and opened_at < $2 order by opened_at, order_id`,
      [from, to],
    ),
  counts: async () =>
    (
      await sql.rows(
        countRow,
        `select at_dispatch - 'faultPoint' - 'probability' as named, found - 'faultPoint' as found, count(*) as count
         from diagnosis_outcomes group by 1, 2`,
      )
    ).map(({ named, found, count: orders }) => ({ ...named, found, orders })),
});
