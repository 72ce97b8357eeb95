import { z } from 'zod';
import type { BatteryBaselineStore } from '../../application/store.ts';
import type { Sql } from './database.ts';

const row = z.object({ element_id: z.string(), runtime_seconds: z.number(), since_day: z.number().int() });

export const batteryBaselineTable = (sql: Sql): BatteryBaselineStore => ({
  of: async (elements) => {
    const rows = await sql.rows(
      row,
      'select element_id, runtime_seconds, since_day from battery_baselines where element_id = any($1)',
      [elements],
    );
    return new Map(
      rows.map(({ element_id, runtime_seconds, since_day }) => [
        element_id,
        { runtimeSeconds: runtime_seconds, sinceDay: since_day },
      ]),
    );
  },
  keep: async (element, { runtimeSeconds, sinceDay }) => {
    await sql.run(
      `insert into battery_baselines (element_id, runtime_seconds, since_day) values ($1, $2, $3)
       on conflict (element_id) do update set runtime_seconds = excluded.runtime_seconds, since_day = excluded.since_day
       where battery_baselines.since_day < excluded.since_day`,
      [element, runtimeSeconds, sinceDay],
    );
  },
});
