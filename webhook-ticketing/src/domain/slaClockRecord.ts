import type { EventType, OrderEvent } from '@roundsman/contract/events.ts';
import type { ClockName } from '@roundsman/contract/workOrder.ts';
import { millis } from './instant.ts';
import type { Interval } from './slaClockIntervals.ts';

/** What the record of an order says to its clocks; milliseconds since the epoch. */
export interface SlaRecord {
  openedAt: number;
  lastRecordedAt: number;
  /** When each milestone was reached; a reopening takes `solved` and `substituted` back. */
  reached: Record<ClockName, number | null>;
  suspended: Interval[];
  /** Of those, for planned works: no clock runs. */
  held: Interval[];
  /** While a verified recovery held. */
  healthy: Interval[];
  isSuspended: boolean;
  recovered: boolean;
  /** When the order stopped asking anything of anybody: recovered, cancelled or joined. */
  endedAt: number | null;
  cancelled: boolean;
  /** By when a preventive order is to be done; null of an order about a fault, which has the customer's budgets. */
  plannedUntil: number | null;
  joined: boolean;
  spareApprovedAt: number | null;
  /** First suspension for a natural disaster. */
  disasterAt: number | null;
  /** Last claim of a fix that has not been sent back, as far as its time is believed. */
  claimedAt: number | null;
}

/** Milestones of the way in the field: none can have happened before the one recorded before it. */
const milestones: ReadonlySet<EventType> = new Set([
  'opened',
  'accepted',
  'departed',
  'arrived',
  'fix_claimed',
  'reopened',
]);

/**
 * The moment from which an event counts: when it happened, where that can be (not after it was recorded, not before the previous
 * milestone); otherwise when it was recorded. Both stay in the record.
 */
export function countedAt({ at, recordedAt }: Pick<OrderEvent, 'at' | 'recordedAt'>, previous: number): number {
  const happened = millis(at);
  const learnt = Math.max(previous, millis(recordedAt));
  return happened <= learnt && happened >= previous ? happened : learnt;
}

export function readRecord(events: readonly OrderEvent[]): SlaRecord {
  const [first] = events;
  if (!first || first.facts.type !== 'opened') throw new Error('the record of an order begins with "opened"');
  const record: SlaRecord = {
    openedAt: millis(first.at),
    lastRecordedAt: millis(first.at),
    reached: { informed: null, accepted: null, on_site: null, solved: null, substituted: null },
    suspended: [],
    held: [],
    healthy: [],
    isSuspended: false,
    recovered: false,
    endedAt: null,
    cancelled: false,
    plannedUntil: first.facts.forecast === undefined ? null : millis(first.facts.forecast.dueAt),
    joined: false,
    spareApprovedAt: null,
    disasterAt: null,
    claimedAt: null,
  };
  let previous = record.openedAt;
  for (const event of events) {
    const counted = countedAt(event, previous);
    record.lastRecordedAt = Math.max(record.lastRecordedAt, millis(event.recordedAt));
    if (!record.cancelled && !record.joined) read(record, event, counted);
    if (milestones.has(event.facts.type)) previous = counted;
  }
  return record;
}

function read(record: SlaRecord, { facts, recordedAt }: OrderEvent, counted: number): void {
  const { reached } = record;
  switch (facts.type) {
    case 'informed':
      reached.informed ??= counted;
      return;
    // Who accepts has been informed, whatever became of the channel's receipt.
    case 'accepted':
      reached.informed = Math.min(reached.informed ?? Infinity, counted);
      reached.accepted ??= counted;
      return;
    case 'arrived':
      if (facts.accepted) reached.on_site = Math.min(reached.on_site ?? Infinity, counted);
      return;
    case 'fix_claimed':
      record.claimedAt = counted;
      if (!record.recovered) endSuspension(record, counted);
      return;
    case 'fix_refuted':
      record.claimedAt = null;
      return;
    case 'verified': {
      // What an operator confirms is the engineer's word, and a phone's clock is believed no further here than anywhere.
      const solved = facts.by === 'operator' ? (record.claimedAt ?? counted) : millis(facts.solvedAt);
      const solvedAt = Math.max(record.openedAt, healthyUntil(record), Math.min(solved, counted));
      endSuspension(record, solvedAt);
      record.recovered = true;
      record.endedAt = solvedAt;
      record.healthy.push({ from: solvedAt, to: null });
      reached.solved = solvedAt;
      reached.substituted = solvedAt;
      return;
    }
    case 'reopened':
      endHealth(record, counted);
      record.claimedAt = null;
      reached.solved = null;
      reached.substituted = null;
      return;
    // Decisions count from when they were recorded, never from an earlier moment that somebody names.
    case 'suspended':
      if (record.isSuspended) return;
      record.isSuspended = true;
      record.suspended.push({ from: millis(recordedAt), to: null });
      if (facts.reason === 'natural_disaster') record.disasterAt ??= millis(recordedAt);
      return;
    case 'held_for_maintenance': {
      // It is kept back from the moment at which it was opened.
      const interval: Interval = { from: record.openedAt, to: null };
      record.isSuspended = true;
      record.suspended.push(interval);
      record.held.push(interval);
      return;
    }
    case 'released_from_maintenance':
    case 'resumed':
      endSuspension(record, millis(recordedAt));
      return;
    case 'waiting_spare':
      endSuspension(record, millis(recordedAt));
      record.spareApprovedAt ??= millis(recordedAt);
      return;
    case 'reforecast':
      record.plannedUntil = millis(facts.forecast.dueAt);
      return;
    case 'withdrawn':
    case 'cancelled':
      record.cancelled = true;
      record.endedAt ??= millis(recordedAt);
      return;
    case 'joined':
      record.joined = true;
      record.endedAt ??= millis(recordedAt);
      return;
    default:
      return;
  }
}

const healthyUntil = (record: SlaRecord): number => record.healthy.at(-1)?.to ?? record.openedAt;

function endSuspension(record: SlaRecord, at: number): void {
  const last = record.suspended.at(-1);
  if (!record.isSuspended || !last) return;
  last.to = Math.max(last.from, at);
  record.isSuspended = false;
}

function endHealth(record: SlaRecord, at: number): void {
  const last = record.healthy.at(-1);
  if (last && last.to === null) last.to = Math.max(last.from, at);
  record.recovered = false;
  record.endedAt = null;
}
