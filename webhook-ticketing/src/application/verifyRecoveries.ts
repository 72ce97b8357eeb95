import { instantOf, millis } from '../domain/instant.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import { isRejected } from '../domain/rejection.ts';
import { freshSeconds, verify, type Complaint, type Verdict } from '../domain/verification.ts';
import { isMeasured, isRecovered } from '../domain/workOrder.ts';
import { complaintHistory } from './complaintHistory.ts';
import { DatabaseUnavailable } from './databaseUnavailable.ts';
import type { Order } from './order.ts';
import { lockOrder, recordFact } from './orderRecording.ts';
import { nowOf, type Service } from './service.ts';

/** Orders that are measured by their alerts, with those. */
interface Measured {
  order: Order;
  complaints: Complaint[];
}

/**
 * Closes the loop by measurement: a claimed fix, and a recovery that nobody claims, is verified when the alerts are over and the
 * probes have been healthy for long enough; a claim that shows nothing goes back with the reason. While Prometheus is away
 * nothing is concluded.
 */
export async function verifyRecoveries(service: Service): Promise<number | undefined> {
  const candidates = await ordersToVerify(service);
  if (candidates.length === 0) return undefined;
  const { healthySeconds, graceSeconds } = service.settings.verification;
  const observations = await complaintHistory(
    service,
    candidates.flatMap(({ complaints }) => complaints),
    healthySeconds + 2 * freshSeconds,
  );
  if (observations === null) return undefined;
  const { inventory } = service.city();
  let next: number | undefined;
  for (const { order, complaints } of candidates) {
    const now = nowOf(service);
    // A phone whose clock is behind, or that was offline, does not use up the grace beforehand.
    const claimedAt = order.state.state === 'fix_claimed' ? (order.state.claimed?.learntAt ?? null) : null;
    try {
      const verdict = verify({ claimedAt, complaints, observations, inventory, healthySeconds, graceSeconds, now });
      if (verdict.verdict === 'wait')
        next = Math.min(next ?? Infinity, Math.max(250, millis(verdict.until) - millis(now)));
      else await settle(service, order, verdict);
    } catch (error) {
      // One order that fails keeps no other from being judged.
      if (error instanceof DatabaseUnavailable) throw error;
      service.logger.error({ err: error, work_order_id: order.id }, 'a recovery could not be judged');
    }
  }
  return next;
}

async function ordersToVerify({ store, orders: cache, city }: Service): Promise<Measured[]> {
  const { topology } = city();
  const rows = (await store.orders.unfinished()).filter(({ faultClass }) => faultClass !== null);
  const orders = await cache.load(store.orders, rows);
  const open = orders.filter(({ state }) => isMeasured(state) && !isRecovered(state) && state.state !== 'joined');
  if (open.length === 0) return [];
  const byOrder = Map.groupBy(await store.alerts.ofOrders(open.map(({ id }) => id)), ({ orderId }) => orderId);
  // An alert that came back belongs to no order until it is judged; the order that it may belong to has not recovered.
  const unjudged = new Set(
    (await store.alerts.firing()).filter(({ judgedAt }) => judgedAt === null).map(({ element }) => element),
  );
  return open.flatMap((order): Measured[] => {
    // Nothing will ever be measured of what has been taken out of the city.
    const complaints = (byOrder.get(order.id) ?? [])
      .filter(({ element }) => topology.element(element))
      .map(complaintOf);
    const isOver = complaints.length > 0 && complaints.every(({ endsAt }) => endsAt !== null);
    if (order.state.affected.some((element) => unjudged.has(element))) return [];
    return isOver || order.state.state === 'fix_claimed' ? [{ order, complaints }] : [];
  });
}

const complaintOf = ({ element, symptom, startsAt, endsAt }: Alert): Complaint => ({
  element,
  symptom,
  startsAt,
  endsAt,
});

/** Only an order that is as it was when it was judged. */
async function settle(service: Service, seen: Order, verdict: Exclude<Verdict, { verdict: 'wait' }>): Promise<void> {
  const facts =
    verdict.verdict === 'verified'
      ? ({ type: 'verified', solvedAt: solvedNotBefore(seen, verdict.solvedAt), by: 'measurement' } as const)
      : ({ type: 'fix_refuted', reason: verdict.reason, stillBad: verdict.stillBad } as const);
  const done = await service.store.transaction(async (transaction) => {
    const order = await lockOrder(transaction, seen.id);
    if (order?.state.version !== seen.state.version) return false;
    return !isRejected(await recordFact(transaction, service, order, facts));
  });
  if (!done) return;
  service.logger.info(
    { work_order_id: seen.id, number: seen.state.number, verdict: verdict.verdict },
    'recovery judged',
  );
  service.wake('drainOutbox');
}

/** A probe's clock may be a little behind ours; nothing is solved before it began. */
const solvedNotBefore = ({ state }: Order, solvedAt: string): string =>
  instantOf(Math.max(millis(solvedAt), millis(state.onsetAt)));
