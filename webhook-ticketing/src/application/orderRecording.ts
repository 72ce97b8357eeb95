import { randomUUID } from 'node:crypto';
import type { EventFacts, OrderEvent, PersonalData } from '@roundsman/contract/events.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { CaseReference } from '@roundsman/contract/recordedCase.ts';
import type { SlaClock } from '@roundsman/contract/workOrder.ts';
import { chooseDispatch, type Dispatch } from '../domain/dispatch.ts';
import { escalationSteps } from '../domain/escalation.ts';
import { outcomeOf } from '../domain/diagnosisOutcome.ts';
import { chain, type ChainedEvent } from '../domain/eventChain.ts';
import { instantOf, millis, type Instant } from '../domain/instant.ts';
import { overAt, type DeclaredMaintenance } from '../domain/maintenance.ts';
import { isRejected, type Outcome } from '../domain/rejection.ts';
import { nextClock, slaClocks } from '../domain/slaClock.ts';
import { assigneeOf, evolve, isRecovered, replay, type OrderState } from '../domain/workOrder.ts';
import { record, type SystemFacts } from '../domain/workOrderRecord.ts';
import { worksThatExplain } from './maintenance.ts';
import { orderOf, type Order } from './order.ts';
import { messagesOf } from './orderMessages.ts';
import { nowOf, type Service } from './service.ts';
import type { DueStep, OrderRecord, OrderRow, Transaction } from './store.ts';

type Recording = Pick<Service, 'city' | 'clock' | 'settings'>;
export type Opening = Omit<Extract<EventFacts, { type: 'opened' }>, 'type' | 'number' | 'recordedCase'>;

/**
 * Opens an order and sends it on its way, or keeps it back where planned works explain it: number, record, row, due steps and
 * outgoing messages, all in the transaction.
 * `alongside` are events that belong to the opening, such as the report that caused it; `detectedAt` is when the fault was first
 * received, where that was before now: its clocks start there; `because` keeps what its diagnosis was made from.
 */
export async function openOrder(
  transaction: Transaction,
  service: Recording,
  opening: Opening,
  about: {
    actor: string;
    alongside?: readonly { facts: EventFacts; personal: PersonalData }[];
    detectedAt?: Instant;
    because?: (order: { id: string; number: string }) => Promise<CaseReference | undefined>;
  },
): Promise<Order> {
  const now = nowOf(service);
  const { inventory } = service.city();
  const id = randomUUID();
  const number = await nextNumber(transaction, service.settings.timezone, now);
  const recordedCase = await about.because?.({ id, number });
  // Planned work on what is only foreseen is no fault that planned works could explain.
  const works = opening.forecast ? null : await worksThatExplain(transaction, service, opening);
  const sentOut = works ? held(works) : dispatched(chooseDispatch(opening, inventory, now));
  const event = (facts: EventFacts, actor: string, personal: PersonalData = {}): OrderEvent => ({
    at: now,
    recordedAt: now,
    actor,
    facts,
    personal,
  });
  const events = [
    {
      ...event({ type: 'opened', number, ...opening, ...(recordedCase && { recordedCase }) }, about.actor),
      at: about.detectedAt ?? now,
    },
    ...(about.alongside ?? []).map(({ facts, personal }) => event(facts, about.actor, personal)),
    ...(sentOut ? [event(sentOut, 'system')] : []),
  ];
  const chained = chain(id, null, events);
  const order: Order = { id, events: chained, state: replay(chained) };
  await transaction.orders.insert(rowOf(order, now));
  await write(transaction, service, { id, events: [], state: null }, order, chained, now);
  return order;
}

const held = (works: DeclaredMaintenance): EventFacts => ({
  type: 'held_for_maintenance',
  maintenance: works.id,
  until: overAt(works),
  approver: works.approver,
});

const dispatched = (dispatch: Dispatch | null): EventFacts | null =>
  dispatch && { type: 'dispatched', party: dispatch.party, contact: dispatch.contact, reason: dispatch.reason };

/** Appends events to an order that the transaction has locked, with everything that follows from them. */
export async function appendToOrder(
  transaction: Transaction,
  service: Recording,
  order: Order,
  events: readonly OrderEvent[],
): Promise<Order> {
  if (events.length === 0) return order;
  const now = nowOf(service);
  const chained = chain(order.id, order.events.at(-1) ?? null, events);
  const all = [...order.events, ...chained];
  const changed: Order = { id: order.id, events: all, state: replay(all) };
  await transaction.orders.update(rowOf(changed, now));
  await write(transaction, service, order, changed, chained, now);
  return changed;
}

/** Records what the service found out. Rejected, and nothing written, where the order has moved on. */
export async function recordFact(
  transaction: Transaction,
  service: Recording,
  order: Order,
  facts: SystemFacts,
): Promise<Outcome<Order>> {
  const now = nowOf(service);
  const events = record(order.state, facts, now, now);
  return isRejected(events) ? events : { ok: await appendToOrder(transaction, service, order, events.ok) };
}

/** Locks an order and reads its record as it then is; null where there is none. */
export async function lockOrder(transaction: Transaction, orderId: string): Promise<Order | null> {
  if (!(await transaction.orders.lock(orderId))) return null;
  const stored = await transaction.orders.record(orderId);
  return stored && orderOf(stored);
}

/** Events, messages and due steps of a change. */
async function write(
  transaction: Transaction,
  { city, settings }: Recording,
  before: OrderRecord & { state: OrderState | null },
  after: Order,
  chained: readonly ChainedEvent[],
  now: Instant,
): Promise<void> {
  const { inventory } = city();
  const clocks = slaClocks(after.events, now);
  await transaction.orders.append(after.id, chained);
  let state = before.state;
  const messages = chained.flatMap((event) => {
    const was = state;
    state = state === null ? replay([event]) : evolve(state, event);
    // What is told is how the order stands after all of the change, not in the midst of it.
    return messagesOf(
      { orderId: after.id, before: was, after: after.state, event, clocks },
      inventory,
      settings.publicUrl,
      now,
    );
  });
  await transaction.outbox.add(messages);
  await transaction.dueSteps.replace(after.id, dueStepsOf(after, clocks, inventory, now));
  if (after.state.state === 'closed' || before.state?.state === 'closed') {
    await transaction.outcomes.replace(after.id, outcomeOf(after.events));
  }
}

/** When the order is to be looked at: the escalations that may come, and each clock that may run out. */
export function dueStepsOf(
  { id, state }: Order,
  clocks: readonly SlaClock[],
  inventory: Inventory,
  now: Instant,
): DueStep[] {
  const escalations = escalationSteps(state, clocks, inventory, now).map(({ clock, step, dueAt }) => ({
    orderId: id,
    step: `escalate:${clock}:${step}`,
    dueAt,
  }));
  const breaches = clocks.flatMap(({ name, state: stands, dueAt }) =>
    // A clock is breached after its time, not at it.
    stands === 'running' && dueAt !== null
      ? [{ orderId: id, step: `breach:${name}`, dueAt: instantOf(millis(dueAt) + 1) }]
      : [],
  );
  return [...escalations, ...breaches];
}

export function rowOf({ id, events, state }: Order, now: Instant): OrderRow {
  const inForce = !finishedStates.has(state.state) && !isRecovered(state);
  return {
    id,
    number: state.number,
    version: state.version,
    state: state.state,
    source: state.source,
    severity: state.severity,
    faultClass: state.diagnosis?.faultClass ?? null,
    faultPoint: state.diagnosis?.faultPoint ?? null,
    party: state.asked?.party ?? state.holder?.party ?? null,
    assignee: assigneeOf(state)?.contact ?? null,
    siteIds: state.siteIds,
    affected: state.affected,
    openedAt: state.openedAt,
    finished: finishedStates.has(state.state),
    planned: state.forecast !== null,
    nextDueAt: nextClock(slaClocks(events, now), inForce)?.dueAt ?? null,
  };
}

/** WO-YYYYMMDD-NNNN, the date in the installation's time zone. */
async function nextNumber(transaction: Transaction, timezone: string, now: Instant): Promise<string> {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const day = parts.format(new Date(now)).replaceAll('-', '');
  return `WO-${day}-${String(await transaction.orders.nextNumber(day)).padStart(4, '0')}`;
}
