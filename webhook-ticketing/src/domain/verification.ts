import type { Observation } from '@roundsman/contract/evidence.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { pictureObservables, symptoms, type Observable, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { instantOf, millis, type Instant } from './instant.ts';
import { elementName } from './title.ts';

/** A symptom that belongs to the order: what the recovery is measured by. */
export interface Complaint {
  element: string;
  symptom: SymptomId;
  startsAt: Instant;
  /** When the alert ended; null while it fires. */
  endsAt: Instant | null;
}

export interface VerificationInput {
  /** When the fix was claimed; null for a recovery that nobody claims. */
  claimedAt: Instant | null;
  complaints: readonly Complaint[];
  /** Measurements of the elements at fault; older ones too where they are known, so that the first healthy sample is found. */
  observations: readonly Observation[];
  inventory: Pick<Inventory, 'elements'>;
  /** How long all must be healthy, and after which time a claim that shows nothing is refused. */
  healthySeconds: number;
  graceSeconds: number;
  now: Instant;
}

export type Verdict =
  /** `solvedAt`: when the last of the elements gave its first healthy sample. */
  | { verdict: 'verified'; solvedAt: Instant }
  | { verdict: 'refuted'; reason: LocalizedText; stillBad: string[] }
  /** Nothing to be said before `until`. */
  | { verdict: 'wait'; until: Instant };

/** A measurement older than this says nothing about now: four scrapes of a device, two of a stream. */
export const freshSeconds = 60;

/** Seconds after a repair until what is measured must show it, where that takes longer than the grace: see the rules. */
const showsAfter: Partial<Record<Observable, number>> = {
  // A soft fault of a picture is taken back by the third of three good looks, five minutes apart.
  ...Object.fromEntries(pictureObservables.map((observable) => [observable, 1200])),
  // Of the last 24 hours, of the last full hour.
  recording_complete: 25 * 3600,
  passages_captured: 2 * 3600,
  // What was not kept is not made up for: that it will be enough shows in weeks, and no claim is refused for it.
  recording_retained: Infinity,
};

/**
 * Whether the fault is gone: every alert of the order has ended, and what each complained of has been measured good for long
 * enough, up to now. Absent data are not health: then it waits, and neither verifies nor refuses. Only a claim is refused, and
 * only after the grace that a device needs to start and an alert needs to end.
 */
export function verify(input: VerificationInput): Verdict {
  const { claimedAt, complaints, healthySeconds, graceSeconds } = input;
  const now = millis(input.now);
  const judged = complaints.map((complaint) => judge(complaint, input.observations, now));
  const bad = judged.filter(({ health }) => health === 'bad').map(({ complaint }) => complaint);
  const graceEnd = ({ symptom }: Complaint): number => {
    const grace = Math.max(graceSeconds, showsAfter[symptoms[symptom].observable] ?? 0);
    return claimedAt === null ? Infinity : millis(claimedAt) + grace * 1000;
  };
  const refuting = bad.filter((complaint) => now >= graceEnd(complaint));
  if (refuting.length > 0) return { verdict: 'refuted', ...refusal(refuting, input.inventory) };
  if (complaints.length === 0 || judged.some(({ health }) => health !== 'good')) {
    const look = now + Math.min(healthySeconds, freshSeconds) * 1000;
    return { verdict: 'wait', until: instantOf(Math.min(look, ...bad.map(graceEnd))) };
  }
  const since = Math.max(...judged.map((one) => one.since));
  const healthyAt = since + healthySeconds * 1000;
  return now >= healthyAt
    ? { verdict: 'verified', solvedAt: instantOf(since) }
    : { verdict: 'wait', until: instantOf(healthyAt) };
}

interface Judged {
  complaint: Complaint;
  health: 'good' | 'bad' | 'unknown';
  /** First sample of the present good run; only of a good one. */
  since: number;
}

function judge(complaint: Complaint, observations: readonly Observation[], now: number): Judged {
  const { element, symptom, startsAt, endsAt } = complaint;
  const { observable } = symptoms[symptom];
  const samples = observations
    .filter((one) => one.element === element && one.observable === observable)
    .map(({ at, value }) => ({ at: millis(at), good: value }));
  const newest = samples.reduce((last, one) => (one.at >= last.at ? one : last), { at: -Infinity, good: false });
  if (endsAt === null) return { complaint, health: 'bad', since: now };
  if (newest.at < now - freshSeconds * 1000) return { complaint, health: 'unknown', since: now };
  if (!newest.good) return { complaint, health: 'bad', since: now };
  // The alert itself is evidence: bad when it began, good when it ended.
  samples.push({ at: millis(startsAt), good: false }, { at: millis(endsAt), good: true });
  const lastBad = Math.max(...samples.filter(({ good }) => !good).map(({ at }) => at));
  const since = Math.min(...samples.filter(({ at, good }) => good && at > lastBad).map(({ at }) => at), newest.at);
  return { complaint, health: 'good', since };
}

/** Elements named in a refusal; the rest are counted. */
const named = 5;

function refusal(
  complaints: readonly Complaint[],
  inventory: Pick<Inventory, 'elements'>,
): { reason: LocalizedText; stillBad: string[] } {
  const stillBad = [...new Set(complaints.map(({ element }) => element))];
  const said = complaints.slice(0, named).map(({ element, symptom }) => {
    const [who, what] = [elementName(inventory, element), symptoms[symptom].name];
    return { en: `${who.en}: ${what.en}`, zh: `${who.zh}：${what.zh}` };
  });
  const more = complaints.length - said.length;
  const rest = more > 0 ? { en: `; and ${String(more)} more`, zh: `；另有 ${String(more)} 项` } : { en: '', zh: '' };
  return {
    stillBad,
    reason: {
      en: `Measurements still show: ${said.map(({ en }) => en).join('; ')}${rest.en}.`,
      zh: `测量仍显示：${said.map(({ zh }) => zh).join('；')}${rest.zh}。`,
    },
  };
}
