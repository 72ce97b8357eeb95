import { priorLesson, type PriorActivation, type PriorSet } from '@roundsman/contract/priors.ts';
import { z } from 'zod';
import type { PriorStore } from '../../application/store.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const setRow = z
  .object({
    version: z.number().int(),
    made_at: moment,
    period_from: moment,
    period_to: moment,
    lessons: z.array(priorLesson),
  })
  .transform(({ version, made_at, period_from, period_to, lessons }): PriorSet => ({
    version,
    madeAt: made_at,
    from: period_from,
    to: period_to,
    lessons,
  }));
const columns = 'version, made_at, period_from, period_to, lessons';
const activationRow = z
  .object({ version: z.number().int(), at: moment, actor: z.string() })
  .transform(({ version, at, actor }): PriorActivation => ({ version, at, by: actor }));

export const priorTable = (sql: Sql): PriorStore => ({
  propose: async ({ version, madeAt, from, to, lessons }) => {
    const written = await sql.run(
      `insert into prior_sets (${columns}) values ($1, $2, $3, $4, $5) on conflict do nothing`,
      [version, madeAt, from, to, JSON.stringify(lessons)],
    );
    return written > 0;
  },
  newest: () => sql.row(setRow, `select ${columns} from prior_sets order by version desc limit 1`),
  sets: () => sql.rows(setRow, `select ${columns} from prior_sets order by version desc`),
  activate: async ({ version, at, by }) => {
    await sql.run('insert into prior_activations (version, at, actor) values ($1, $2, $3)', [version, at, by]);
  },
  activations: () => sql.rows(activationRow, 'select version, at, actor from prior_activations order by sequence desc'),
  active: () =>
    sql.row(
      setRow,
      `select ${columns} from prior_sets
       where version = (select version from prior_activations order by sequence desc limit 1)`,
    ),
});
