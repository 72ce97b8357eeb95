import { symptomIds } from '@roundsman/contract/symptoms.ts';
import { z } from 'zod';
import type { AlertStore } from '../../application/store.ts';
import type { Alert } from '../../domain/alertEpisode.ts';
import type { Sql } from './database.ts';
import { moment } from './rowShapes.ts';

const alertRow = z
  .object({
    fingerprint: z.string(),
    episode: z.number().int(),
    status: z.enum(['firing', 'resolved']),
    symptom: z.enum(symptomIds),
    element_id: z.string(),
    labels: z.record(z.string(), z.string()),
    starts_at: moment,
    ends_at: moment.nullable(),
    received_at: moment,
    updated_at: moment,
    judged_at: moment.nullable(),
    order_id: z.string().nullable(),
    absent_since: moment.nullable(),
  })
  .transform((row): Alert => ({
    fingerprint: row.fingerprint,
    episode: row.episode,
    status: row.status,
    symptom: row.symptom,
    element: row.element_id,
    labels: row.labels,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    receivedAt: row.received_at,
    updatedAt: row.updated_at,
    judgedAt: row.judged_at,
    orderId: row.order_id,
    absentSince: row.absent_since,
  }));

/** One parameter for any number of alerts. */
const asRecordset = (alerts: readonly Alert[]): string =>
  JSON.stringify(
    alerts.map((alert) => ({
      fingerprint: alert.fingerprint,
      episode: alert.episode,
      status: alert.status,
      symptom: alert.symptom,
      element_id: alert.element,
      labels: alert.labels,
      starts_at: alert.startsAt,
      ends_at: alert.endsAt,
      received_at: alert.receivedAt,
      updated_at: alert.updatedAt,
      judged_at: alert.judgedAt,
      order_id: alert.orderId,
      absent_since: alert.absentSince,
    })),
  );

const columns = `fingerprint, episode, status, symptom, element_id, labels, starts_at, ends_at, received_at, updated_at,
  judged_at, order_id, absent_since`;
const recordset = `jsonb_to_recordset($1::jsonb) as given (fingerprint text, episode integer, status text, symptom text,
  element_id text, labels jsonb, starts_at timestamptz, ends_at timestamptz, received_at timestamptz,
  updated_at timestamptz, judged_at timestamptz, order_id uuid, absent_since timestamptz)`;

export const alertTable = (sql: Sql): AlertStore => ({
  insertNew: async (alerts) => {
    const inserted = await sql.rows(
      z.object({ fingerprint: z.string() }),
      `insert into alerts (${columns}) select ${columns} from ${recordset} order by fingerprint
       on conflict (fingerprint) do nothing returning fingerprint`,
      [asRecordset(alerts)],
    );
    return new Set(inserted.map(({ fingerprint }) => fingerprint));
  },
  lock: (fingerprints) =>
    sql.rows(alertRow, `select ${columns} from alerts where fingerprint = any($1) order by fingerprint for update`, [
      fingerprints,
    ]),
  update: async (alerts) => {
    if (alerts.length === 0) return;
    await sql.run(
      `update alerts set episode = given.episode, status = given.status, symptom = given.symptom,
         element_id = given.element_id, labels = given.labels, starts_at = given.starts_at, ends_at = given.ends_at,
         received_at = given.received_at, updated_at = given.updated_at, judged_at = given.judged_at,
         order_id = given.order_id, absent_since = given.absent_since
       from ${recordset} where alerts.fingerprint = given.fingerprint`,
      [asRecordset(alerts)],
    );
  },
  firing: () => sql.rows(alertRow, `select ${columns} from alerts where status = 'firing' order by fingerprint`),
  lastWords: ({ silence, said, beforeSeconds, afterSeconds }) =>
    sql.rows(
      alertRow,
      `select ${columns} from alerts join (
         select element_id, min(starts_at) as since from alerts
         where status = 'firing' and symptom = any($1) group by element_id
       ) silent using (element_id)
       where status = 'resolved' and symptom = any($2) and labels->>'device_id' = element_id and starts_at <= since
         and ends_at between since - make_interval(secs => $3) and since + make_interval(secs => $4)
       order by fingerprint`,
      [silence, said, beforeSeconds, afterSeconds],
    ),
  judged: async (verdicts, at) => {
    await sql.run(
      `update alerts set judged_at = $2, order_id = given.order_id
       from jsonb_to_recordset($1::jsonb) as given (fingerprint text, episode integer, order_id uuid)
       where alerts.fingerprint = given.fingerprint and alerts.episode = given.episode`,
      [JSON.stringify(verdicts.map(({ orderId, ...verdict }) => ({ ...verdict, order_id: orderId }))), at],
    );
  },
  waitingSince: async () => {
    const oldest = await sql.row(
      z.object({ since: moment.nullable() }),
      `select least(
         (select min(received_at) from alerts where status = 'firing' and judged_at is null),
         (select min(ended.updated_at) from alerts firing join alerts ended using (order_id)
          where firing.status = 'firing' and ended.status = 'resolved' and firing.judged_at < ended.updated_at)
       ) as since`,
    );
    return oldest?.since ?? null;
  },
  ofOrders: (orderIds) =>
    sql.rows(alertRow, `select ${columns} from alerts where order_id = any($1::uuid[]) order by fingerprint`, [
      orderIds,
    ]),
  moveToOrder: async (from, to) => {
    await sql.run('update alerts set order_id = $2 where order_id = $1', [from, to]);
  },
});
