import { z } from 'zod';
import type { RecordedCaseStore } from '../../application/store.ts';
import type { Sql } from './database.ts';

const caseRow = z
  .object({
    order_ids: z.array(z.string()),
    body: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  })
  .transform(({ order_ids: orderIds, body }) => ({ orderIds, body }));

export const recordedCaseTable = (sql: Sql): RecordedCaseStore => ({
  insert: async ({ id, orderIds, recordedAt, body }) => {
    await sql.run('insert into recorded_cases (id, order_ids, recorded_at, body) values ($1, $2, $3, $4)', [
      id,
      orderIds,
      recordedAt,
      body,
    ]);
  },
  find: (id) => sql.row(caseRow, 'select order_ids, body from recorded_cases where id = $1', [id]),
});
