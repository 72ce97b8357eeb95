import { afterMaintenance } from '../domain/afterMaintenance.ts';
import { millis } from '../domain/instant.ts';
import { explainingWorks, overAt } from '../domain/maintenance.ts';
import { isRejected } from '../domain/rejection.ts';
import { freshSeconds } from '../domain/verification.ts';
import { isMeasured } from '../domain/workOrder.ts';
import { complaintHistory } from './complaintHistory.ts';
import type { Order } from './order.ts';
import { lockOrder, recordFact } from './orderRecording.ts';
import { sendOut } from './sendOut.ts';
import { nowOf, type Service } from './service.ts';

/**
 * Sends out what planned works kept back and no longer explain: they are over, were ended, or the fault turned out to reach
 * beyond them. Of works that are over first a fresh look is taken: what is well again is left to the verification. Answers in how
 * many milliseconds it wants to be called again.
 */
export async function releaseHeld(service: Service): Promise<number | undefined> {
  const { store, orders: cache } = service;
  const suspended = (await store.orders.unfinished()).filter(({ state }) => state === 'suspended');
  const held = (await cache.load(store.orders, suspended)).filter(({ state }) => state.heldFor !== null);
  if (held.length === 0) return undefined;
  const now = nowOf(service);
  const running = await store.maintenances.lastingUntil(now);
  let next: number | undefined;
  const callAt = (moment: string): void => {
    next = Math.min(next ?? Infinity, Math.max(250, millis(moment) - millis(now)));
  };
  for (const order of held) {
    const works = explainingWorks(running, order.state, service.city().topology, now);
    if (works) {
      callAt(overAt(works));
      continue;
    }
    const outlook = await outlookOf(service, order);
    if (outlook.outlook === 'wait') callAt(outlook.until);
    else if (outlook.outlook === 'release') await release(service, order);
  }
  return next;
}

async function outlookOf(service: Service, { id, state }: Order): Promise<ReturnType<typeof afterMaintenance>> {
  const now = nowOf(service);
  const works = state.heldFor && (await service.store.maintenances.byId(state.heldFor.maintenance));
  // Works that go on and no longer explain it: the fault is another's. What only a person saw nothing measures.
  if (!works || millis(overAt(works)) > millis(now) || !isMeasured(state)) return { outlook: 'release' };
  const complaints = await service.store.alerts.ofOrders([id]);
  const measured = await complaintHistory(service, complaints, 2 * freshSeconds);
  return measured === null ? { outlook: 'release' } : afterMaintenance(complaints, measured, overAt(works), now);
}

/** Only an order that is as it was when it was looked at. */
async function release(service: Service, seen: Order): Promise<void> {
  const maintenance = seen.state.heldFor?.maintenance;
  if (maintenance === undefined) return;
  const done = await service.store.transaction(async (transaction) => {
    const order = await lockOrder(transaction, seen.id);
    if (order?.state.version !== seen.state.version) return false;
    const released = await recordFact(transaction, service, order, { type: 'released_from_maintenance', maintenance });
    if (isRejected(released)) return false;
    const facts = sendOut(service, released.ok);
    if (facts) await recordFact(transaction, service, released.ok, facts);
    return true;
  });
  if (!done) return;
  service.logger.info({ work_order_id: seen.id, number: seen.state.number }, 'sent out after planned works');
  service.wake('drainOutbox');
  service.wake('tickClocks');
}
