import type { OrderEvent } from '@roundsman/contract/events.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { SlaLine, SlaReport } from '@roundsman/contract/slaReport.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { clockNames, type ClockName, type SlaClock } from '@roundsman/contract/workOrder.ts';
import { millis, type Instant } from './instant.ts';
import { slaClocks } from './slaClock.ts';
import { replay } from './workOrder.ts';

export interface ReportedInterval {
  from: Instant;
  /** Not included. */
  to: Instant;
  /** Only this party's lines. */
  party?: string | undefined;
}

/**
 * Compliance of the orders opened in the interval, by party and clock. An order counts for the party that has it, or else is
 * asked; `party` null stands for those that were dispatched to nobody. A clock that is not asked of an order (joined orders have
 * none) is not counted; planned work is no fault, and preventive orders are left out: met + breached + running + excluded = orders; a suspended clock counts as running.
 */
export function slaReport(
  records: readonly (readonly OrderEvent[])[],
  interval: ReportedInterval,
  inventory: Pick<Inventory, 'parties'>,
  now: Instant,
  budgets?: Readonly<Record<ClockName, number>>,
): Omit<SlaReport, 'diagnosis'> {
  const byParty = new Map<string | null, SlaClock[]>();
  for (const events of records) {
    const state = replay(events);
    if (state.forecast !== null) continue;
    const party = state.holder?.party ?? state.asked?.party ?? null;
    if (!isWithin(state.openedAt, interval) || (interval.party !== undefined && interval.party !== party)) continue;
    byParty.set(party, [...(byParty.get(party) ?? []), ...slaClocks(events, now, budgets)]);
  }
  const lines = [...byParty]
    .sort(([one], [other]) => (one ?? '').localeCompare(other ?? '', 'en'))
    .flatMap(([party, clocks]) => clockNames.map((name) => line(party, nameOf(inventory, party), name, clocks)));
  return { from: interval.from, to: interval.to, lines };
}

const isWithin = (instant: Instant, { from, to }: ReportedInterval): boolean =>
  millis(instant) >= millis(from) && millis(instant) < millis(to);

function nameOf(inventory: Pick<Inventory, 'parties'>, party: string | null): LocalizedText {
  if (party === null) return { en: 'Not dispatched', zh: '未派单' };
  return inventory.parties.find(({ id }) => id === party)?.name ?? { en: party, zh: party };
}

function line(party: string | null, partyName: LocalizedText, clock: ClockName, all: readonly SlaClock[]): SlaLine {
  const clocks = all.filter(({ name, state }) => name === clock && state !== 'not_applicable');
  const count = (...states: SlaClock['state'][]): number => clocks.filter(({ state }) => states.includes(state)).length;
  const met = count('met');
  const breached = count('breached');
  const reached = clocks
    .filter(({ metAt, state }) => metAt !== null && state !== 'excluded')
    .map(({ elapsedSeconds }) => elapsedSeconds)
    .sort((one, other) => one - other);
  return {
    party,
    partyName,
    clock,
    orders: clocks.length,
    met,
    breached,
    running: count('running', 'suspended'),
    excluded: count('excluded'),
    complianceRatio: met + breached === 0 ? null : met / (met + breached),
    medianSeconds: median(reached),
    p90Seconds: reached[Math.ceil(reached.length * 0.9) - 1] ?? null,
  };
}

function median(sorted: readonly number[]): number | null {
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
