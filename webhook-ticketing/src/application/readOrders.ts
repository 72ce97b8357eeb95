import { createHash } from 'node:crypto';
import { unfinishedStates, type WorkOrderQuery } from '@roundsman/contract/api.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { WorkOrder, WorkOrderEvent, WorkOrderList } from '@roundsman/contract/workOrder.ts';
import { verifyChain } from '../domain/eventChain.ts';
import { eventText } from '../domain/eventText.ts';
import type { Outcome } from '../domain/rejection.ts';
import { maySee, visibleTo } from './orderAccess.ts';
import { orderOf, type Order } from './order.ts';
import { orderView } from './orderView.ts';
import { nowOf, type Service } from './service.ts';
import type { Ticketing, User } from './ticketing.ts';

type Reading = Pick<Service, 'store' | 'orders' | 'city' | 'clock' | 'settings'>;

export async function listWorkOrders(service: Reading, user: User, query: WorkOrderQuery): Promise<WorkOrderList> {
  if (user.role === 'police') return { workOrders: [], total: 0 };
  const { store, orders } = service;
  const { state, ...rest } = query;
  const states = state === 'unfinished' ? unfinishedStates : [state];
  const { rows, total } = await store.orders.list({ ...rest, states, visibleTo: visibleTo(user) });
  const found = await orders.load(store.orders, rows);
  return { workOrders: found.map((order) => orderView(order, user, service)), total };
}

export async function summariseWorkOrders({ store, clock }: Reading): ReturnType<Ticketing['summariseWorkOrders']> {
  const [counts, planned, overdue] = await Promise.all([
    store.orders.countByState(),
    store.orders.countPlanned(),
    store.orders.overdue(nowOf({ clock })),
  ]);
  return { byState: counts.filter(({ state }) => !finishedStates.has(state)), planned, overdue };
}

export async function getWorkOrder(service: Reading, user: User, id: string): Promise<Outcome<WorkOrder>> {
  const order = await visibleOrder(service, user, id);
  return 'rejected' in order ? order : { ok: orderView(order.ok, user, service) };
}

export async function getWorkOrderEvents(
  service: Reading,
  user: User,
  id: string,
): Promise<Outcome<{ events: WorkOrderEvent[]; chainIntact: boolean }>> {
  const order = await visibleOrder(service, user, id);
  if ('rejected' in order) return order;
  const { inventory } = service.city();
  const events = order.ok.events.map((event): WorkOrderEvent => {
    const { sequence, at, recordedAt, actor, previousHash, hash } = event;
    return {
      sequence,
      type: event.facts.type,
      at,
      recordedAt,
      actor,
      text: eventText(event, inventory, service.settings.timezone),
      previousHash,
      hash,
    };
  });
  return { ok: { events, chainIntact: verifyChain(id, order.ok.events).intact } };
}

export async function getWorkOrderPicture(
  { store, logger }: Pick<Service, 'store' | 'logger'>,
  user: User,
  id: string,
  number: number,
): Promise<Outcome<Uint8Array>> {
  const order = await visibleOrder({ store }, user, id);
  if ('rejected' in order) return order;
  const known = order.ok.state.pictures.find((picture) => picture.number === number);
  const jpeg = known && (await store.pictures.jpeg(id, number));
  if (!known || !jpeg) return { rejected: 'not_found', detail: `work order ${id} has no picture ${String(number)}` };
  if (createHash('sha256').update(jpeg).digest('hex') === known.sha256) return { ok: jpeg };
  logger.error({ work_order_id: id, picture: number }, 'a picture is not the one that was kept');
  return { rejected: 'not_found', detail: 'the picture is not the one that was kept' };
}

/** An order that the user may not see is not told from one that is not there. */
async function visibleOrder({ store }: Pick<Reading, 'store'>, user: User, id: string): Promise<Outcome<Order>> {
  const record = isUuid(id) ? await store.orders.record(id) : null;
  const order = record && orderOf(record);
  return order && maySee(user, order)
    ? { ok: order }
    : { rejected: 'not_found', detail: `there is no work order ${id}` };
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
