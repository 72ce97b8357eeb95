import { z } from 'zod';
import type { DueStep, DueStepStore } from '../../application/store.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const dueStepRow = z
  .object({ order_id: z.string(), step: z.string(), due_at: moment })
  .transform(({ order_id, step, due_at }): DueStep => ({ orderId: order_id, step, dueAt: due_at }));

export const dueStepTable = (sql: Sql): DueStepStore => ({
  replace: async (orderId, steps) => {
    await sql.run(
      `with gone as (delete from due_steps where order_id = $1 and not step = any($2::text[]))
       insert into due_steps (order_id, step, due_at)
       select $1, step, due_at from unnest($2::text[], $3::timestamptz[]) as given (step, due_at)
       on conflict (order_id, step) do update set due_at = excluded.due_at`,
      [orderId, steps.map(({ step }) => step), steps.map(({ dueAt }) => dueAt)],
    );
  },
  claimOrder: async (now) => {
    const claimed = await sql.row(
      z.object({ id: z.string() }),
      `select orders.id from due_steps join orders on orders.id = due_steps.order_id
       where due_at <= $1 order by due_at limit 1 for update of orders skip locked`,
      [now],
    );
    return claimed?.id ?? null;
  },
  due: (orderId, now) =>
    sql.rows(
      dueStepRow,
      'select order_id, step, due_at from due_steps where order_id = $1 and due_at <= $2 order by due_at, step',
      [orderId, now],
    ),
  postpone: async (orderId, now, until) => {
    await sql.run('update due_steps set due_at = $3 where order_id = $1 and due_at <= $2', [orderId, now, until]);
  },
  nextDueAt: async () => {
    const next = await sql.row(z.object({ at: moment.nullable() }), 'select min(due_at) as at from due_steps');
    return next?.at ?? null;
  },
});
