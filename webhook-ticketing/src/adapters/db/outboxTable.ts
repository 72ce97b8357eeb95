import { channel } from '@roundsman/contract/inventory/schema.ts';
import { layers } from '@roundsman/contract/vocabulary.ts';
import { z } from 'zod';
import type { OutboxMessage, OutboxStore } from '../../application/store.ts';
import { message, messageKinds } from '../../application/message.ts';
import type { Sql } from './database.ts';
import { count, moment } from './rowShapes.ts';

const outboxRow = z
  .object({
    id: z.string(),
    idempotency_key: z.string(),
    kind: z.enum(messageKinds),
    order_id: z.string(),
    contact: z.string(),
    channel,
    message,
    onset_at: moment.nullable(),
    layer: z.enum(layers).nullable(),
    created_at: moment,
    attempts: z.number().int(),
  })
  .transform((row): OutboxMessage => ({
    id: row.id,
    idempotencyKey: row.idempotency_key,
    kind: row.kind,
    orderId: row.order_id,
    contact: row.contact,
    channel: row.channel,
    message: row.message,
    fault: row.onset_at !== null && row.layer !== null ? { onsetAt: row.onset_at, layer: row.layer } : null,
    createdAt: row.created_at,
    attempts: row.attempts,
  }));
const waiting = 'delivered_at is null and abandoned_at is null';

export const outboxTable = (sql: Sql): OutboxStore => ({
  add: async (messages) => {
    if (messages.length === 0) return;
    await sql.run(
      `insert into outbox (id, idempotency_key, kind, order_id, contact, channel, message, onset_at, layer, created_at, attempts,
         next_attempt_at)
       select id, idempotency_key, kind, order_id, contact, channel, message, onset_at, layer, created_at, attempts, created_at
       from jsonb_to_recordset($1::jsonb) as given (id uuid, idempotency_key text, kind text, order_id uuid, contact text,
         channel jsonb, message jsonb, onset_at timestamptz, layer text, created_at timestamptz, attempts integer)
       on conflict (idempotency_key) do nothing`,
      [
        JSON.stringify(
          messages.map((each) => ({
            id: each.id,
            idempotency_key: each.idempotencyKey,
            kind: each.kind,
            order_id: each.orderId,
            contact: each.contact,
            channel: each.channel,
            message: each.message,
            onset_at: each.fault?.onsetAt ?? null,
            layer: each.fault?.layer ?? null,
            created_at: each.createdAt,
            attempts: each.attempts,
          })),
        ),
      ],
    );
  },
  claim: (now, leaseUntil, limit, type) =>
    sql.rows(
      outboxRow,
      `update outbox set attempts = attempts + 1, next_attempt_at = $2
       where id in (
         select id from outbox where ${waiting} and next_attempt_at <= $1 and channel->>'type' = $4
         order by next_attempt_at limit $3 for update skip locked
       )
       returning id, idempotency_key, kind, order_id, contact, channel, message, onset_at, layer, created_at, attempts`,
      [now, leaseUntil, limit, type],
    ),
  delivered: async (id, at, receipt) => {
    await sql.run(
      `update outbox set delivered_at = $2, receipt = $3, last_error = null where id = $1 and delivered_at is null`,
      [id, at, receipt],
    );
  },
  failed: async (id, error, next) => {
    const [column, at] = 'attemptAt' in next ? ['next_attempt_at', next.attemptAt] : ['abandoned_at', next.abandonedAt];
    await sql.run(`update outbox set last_error = $2, ${column} = $3 where id = $1 and delivered_at is null`, [
      id,
      error,
      at,
    ]);
  },
  nextDueAt: async () => {
    const next = await sql.row(
      z.object({ at: moment.nullable() }),
      `select min(next_attempt_at) as at from outbox where ${waiting}`,
    );
    return next?.at ?? null;
  },
  pending: async () => {
    const answer = await sql.row(
      z.object({ count, oldest: moment.nullable() }),
      `select count(*) as count, min(created_at) as oldest from outbox where ${waiting}`,
    );
    return { count: answer?.count ?? 0, oldestAt: answer?.oldest ?? null };
  },
});
