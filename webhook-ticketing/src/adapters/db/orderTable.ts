import { orderEvent } from '@roundsman/contract/events.ts';
import { faultSources, workOrderStates } from '@roundsman/contract/vocabulary.ts';
import { z } from 'zod';
import type { OrderQuery, OrderRecord, OrderRow, OrderStore } from '../../application/store.ts';
import type { ChainedEvent } from '../../domain/eventChain.ts';
import type { Sql } from './database.ts';
import { count, moment } from './rowShapes.ts';

const orderRow = z
  .object({
    id: z.string(),
    number: z.string(),
    version: z.number().int(),
    state: z.enum(workOrderStates),
    source: z.enum(faultSources),
    severity: z.string(),
    fault_class: z.string().nullable(),
    fault_point: z.string().nullable(),
    party: z.string().nullable(),
    assignee: z.string().nullable(),
    site_ids: z.array(z.string()),
    affected: z.array(z.string()),
    opened_at: moment,
    finished: z.boolean(),
    planned: z.boolean(),
    next_due_at: moment.nullable(),
  })
  .transform(({ fault_class, fault_point, site_ids, opened_at, next_due_at, ...row }): OrderRow => ({
    ...row,
    faultClass: fault_class,
    faultPoint: fault_point,
    siteIds: site_ids,
    openedAt: opened_at,
    nextDueAt: next_due_at,
  }));
const columns = `id, number, version, state, source, severity, fault_class, fault_point, party, assignee, site_ids, affected,
  opened_at, finished, next_due_at, planned`;
const valuesOf = (row: OrderRow): unknown[] => [
  row.id,
  row.number,
  row.version,
  row.state,
  row.source,
  row.severity,
  row.faultClass,
  row.faultPoint,
  row.party,
  row.assignee,
  row.siteIds,
  row.affected,
  row.openedAt,
  row.finished,
  row.nextDueAt,
  row.planned,
];

const eventRow = z
  .object({
    order_id: z.string(),
    sequence: z.number().int(),
    at: moment,
    recorded_at: moment,
    actor: z.string(),
    facts: z.unknown(),
    personal: z.unknown(),
    previous_hash: z.string(),
    hash: z.string(),
  })
  .transform((row): { orderId: string; event: ChainedEvent } => {
    const { at, recorded_at: recordedAt, actor, facts, personal } = row;
    const event = orderEvent.parse({ at, recordedAt, actor, facts, personal });
    return {
      orderId: row.order_id,
      event: { ...event, sequence: row.sequence, previousHash: row.previous_hash, hash: row.hash },
    };
  });
const eventColumns = 'order_id, sequence, at, recorded_at, actor, facts, personal, previous_hash, hash';

const unfinishedFirst = 'order by next_due_at nulls last, opened_at, id';

/** `where` of a list; its values begin at $1. */
function conditions(query: OrderQuery): { where: string; values: unknown[] } {
  const values: unknown[] = [query.states];
  const parts = ['state = any($1)'];
  const add = (value: unknown): string => `$${values.push(value)}`;
  if (query.party !== undefined) parts.push(`party = ${add(query.party)}`);
  if (query.site !== undefined) parts.push(`${add(query.site)} = any(site_ids)`);
  if (query.visibleTo) {
    const { party, contact } = query.visibleTo;
    const told = `exists (select from order_events where order_id = orders.id and facts->>'contact' = ${add(contact)})`;
    parts.push(`(party = ${add(party)} or assignee = ${add(contact)} or ${told})`);
  }
  return { where: parts.join(' and '), values };
}

export const orderTable = (sql: Sql): OrderStore => {
  const records = async (orderIds: readonly string[]): Promise<OrderRecord[]> => {
    const found = new Map(orderIds.map((id) => [id, { id, events: [] as ChainedEvent[] }]));
    const rows = await sql.rows(
      eventRow,
      `select ${eventColumns} from order_events where order_id = any($1::uuid[]) order by order_id, sequence`,
      [orderIds],
    );
    for (const { orderId, event } of rows) found.get(orderId)?.events.push(event);
    return [...found.values()].filter(({ events }) => events.length > 0);
  };
  return {
    nextNumber: async (day) => {
      const counter = await sql.row(
        z.object({ last: z.number().int() }),
        `insert into order_numbers (day, last) values ($1, 1)
         on conflict (day) do update set last = order_numbers.last + 1 returning last`,
        [day],
      );
      if (!counter) throw new Error('the counter of order numbers did not answer');
      return counter.last;
    },
    insert: async (row) => {
      await sql.run(
        `insert into orders (${columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
        valuesOf(row),
      );
    },
    update: async (row) => {
      const touched = await sql.run(
        `update orders set number = $2, version = $3, state = $4, source = $5, severity = $6, fault_class = $7,
           fault_point = $8, party = $9, assignee = $10, site_ids = $11, affected = $12, opened_at = $13, finished = $14,
           next_due_at = $15, planned = $16
         where id = $1 and version < $3`,
        valuesOf(row),
      );
      if (touched !== 1) throw new Error(`work order ${row.id} was changed without its lock`);
    },
    append: async (orderId, events) => {
      await sql.run(
        `insert into order_events (${eventColumns})
         select $1, sequence, at, recorded_at, actor, facts, personal, previous_hash, hash
         from jsonb_to_recordset($2::jsonb) as given (sequence integer, at timestamptz, recorded_at timestamptz,
           actor text, facts jsonb, personal jsonb, previous_hash text, hash text)`,
        [
          orderId,
          JSON.stringify(
            events.map(({ recordedAt, previousHash, ...event }) => ({
              ...event,
              recorded_at: recordedAt,
              previous_hash: previousHash,
            })),
          ),
        ],
      );
    },
    lock: async (orderId) => (await sql.run('select from orders where id = $1 for update', [orderId])) === 1,
    record: async (orderId) => (await records([orderId]))[0] ?? null,
    records,
    unfinished: () => sql.rows(orderRow, `select ${columns} from orders where not finished order by opened_at, id`),
    list: async (query) => {
      const { where, values } = conditions(query);
      const limit = `limit $${values.length + 1} offset $${values.length + 2}`;
      const [rows, total] = await Promise.all([
        sql.rows(orderRow, `select ${columns} from orders where ${where} ${unfinishedFirst} ${limit}`, [
          ...values,
          query.limit,
          query.offset,
        ]),
        sql.row(z.object({ count }), `select count(*) as count from orders where ${where}`, values),
      ]);
      return { rows, total: total?.count ?? 0 };
    },
    openedBetween: async (from, to) =>
      (
        await sql.rows(
          z.object({ id: z.string() }),
          'select id from orders where opened_at >= $1 and opened_at < $2 order by opened_at, id',
          [from, to],
        )
      ).map(({ id }) => id),
    plannedSince: (from) =>
      sql.rows(
        orderRow,
        `select ${columns} from orders where planned and opened_at >= $1 order by opened_at desc, id`,
        [from],
      ),
    countPlanned: async () => {
      const answer = await sql.row(
        z.object({ count }),
        'select count(*) as count from orders where planned and not finished',
      );
      return answer?.count ?? 0;
    },
    countByState: () =>
      sql.rows(
        z.object({ state: z.enum(workOrderStates), count }),
        'select state, count(*) as count from orders where not planned group by state',
      ),
    overdue: async (now) => {
      const answer = await sql.row(
        z.object({ count }),
        'select count(*) as count from orders where not finished and not planned and next_due_at < $1',
        [now],
      );
      return answer?.count ?? 0;
    },
  };
};
