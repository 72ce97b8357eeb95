import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { BadSightings } from './badSightings.ts';
import type { Hypothesis } from './hypotheses.ts';
import type { Marks } from './marks.ts';
import { comesSlowly, timing, trust } from './parameters.ts';
import { showsIn } from './showsIn.ts';
import type { Sighting } from './sightings.ts';

/** Which bad observations are still to be explained, by place; null: all. */
export type Counts = Marks | null;

/** When the cause struck, as far as its witnesses tell; where nothing tells, none of these is a number. */
export interface Onset {
  readonly at: number;
  /** A symptom that began before this is of something else; of what comes slowly, before that. */
  readonly earliest: number;
  readonly earliestSlow: number;
}

/** Nothing tells. */
export const untold: Onset = { at: NaN, earliest: NaN, earliestSlow: NaN };

/**
 * By the middle one of its witnesses, which are in the order in which they began: of the direct ones that come fast, or else of
 * all direct ones, or else of all.
 */
export const onsetOf = (
  hypothesis: Hypothesis,
  witnesses: readonly number[],
  bad: BadSightings,
  counts: Counts,
): Onset => {
  const { since, slow } = bad;
  const ofPower = isOfPower(hypothesis);
  let [fast, direct, all] = [0, 0, 0];
  for (const place of witnesses) {
    if (counts !== null && !counts.has(place)) continue;
    if (Number.isNaN(since[place])) break;
    all += 1;
    if (!isDirect(ofPower, bad, place)) continue;
    direct += 1;
    if (slow[place] === 0) fast += 1;
  }
  const left = fast || direct || all;
  if (left === 0) return untold;
  let before = (left - 1) >> 1;
  for (const place of witnesses) {
    if (counts !== null && !counts.has(place)) continue;
    if (direct > 0 && !isDirect(ofPower, bad, place)) continue;
    if (fast > 0 && slow[place] === 1) continue;
    if (before === 0) return struckAs(hypothesis, bad.at(place));
    before -= 1;
  }
  return untold;
};

/** As this one dates it. */
export const struckAs = (hypothesis: Hypothesis, { since, observable }: Sighting): Onset => {
  const at = since ?? NaN;
  return {
    at,
    earliest: at - leadOf(hypothesis, observable, false),
    earliestSlow: at - leadOf(hypothesis, observable, true),
  };
};

export const isOfPower = ({ faultClass }: Hypothesis): boolean => faultClasses[faultClass].layer === 'power';

/** Of a power fault the readings of the power path; what falls silent may do so hours later, when batteries are empty. */
export const isDirect = (ofPower: boolean, bad: BadSightings, place: number): boolean =>
  !ofPower || bad.ofPowerPath[place] === 1;

/**
 * How long before what dates a cause a symptom of it may have begun; milliseconds. What is taken down with something falls silent
 * after it, and late only by the rounds of the probes; what a device shows of its own fault may come in any order.
 */
const leadOf = ({ faultClass }: Hypothesis, by: Sighting['observable'], slow: boolean): number => {
  if (comesSlowly.has(by)) return timing.slowly;
  if (showsIn[faultClass] === undefined) return slow ? timing.sameMoment : trust[by].freshFor;
  return slow ? timing.slowly : timing.tooEarly;
};
