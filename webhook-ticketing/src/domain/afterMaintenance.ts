import type { Observation } from '@roundsman/contract/evidence.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import { instantOf, millis, type Instant } from './instant.ts';
import { freshSeconds, type Complaint } from './verification.ts';

export type Outlook =
  /** Still bad, or nothing can tell: send somebody. */
  | { outlook: 'release' }
  /** All is well as far as it is measured: the verification takes it from here. */
  | { outlook: 'healthy' }
  | { outlook: 'wait'; until: Instant };

/** An alert ends later than what it complains of; longer than this it is not waited for. */
const patienceSeconds = 2 * freshSeconds;

/**
 * What is to become of an order that planned works have kept back, now that they are over: by a look from after their end. What
 * is not seen within a minute of it, or says neither within two, goes out: silence is no health.
 */
export function afterMaintenance(
  complaints: readonly Complaint[],
  measured: readonly Observation[],
  overAt: Instant,
  now: Instant,
): Outlook {
  const end = millis(overAt);
  const looks = complaints.map((complaint) => look(complaint, measured, end));
  const past = millis(now) - end;
  if (looks.length === 0 || looks.includes('bad') || past >= patienceSeconds * 1000) {
    return looks.length > 0 && looks.every((each) => each === 'good') ? { outlook: 'healthy' } : { outlook: 'release' };
  }
  if (looks.every((each) => each === 'good')) return { outlook: 'healthy' };
  if (looks.includes('unseen') && past >= freshSeconds * 1000) return { outlook: 'release' };
  const patience = looks.includes('unseen') ? freshSeconds : patienceSeconds;
  return { outlook: 'wait', until: instantOf(end + patience * 1000) };
}

/** `ending`: measured good, and the alert still fires. */
type Look = 'good' | 'bad' | 'unseen' | 'ending';

function look({ element, symptom, endsAt }: Complaint, measured: readonly Observation[], end: number): Look {
  const { observable } = symptoms[symptom];
  const newest = measured
    .filter((one) => one.element === element && one.observable === observable && millis(one.at) >= end)
    .reduce<Observation | null>((last, one) => (last && millis(last.at) > millis(one.at) ? last : one), null);
  if (newest === null) return 'unseen';
  if (!newest.value) return 'bad';
  return endsAt === null ? 'ending' : 'good';
}
