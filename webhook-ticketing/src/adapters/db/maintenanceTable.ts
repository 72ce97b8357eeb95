import { maintenanceArea } from '@roundsman/contract/maintenance.ts';
import { z } from 'zod';
import type { MaintenanceStore } from '../../application/store.ts';
import type { DeclaredMaintenance } from '../../domain/maintenance.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const maintenanceRow = z
  .object({
    id: z.string(),
    at: moment,
    actor: z.string(),
    area: maintenanceArea,
    begins_at: moment,
    ends_at: moment,
    approver: z.string(),
    reason: z.string(),
    ended_at: moment.nullable(),
    ended_by: z.string().nullable(),
  })
  .transform((row): DeclaredMaintenance => ({
    id: row.id,
    area: row.area,
    from: row.begins_at,
    to: row.ends_at,
    approver: row.approver,
    reason: row.reason,
    declaredBy: row.actor,
    declaredAt: row.at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  }));

const select = `select declared.maintenance_id as id, declared.at, declared.actor, declared.area, declared.begins_at,
    declared.ends_at, declared.approver, declared.reason, ended.at as ended_at, ended.actor as ended_by
  from maintenance_log declared
  left join maintenance_log ended on ended.maintenance_id = declared.maintenance_id and ended.action = 'ended'
  where declared.action = 'declared'`;

export const maintenanceTable = (sql: Sql): MaintenanceStore => ({
  declare: async ({ id, area, from, to, approver, reason, declaredBy, declaredAt }) => {
    const written = await sql.run(
      `insert into maintenance_log (maintenance_id, action, at, actor, area, begins_at, ends_at, approver, reason)
       values ($1, 'declared', $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
      [id, declaredAt, declaredBy, JSON.stringify(area), from, to, approver, reason],
    );
    return written > 0;
  },
  end: async (id, at, actor) => {
    const written = await sql.run(
      `insert into maintenance_log (maintenance_id, action, at, actor) values ($1, 'ended', $2, $3)
       on conflict do nothing`,
      [id, at, actor],
    );
    return written > 0;
  },
  byId: (id) => sql.row(maintenanceRow, `${select} and declared.maintenance_id = $1`, [id]),
  lastingUntil: (from) =>
    sql.rows(maintenanceRow, `${select} and declared.ends_at >= $1 order by declared.begins_at desc, id`, [from]),
});
