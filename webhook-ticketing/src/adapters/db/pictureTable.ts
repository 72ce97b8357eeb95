import { z } from 'zod';
import type { PictureStore } from '../../application/store.ts';
import type { Sql } from './database.ts';

const pictureRow = z.object({ jpeg: z.custom<Uint8Array>((value) => value instanceof Uint8Array) });

export const pictureTable = (sql: Sql): PictureStore => ({
  insert: async (orderId, number, jpeg) => {
    await sql.run('insert into order_pictures (order_id, number, jpeg) values ($1, $2, $3)', [orderId, number, jpeg]);
  },
  jpeg: async (orderId, number) => {
    const select = 'select jpeg from order_pictures where order_id = $1 and number = $2';
    return (await sql.row(pictureRow, select, [orderId, number]))?.jpeg ?? null;
  },
});
