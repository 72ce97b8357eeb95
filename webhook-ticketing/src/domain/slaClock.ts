import type { OrderEvent } from '@roundsman/contract/events.ts';
import { clockNames, type ClockName, type SlaClock } from '@roundsman/contract/workOrder.ts';
import { instantOf, millis, type Instant } from './instant.ts';
import { overlapOf, reach } from './slaClockIntervals.ts';
import { readRecord, type SlaRecord } from './slaClockRecord.ts';

/** Seconds that each clock of the customer's table allows. Calendar: 24×7. */
export const customerBudgets: Readonly<Record<ClockName, number>> = {
  informed: 120,
  accepted: 300,
  on_site: 7_200,
  solved: 14_400,
  substituted: 172_800,
};

/**
 * The clocks of an order at a moment, replayed from its record; the same function serves the live boards and the contract report.
 *
 * - All start when the order was opened: at the first receipt or detection.
 * - What was reached counts from when it happened (`at`), as far as that is believed (`slaClockRecord.ts`).
 * - `on_site`, `solved` and `substituted` stand still while the order is suspended; from the decision on, never before it.
 * - All stand still while planned works keep the order back: nobody was to be sent.
 * - While a verified recovery holds, no clock runs; after a reopening the unmet ones go on with the time used before.
 * - A recovery, before its time was up, of which nobody had yet to be told, accept or arrive leaves those clocks not applicable.
 * - A natural disaster excludes what it stopped. A cancelled order's unmet clocks are excluded; a joined order has none, since the
 *   order that it joined carries them. What was breached before stays breached.
 * - A preventive order has one clock, `solved`, which runs until the date that it was given.
 * - An approved wait for a spare replaces `solved` by `substituted`, unless `solved` was breached before.
 */
export function slaClocks(
  events: readonly OrderEvent[],
  now: Instant,
  budgets: Readonly<Record<ClockName, number>> = customerBudgets,
): SlaClock[] {
  const record = readRecord(events);
  // Another replica's clock may be a little ahead: the record is never younger than the moment of reading.
  const moment = Math.max(millis(now), record.lastRecordedAt);
  const { plannedUntil, openedAt } = record;
  const budgetOf = (name: ClockName): number =>
    name === 'solved' && plannedUntil !== null ? Math.max(0, plannedUntil - openedAt) / 1000 : budgets[name];
  return clockNames.map((name) => clockOf(name, record, moment, budgetOf(name)));
}

function clockOf(name: ClockName, record: SlaRecord, now: number, budgetSeconds: number): SlaClock {
  const stops = pausable.has(name) ? [...record.healthy, ...record.suspended] : [...record.healthy, ...record.held];
  const elapsedAt = (moment: number): number =>
    Math.max(0, moment - record.openedAt - overlapOf(stops, record.openedAt, moment)) / 1000;
  const metAt = record.reached[name];
  const end = Math.min(now, metAt ?? record.endedAt ?? now);
  const elapsedSeconds = elapsedAt(end);
  const dueAt = reach(stops, record.openedAt, budgetSeconds * 1000);
  const clock = (state: SlaClock['state']): SlaClock => ({
    name,
    state,
    startedAt: instantOf(record.openedAt),
    dueAt: dueAt === null || state === 'not_applicable' || state === 'excluded' ? null : instantOf(dueAt),
    metAt: metAt === null || state === 'not_applicable' ? null : instantOf(metAt),
    budgetSeconds,
    elapsedSeconds,
  });
  /** Whether its time was up at that moment, unmet. */
  const overdueAt = (moment: number): boolean =>
    (metAt === null || metAt > moment) && elapsedAt(moment) > budgetSeconds;

  if (record.joined) return clock('not_applicable');
  if (record.plannedUntil !== null && name !== 'solved') return clock('not_applicable');
  if (name === 'substituted' && record.spareApprovedAt === null) return clock('not_applicable');
  if (name === 'solved' && record.spareApprovedAt !== null && !overdueAt(record.spareApprovedAt)) {
    return clock('not_applicable');
  }
  if (pausable.has(name) && record.disasterAt !== null && isOpenAt(metAt, record.disasterAt)) {
    return clock(overdueAt(record.disasterAt) ? 'breached' : 'excluded');
  }
  if (elapsedSeconds > budgetSeconds) return clock('breached');
  if (metAt !== null) return clock('met');
  if (record.cancelled) return clock('excluded');
  if (record.recovered) return clock('not_applicable');
  const stands = record.isSuspended && (pausable.has(name) || record.held.at(-1)?.to === null);
  return clock(stands ? 'suspended' : 'running');
}

const pausable: ReadonlySet<ClockName> = new Set(['on_site', 'solved', 'substituted']);
const isOpenAt = (metAt: number | null, moment: number): boolean => metAt === null || metAt > moment;

/**
 * The clock that runs out next, or ran out first and is still waited for; null where none runs.
 * `inForce` tells whether anything is still expected: false for an order that has recovered or is finished.
 */
export function nextClock(clocks: readonly SlaClock[], inForce: boolean): SlaClock | null {
  if (!inForce) return null;
  const waitedFor = clocks.filter(
    ({ state, metAt }) => state === 'running' || (state === 'breached' && metAt === null),
  );
  const due = (clock: SlaClock): number => (clock.dueAt === null ? Infinity : millis(clock.dueAt));
  return waitedFor.sort((one, other) => due(one) - due(other))[0] ?? null;
}
