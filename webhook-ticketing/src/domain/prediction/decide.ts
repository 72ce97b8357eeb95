import type { Forecast } from '@roundsman/contract/forecast.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { millis, type Instant } from '../instant.ts';
import { millisecondsOfDay } from './dailySeries.ts';
import type { Sight } from './sight.ts';

/** An unfinished preventive order, as the decision looks at it. */
export interface PlannedOrder {
  id: string;
  forecast: Forecast;
  openedAt: Instant;
  /** Somebody has accepted it. */
  accepted: boolean;
}

export type Decision =
  | { action: 'open'; sight: Sight }
  | { action: 'reforecast'; order: PlannedOrder; sight: Sight }
  | { action: 'withdraw'; order: PlannedOrder; reason: LocalizedText }
  | { action: 'verify'; order: PlannedOrder };

export interface Planning {
  sights: readonly Sight[];
  /** Unfinished preventive orders. */
  orders: readonly PlannedOrder[];
  /** Elements that are at fault, with the number of the order. */
  faulty: ReadonlyMap<string, string>;
  /** Elements that suffer from a fault, their own or another's: what they measure now says little of wear. */
  suffering: ReadonlySet<string>;
  /** What there was a preventive order about lately, finished by now, as `kind element`: not at once again. */
  lately: ReadonlySet<string>;
  /** A fault is worth a journey when it comes, nine to one, within so many days. */
  leadDays: number;
  now: Instant;
}

export const subjectOf = ({ kind, element }: Pick<Sight, 'kind' | 'element'>): string => `${kind} ${element}`;

/** A date that is further away than so many times the lead time is no reason for work any more. */
const farAway = 3;
/** A date that moved by less than this part of the time that is left is the same date. */
const movedBy = 0.3;

/**
 * What follows for preventive orders: one for each kind of wear of an element, by its part that wears soonest. It is opened when the
 * fault is near and sure, and withdrawn only when the drift has gone or the fault has come: in between nothing changes.
 */
export function decide({ sights, orders, faulty, suffering, lately, leadDays, now }: Planning): Decision[] {
  const bySubject = Map.groupBy(sights, subjectOf);
  const open = new Map(orders.map((order) => [subjectOf(order.forecast), order]));
  const decisions: Decision[] = [];
  for (const order of orders) {
    const ofOrder = bySubject.get(subjectOf(order.forecast)) ?? [];
    const decision = follow(order, ofOrder, faulty.get(order.forecast.element), leadDays, now);
    if (decision) decisions.push(decision);
  }
  for (const [subject, all] of bySubject) {
    const soonest = soonestOf(all);
    if (!soonest || !isNear(soonest, leadDays)) continue;
    if (open.has(subject) || lately.has(subject)) continue;
    if (faulty.has(soonest.element) || suffering.has(soonest.element)) continue;
    decisions.push({ action: 'open', sight: soonest });
  }
  return decisions;
}

const isNear = ({ asksForWork, reaches }: Sight, leadDays: number): boolean => {
  const late = reaches?.late ?? null;
  return asksForWork === 'at_once' || (late !== null && late <= leadDays);
};

function soonestOf(sights: readonly Sight[]): Sight | null {
  const middle = ({ reaches }: Sight): number => reaches?.middle ?? 0;
  return (
    sights.filter(({ verdict }) => verdict === 'foreseen').sort((one, other) => middle(one) - middle(other))[0] ?? null
  );
}

function follow(
  order: PlannedOrder,
  sights: readonly Sight[],
  fault: string | undefined,
  leadDays: number,
  now: Instant,
): Decision | null {
  if (fault !== undefined) {
    if (order.accepted) return null;
    return {
      action: 'withdraw',
      order,
      reason: { en: `It is at fault by now: work order ${fault}.`, zh: `设备已出现故障，见工单 ${fault}。` },
    };
  }
  const ofPart = sights.find(({ part }) => part === order.forecast.part);
  const openedDay = Math.floor(millis(order.openedAt) / millisecondsOfDay);
  const soonest = soonestOf(sights);
  // A step for the better since the order was opened is the cure, if it holds and nothing drifts on.
  if (!soonest && ofPart?.betterSince != null && ofPart.betterSince >= openedDay) return { action: 'verify', order };
  if (order.accepted) {
    // A state has no step: it is cured when it has been well for long enough to be steady.
    const isState = sights.some(({ asksForWork }) => asksForWork === 'at_once');
    const isCured = isState && sights.every(({ verdict }) => verdict === 'steady');
    return isCured ? { action: 'verify', order } : moved(order, soonest, now);
  }
  const reason = whyNotAnyMore(sights, soonest, leadDays);
  return reason ? { action: 'withdraw', order, reason } : moved(order, soonest, now);
}

function whyNotAnyMore(sights: readonly Sight[], soonest: Sight | null, leadDays: number): LocalizedText | null {
  if (soonest) {
    return (soonest.reaches?.middle ?? 0) > farAway * leadDays
      ? { en: 'The drift has become so slow that its date is far away.', zh: '变化已放缓，预计日期尚远。' }
      : null;
  }
  return sights.length > 0 && sights.every(({ verdict }) => verdict === 'steady')
    ? { en: 'The measurement does not drift any more.', zh: '测量值已不再变化。' }
    : null;
}

function moved(order: PlannedOrder, soonest: Sight | null, now: Instant): Decision | null {
  const { expected } = order.forecast;
  if (!soonest || (soonest.reaches === null) !== (expected === null)) return null;
  if (soonest.reaches === null || expected === null) return null;
  const left = (millis(expected.middle) - millis(now)) / millisecondsOfDay;
  const difference = Math.abs(soonest.reaches.middle - left);
  return difference > Math.max(3, movedBy * Math.abs(left)) ? { action: 'reforecast', order, sight: soonest } : null;
}
