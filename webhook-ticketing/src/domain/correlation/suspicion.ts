import type { Diagnosis, Observation } from '@roundsman/contract/evidence.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Alert } from '../alertEpisode.ts';
import { canShowIn } from '../diagnosis/showsIn.ts';
import { instantOf, later, millis, plusSeconds, type Instant } from '../instant.ts';
import type { Topology } from '../topology.ts';

/** A verdict on symptoms that belong to an order of another cause. */
export interface Suspected {
  order: string;
  verdict: Diagnosis;
  /**
   * `behind`: the order's cause took these elements down, and they may only be late to come back. `anew`: it did, and they were
   * well for a while since. `beside`: the order's cause does not explain them (any more), or takes nothing down that would have to
   * start; the diagnosis may change its mind again. `visit`: who has the order brought it about, and will end it on leaving.
   */
  why: 'behind' | 'anew' | 'beside' | 'visit';
}

/** A suspicion as it is kept from one diagnosis to the next. Its order and fault point name it. */
export interface Suspicion {
  order: string;
  faultPoint: string;
  elements: readonly string[];
  /** When a diagnosis first said so; of a cause that has recovered, when that was, if earlier. */
  since: Instant;
  /** A measurement from then on says that the fault is its own. */
  freshFrom: Instant;
  /** When it is to be looked at next. */
  readyAt: Instant;
}

export const suspicionKey = (order: string, faultPoint: string): string => `${order} ${faultPoint}`;

/**
 * A second cause must hold for so long, and so over two diagnoses at least, before an order is split: verdicts of a storm waver.
 * Two scrapes of a device, one of a stream.
 */
export const holdSeconds = 30;
/** Until a device answers again after power and way are back, by what vendors give for a cold start. */
const bootSeconds: Partial<Record<ElementKind, number>> = {
  ups: 30,
  pdu: 30,
  onu: 120,
  switch: 120,
  media_converter: 30,
  camera: 120,
  recorder: 240,
  server: 300,
};
const longestBootSeconds = Math.max(...Object.values(bootSeconds));
/** A suspicion that was not confirmed is looked at again after this; what a visit explains, while that goes on. */
const againSeconds = 15;
const againInVisitSeconds = 60;

/** What is found bad no later than this after a cause has gone may still be on its way up: three or four looks at it. */
const settleSeconds = 60;

/** What was not bad until so long after the cause had gone was well in between. */
export const mayBeStarting = (solvedAt: Instant, badSince: Instant): boolean =>
  millis(badSince) < millis(solvedAt) + settleSeconds * 1000;

/** Whether what was well in between has been bad since for as long as a second cause must hold: its rule has looked at it again. */
export const holdsLongEnough = (badSince: Instant, now: Instant): boolean =>
  millis(now) - millis(badSince) >= holdSeconds * 1000;

/** For how long a cause that has recovered can still be why a device is bad. */
export const longestRestartSeconds = longestBootSeconds + holdSeconds;

const restartSeconds = ({ why, verdict }: Suspected, topology: Topology): number =>
  why !== 'behind'
    ? 0
    : Math.max(
        ...[verdict.faultPoint, ...verdict.affected].map(
          (element) => bootSeconds[topology.element(element)?.kind ?? 'meter'] ?? 0,
        ),
      );

/** Since when a verdict has been suspected by the diagnoses so far. */
export const suspectedSince = ({ order, verdict }: Suspected, known: readonly Suspicion[], now: Instant): Instant =>
  known.find((one) => one.order === order && one.faultPoint === verdict.faultPoint)?.since ?? now;

/** What is kept of what is suspected now; suspicions that are not among it have passed. */
export function keptSuspicions(
  suspected: readonly Suspected[],
  known: readonly Suspicion[],
  recoveredAt: (order: string) => Instant | null,
  topology: Topology,
  now: Instant,
): Suspicion[] {
  const before = new Map(known.map((one) => [suspicionKey(one.order, one.faultPoint), one]));
  const kept = new Map<string, Suspicion>();
  for (const each of suspected) {
    const { order, verdict } = each;
    const key = suspicionKey(order, verdict.faultPoint);
    if (kept.has(key)) continue;
    const old = before.get(key);
    // What had started has its own time: a look at it from just before its alert is fresh, another one after it enough.
    const isAnew = each.why === 'anew';
    const since = old?.since ?? (isAnew ? now : recoveredAt(order)) ?? now;
    const freshFrom = plusSeconds(since, isAnew ? -holdSeconds : restartSeconds(each, topology));
    const due = plusSeconds(isAnew ? since : freshFrom, isAnew ? againSeconds : holdSeconds);
    const again = plusSeconds(now, each.why === 'visit' ? againInVisitSeconds : againSeconds);
    const readyAt = millis(due) > millis(now) ? due : again;
    kept.set(key, { order, faultPoint: verdict.faultPoint, elements: verdict.affected, since, freshFrom, readyAt });
  }
  return [...kept.values()];
}

/**
 * Whether it is bad by a fresh look: by the newest measurement of what an alert complains of, or, where
 * nothing measures that, by Alertmanager's still saying so. `measured` are the latest observations with the times of their samples.
 */
export function isConfirmed(
  { elements, freshFrom }: Suspicion,
  firing: readonly Alert[],
  measured: readonly Observation[],
): boolean {
  const members = new Set(elements);
  return firing.some(({ element, symptom, updatedAt }) => {
    if (!members.has(element)) return false;
    const { observable } = symptoms[symptom];
    const newest = measured
      .filter((one) => one.element === element && one.observable === observable)
      .reduce<Observation | null>((last, one) => (last && millis(last.at) > millis(one.at) ? last : one), null);
    if (newest === null) return millis(updatedAt) >= millis(freshFrom);
    return !newest.value && millis(newest.at) >= millis(freshFrom);
  });
}

/**
 * When the symptoms of a second cause were first received: the clocks of its order start there. Before the first cause was gone
 * they were that one's.
 */
export function firstSign(
  { why, verdict }: Suspected,
  since: Instant,
  firing: readonly Pick<Alert, 'element' | 'symptom' | 'receivedAt'>[],
  now: Instant,
): Instant {
  const members = new Set(verdict.affected);
  const received = firing
    .filter(
      ({ element, symptom }) => members.has(element) && canShowIn(verdict.faultClass, symptoms[symptom].observable),
    )
    .map(({ receivedAt }) => millis(receivedAt));
  const first = instantOf(Math.min(millis(now), ...received));
  return why === 'behind' ? later(first, since) : first;
}
