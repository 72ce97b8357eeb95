import { z } from 'zod';
import type { CommandKeyStore } from '../../application/store.ts';
import type { Sql } from './database.ts';

export const commandKeyTable = (sql: Sql): CommandKeyStore => ({
  add: async (key, orderId, actor, now) =>
    (await sql.run(
      `insert into command_keys (key, order_id, actor, handled_at) values ($1, $2, $3, $4) on conflict (key) do nothing`,
      [key, orderId, actor, now],
    )) === 1,
  orderOf: async (key) =>
    (await sql.row(z.object({ order_id: z.string() }), 'select order_id from command_keys where key = $1', [key]))
      ?.order_id ?? null,
});
