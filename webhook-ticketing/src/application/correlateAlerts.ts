import type { Observation } from '@roundsman/contract/evidence.ts';
import { correlate } from '../domain/correlation.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import { diagnose } from '../domain/diagnosis/diagnose.ts';
import { elementsInQuestion } from '../domain/diagnosis/inQuestion.ts';
import { instantOf, millis } from '../domain/instant.ts';
import { isRecovered } from '../domain/workOrder.ts';
import { evidenceOf } from './currentEvidence.ts';
import { openOrderView } from './openOrders.ts';
import type { Order } from './order.ts';
import { carryOut } from './planSteps.ts';
import { nowOf, type Service } from './service.ts';
import type { Transaction } from './store.ts';

/** When somebody else decides, or the database has changed meanwhile: look again soon. */
const soonMs = 250;

/**
 * Judges the alerts that have waited for the length of the hold, together with all others that fire, and makes one order of each
 * cause. One replica at a time; everything of one judgement is in one transaction, so that a crash leaves the alerts waiting
 * and never half an order. Answers in how many milliseconds it wants to be called again, if sooner than usual.
 */
export async function correlateAlerts(service: Service): Promise<number | undefined> {
  const { store, settings, measurements } = service;
  const waitingSince = await store.alerts.waitingSince();
  if (waitingSince === null) return undefined;
  const heldUntil = millis(waitingSince) + settings.correlationHoldSeconds * 1000;
  const left = heldUntil - millis(nowOf(service));
  if (left > 0) return left;

  const firing = await store.alerts.firing();
  const inQuestion = elementsInQuestion(service.city().topology, new Set(firing.map(({ element }) => element)));
  const measured = (await measurements.observe(inQuestion)) ?? [];
  const judged = await store.transaction((transaction) => judge(transaction, service, firing, measured));
  if (judged === null) return soonMs;
  for (const { order, faultClass } of judged.opened) {
    service.meter.count('roundsman_work_orders_opened_total', { source: 'alarm', fault_class: faultClass });
    service.logger.info({ work_order_id: order.id, number: order.state.number, faultClass }, 'work order opened');
  }
  service.wake('drainOutbox');
  return 0;
}

const sameEpisode = ({ fingerprint, episode }: Alert): string => `${fingerprint} ${episode}`;

/** Null where another replica is deciding. */
async function judge(
  transaction: Transaction,
  service: Service,
  seen: readonly Alert[],
  measured: readonly Observation[],
): Promise<{ opened: { order: Order; faultClass: string }[] } | null> {
  if (!(await transaction.tryLockDecisions())) return null;
  const now = nowOf(service);
  const { topology } = service.city();
  // What arrived since the measurements were asked for waits for the next time: nothing was measured around it.
  const known = new Set(seen.map(sameEpisode));
  const firing = (await transaction.alerts.firing()).filter((alert) => known.has(sameEpisode(alert)));
  if (firing.every(({ judgedAt }) => judgedAt !== null)) return { opened: [] };

  const rows = await transaction.orders.unfinished();
  const orders = await service.orders.load(transaction.orders, rows);
  const verdicts = diagnose(topology, evidenceOf(firing, measured, now));
  const plan = correlate(orders.filter(({ state }) => !isRecovered(state)).map(openOrderView), verdicts, topology);
  const onsets = new Map(firing.map(({ element, startsAt }) => [element, millis(startsAt)]));
  const onsetOf = (elements: readonly string[]): string => {
    const starts = elements.flatMap((element) => onsets.get(element) ?? []);
    return instantOf(starts.length > 0 ? Math.min(...starts) : millis(now));
  };
  const outcome = await carryOut(transaction, service, plan, orders, onsetOf);
  await transaction.alerts.judged(
    firing.map(({ fingerprint, episode, orderId, element }) => ({
      fingerprint,
      episode,
      orderId: outcome.orderOfAlert(orderId, element),
    })),
    now,
  );
  return outcome;
}
