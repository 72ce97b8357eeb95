import { kindAt } from '../topology/graph.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { expectationOf } from './expectation.ts';
import type { Course, Expectation, Term } from './expectation.ts';
import type { Hypothesis } from './hypotheses.ts';
import type { Marks } from './marks.ts';
import { comesSlowly, logPrior, timing, trust } from './parameters.ts';
import { showsIn } from './showsIn.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** A hypothesis weighed: all figures are natural logarithms against "nothing is wrong there". */
export interface Weighed {
  prepared: Prepared;
  /** Prior times likelihood ratio over what still counts. */
  gain: number;
  /** Bad observations that it accounts for. */
  explained: Sighting[];
}

/** A hypothesis with its terms: made once, weighed again whenever others have explained something. */
export interface Prepared {
  hypothesis: Hypothesis;
  expectation: Expectation;
  prior: number;
  /** Bad observations that it could account for. */
  reachesFor: Sighting[];
  /** Those of them that tell when it struck, by time: the direct ones that come fast before the slow ones, before the others. */
  dated: readonly (readonly Sighting[])[];
}

export const prepare = (
  topology: Topology,
  sightings: Sightings,
  hypothesis: Hypothesis,
  learned?: PriorRates,
): Prepared => {
  const expectation = expectationOf(topology, sightings, hypothesis);
  const bad = new Set<Sighting>();
  const collect = (terms: readonly Term[]): void => {
    for (const { sighting } of terms) if (!sighting.value) bad.add(sighting);
  };
  collect(expectation.certain);
  for (const courses of expectation.uncertain) for (const { terms } of courses) collect(terms);
  const reachesFor = [...bad];
  const byTime = reachesFor.filter((sighting) => sighting.since !== null);
  if (byTime.length > 1) byTime.sort((a, b) => (a.since ?? 0) - (b.since ?? 0));
  const ofPower = faultClasses[hypothesis.faultClass].layer === 'power';
  const direct = ofPower ? byTime.filter((sighting) => isDirect(hypothesis, sighting)) : byTime;
  return {
    hypothesis,
    expectation,
    prior: logPrior(hypothesis.faultClass, kindAt(topology.graph, hypothesis.point), learned),
    reachesFor,
    dated: [direct.filter((sighting) => !sighting.slow), direct, byTime],
  };
};

/** At least this much (natural logarithm) must an observation speak for a cause to be taken as explained by it. */
const explains = 1;

/** Which bad observations are still to be explained, by place; null: all. */
export type Counts = Marks | null;

const speaks = ({ value, place }: Sighting, counts: Counts): boolean => value || counts === null || counts.has(place);

export const weigh = (prepared: Prepared, counts: Counts): Weighed => {
  let gain = prepared.prior;
  const explained: Sighting[] = [];
  eachPart(
    prepared,
    counts,
    (terms, onset) => {
      for (const term of terms) {
        const counted = speaks(term.sighting, counts);
        const amount = counted
          ? contribution(prepared.hypothesis, term, onset)
          : wellUntil(prepared.hypothesis, term, onset);
        gain += amount;
        if (!term.sighting.value && counted && amount >= explains) explained.push(term.sighting);
      }
    },
    (correction) => {
      gain += correction;
    },
  );
  return { prepared, gain, explained };
};

/** What it is worth among others; one that explains nothing, less than anything. */
export const gainOf = (weighed: Weighed | undefined): number =>
  weighed !== undefined && weighed.explained.length > 0 ? weighed.gain : -Infinity;

/** What each observation, or each good reading, says for (positive) or against the hypothesis. */
export const contributionsOf = (
  prepared: Prepared,
  counts: Counts,
  which: 'all' | 'good',
): ReadonlyMap<Sighting, number> => {
  const contributions = new Map<Sighting, number>();
  eachPart(prepared, counts, (terms, onset) => {
    for (const term of terms) {
      if (which === 'good' && !term.sighting.value) continue;
      const amount = (speaks(term.sighting, counts) ? contribution : wellUntil)(prepared.hypothesis, term, onset);
      contributions.set(term.sighting, amount);
    }
  });
  return contributions;
};

/**
 * Visits the terms of a hypothesis: the certain ones, and of each thing unknown those of its likeliest course; `correct` is then
 * told what the other courses and the prior of this one add to that.
 */
const eachPart = (
  prepared: Prepared,
  counts: Counts,
  visit: (terms: readonly Term[], onset: Onset | null) => void,
  correct: (amount: number) => void = () => undefined,
): void => {
  const { hypothesis, expectation } = prepared;
  const onset = onsetOf(prepared, counts);
  visit(expectation.certain, onset);
  for (const courses of expectation.uncertain) {
    let likeliest: Course | undefined;
    let most = -Infinity;
    const totals = courses.map((course) => {
      const total = Math.log(course.probability) + sumOf(hypothesis, course.terms, counts, onset);
      if (total > most) {
        most = total;
        likeliest = course;
      }
      return total;
    });
    if (likeliest === undefined) continue;
    visit(likeliest.terms, onset);
    correct(logSum(totals) - most + Math.log(likeliest.probability));
  }
};

const sumOf = (hypothesis: Hypothesis, terms: readonly Term[], counts: Counts, onset: Onset | null): number => {
  let sum = 0;
  for (const term of terms) {
    sum += (speaks(term.sighting, counts) ? contribution : wellUntil)(hypothesis, term, onset);
  }
  return sum;
};

/** When the cause struck, as far as its witnesses tell. */
interface Onset {
  at: number;
  /** A symptom that began before this is of something else; of what comes slowly, before that. */
  earliest: number;
  earliestSlow: number;
}

/** By the middle one of its direct witnesses; null where nothing tells. */
const onsetOf = ({ hypothesis, dated }: Prepared, counts: Counts): Onset | null => {
  for (const witnesses of dated) {
    let left = 0;
    for (const sighting of witnesses) if (speaks(sighting, counts)) left += 1;
    if (left === 0) continue;
    let before = Math.floor((left - 1) / 2);
    for (const sighting of witnesses) {
      if (!speaks(sighting, counts)) continue;
      if (before === 0) {
        const { since, observable } = sighting;
        if (since === null) return null;
        const leads = (slow: boolean): number => since - leadOf(hypothesis, observable, slow);
        return { at: since, earliest: leads(false), earliestSlow: leads(true) };
      }
      before -= 1;
    }
  }
  return null;
};

/** Of a power fault the readings of the power path; what falls silent may do so hours later, when batteries are empty. */
const ofPowerPath: ReadonlySet<Observable> = new Set(['mains_present', 'energised', 'voltage_right', 'inverter_good']);

const isDirect = (hypothesis: Hypothesis, { observable }: Sighting): boolean =>
  faultClasses[hypothesis.faultClass].layer !== 'power' || ofPowerPath.has(observable);

const contribution = (
  hypothesis: Hypothesis,
  { sighting, bad, lastKnown, says }: Term,
  onset: Onset | null,
): number => {
  if (!sighting.value) {
    if (onset === null || sighting.since === null) return says;
    const { slow } = sighting;
    if (sighting.since < (slow ? onset.earliestSlow : onset.earliest)) return 0;
    const together = slow ? timing.slowly : timing.together;
    const late = sighting.since > onset.at + together && isDirect(hypothesis, sighting);
    return says * (late ? 0.5 : 1);
  }
  const before = lastKnown || onset === null ? 0 : clamp((onset.at - sighting.at) / timing.alertLag);
  if (before === 0) return says;
  const { falseAlarm, missed } = sighting.trust;
  const good = Math.max(1 - bad, missed);
  return Math.log((before * (1 - falseAlarm) + (1 - before) * good) / (1 - falseAlarm));
};

/** What is put down to another cause says nothing, but that it was well until long after this one had struck. */
const wellUntil = (hypothesis: Hypothesis, { sighting, bad }: Term, onset: Onset | null): number => {
  const { since, slow } = sighting;
  const { falseAlarm, missed, freshFor } = sighting.trust;
  if (onset === null || since === null || since <= onset.at + 2 * freshFor) return 0;
  if (slow || !isDirect(hypothesis, sighting)) return 0;
  return Math.log(Math.max(1 - bad, missed) / (1 - falseAlarm));
};

/**
 * How long before what dates a cause a symptom of it may have begun; milliseconds. What is taken down with something falls silent
 * after it, and late only by the rounds of the probes; what a device shows of its own fault may come in any order.
 */
const leadOf = ({ faultClass }: Hypothesis, by: Observable, slow: boolean): number => {
  if (comesSlowly.has(by)) return timing.slowly;
  if (showsIn[faultClass] === undefined) return slow ? timing.sameMoment : trust[by].freshFor;
  return slow ? timing.slowly : timing.tooEarly;
};

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

const logSum = (values: readonly number[]): number => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};
