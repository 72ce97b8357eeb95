import { z } from 'zod';
import type { SuspicionStore } from '../../application/store.ts';
import type { Suspicion } from '../../domain/correlation/suspicion.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const suspicionRow = z
  .object({
    order_id: z.string(),
    fault_point: z.string(),
    elements: z.array(z.string()),
    since: moment,
    fresh_from: moment,
    ready_at: moment,
  })
  .transform((row): Suspicion => ({
    order: row.order_id,
    faultPoint: row.fault_point,
    elements: row.elements,
    since: row.since,
    freshFrom: row.fresh_from,
    readyAt: row.ready_at,
  }));

export const suspicionTable = (sql: Sql): SuspicionStore => ({
  all: () =>
    sql.rows(
      suspicionRow,
      `select order_id, fault_point, elements, since, fresh_from, ready_at from suspicions
       order by order_id, fault_point`,
    ),
  replace: async (suspicions) => {
    await sql.run('delete from suspicions');
    if (suspicions.length === 0) return;
    await sql.run(
      `insert into suspicions (order_id, fault_point, elements, since, fresh_from, ready_at)
       select order_id, fault_point, elements, since, fresh_from, ready_at
       from jsonb_to_recordset($1::jsonb) as given (order_id uuid, fault_point text, elements text[],
         since timestamptz, fresh_from timestamptz, ready_at timestamptz)`,
      [
        JSON.stringify(
          suspicions.map(({ order, faultPoint, elements, since, freshFrom, readyAt }) => ({
            order_id: order,
            fault_point: faultPoint,
            elements,
            since,
            fresh_from: freshFrom,
            ready_at: readyAt,
          })),
        ),
      ],
    );
  },
  nextReadyAt: async () => {
    const next = await sql.row(z.object({ at: moment.nullable() }), 'select min(ready_at) as at from suspicions');
    return next?.at ?? null;
  },
});
