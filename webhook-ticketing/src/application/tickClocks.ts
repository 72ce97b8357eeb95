import { escalationsDue, escalationSteps } from '../domain/escalation.ts';
import { millis, plusSeconds } from '../domain/instant.ts';
import { isRejected } from '../domain/rejection.ts';
import { slaClocks } from '../domain/slaClock.ts';
import { DatabaseUnavailable } from './databaseUnavailable.ts';
import { orderOf, type Order } from './order.ts';
import { dueStepsOf, recordFact } from './orderRecording.ts';
import { nowOf, type Service } from './service.ts';
import type { Transaction } from './store.ts';

/** What is still due after it was dealt with is looked at again after this: it must not keep the others from their turn. */
const againSeconds = 60;

interface Breach {
  clock: string;
  party: string;
}

/** Tells whom the escalation names, and counts the clocks that ran out. Each order by one replica, in one transaction. */
export async function tickClocks(service: Service, stop?: AbortSignal): Promise<number | undefined> {
  while (!stop?.aborted) {
    const breaches = await tickNext(service);
    if (breaches === null) break;
    for (const { clock, party } of breaches) service.meter.count('roundsman_sla_breaches_total', { clock, party });
    service.wake('drainOutbox');
  }
  const next = await service.store.dueSteps.nextDueAt();
  return next === null ? undefined : Math.max(50, millis(next) - millis(nowOf(service)));
}

/** Null where no order is due. An order that fails is put off, so that the others have their turn. */
async function tickNext(service: Service): Promise<Breach[] | null> {
  let claimed: string | null = null;
  try {
    return await service.store.transaction(async (transaction) => {
      claimed = await transaction.dueSteps.claimOrder(nowOf(service));
      return claimed === null ? null : await tick(transaction, service, claimed);
    });
  } catch (error) {
    if (claimed === null || error instanceof DatabaseUnavailable) throw error;
    service.logger.error({ err: error, work_order_id: claimed }, 'the clocks of an order could not be looked after');
    const now = nowOf(service);
    await service.store.dueSteps.postpone(claimed, now, plusSeconds(now, againSeconds));
    return [];
  }
}

async function tick(transaction: Transaction, service: Service, id: string): Promise<Breach[]> {
  const now = nowOf(service);
  const record = await transaction.orders.record(id);
  if (!record) throw new Error(`work order ${id} has no record`);
  const order = orderOf(record);
  const due = new Set((await transaction.dueSteps.due(id, now)).map(({ step }) => step));
  const { inventory } = service.city();
  const clocks = slaClocks(order.events, now);
  // Planned work that is late breaks nothing that was promised of faults.
  const breaches = (order.state.forecast === null ? clocks : [])
    .filter(({ name, state }) => state === 'breached' && due.has(`breach:${name}`))
    .map(({ name }) => ({ clock: name, party: order.state.holder?.party ?? order.state.asked?.party ?? '' }));
  const told = await escalate(transaction, service, order);
  await transaction.dueSteps.replace(id, dueStepsOf(told, slaClocks(told.events, now), inventory, now));
  await transaction.dueSteps.postpone(id, now, plusSeconds(now, againSeconds));
  return breaches;
}

async function escalate(transaction: Transaction, service: Service, order: Order): Promise<Order> {
  const now = nowOf(service);
  const steps = escalationSteps(order.state, slaClocks(order.events, now), service.city().inventory, now);
  let current = order;
  for (const { clock, step, contacts } of escalationsDue(steps, now)) {
    for (const contact of contacts) {
      const outcome = await recordFact(transaction, service, current, { type: 'escalated', contact, clock, step });
      if (!isRejected(outcome)) current = outcome.ok;
    }
  }
  return current;
}
