import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../topology.ts';
import { batteryStates, expectationOf } from './expectation.ts';
import type { Expectation, Term } from './expectation.ts';
import { kindAt } from './hypotheses.ts';
import type { Hypothesis } from './hypotheses.ts';
import { battery, logPrior, timing, trust } from './parameters.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** A hypothesis weighed: all figures are natural logarithms against "nothing is wrong there". */
export interface Weighed {
  hypothesis: Hypothesis;
  /** Prior times likelihood ratio over what still counts. */
  gain: number;
  /** Bad observations that it accounts for. */
  explained: Sighting[];
  /** What each observation says for (positive) or against it. */
  contributions: ReadonlyMap<Sighting, number>;
}

/** A hypothesis with its terms: made once, weighed again whenever others have explained something. */
export interface Prepared {
  hypothesis: Hypothesis;
  expectation: Expectation;
  prior: number;
  /** Bad observations that it could account for. */
  reachesFor: Sighting[];
}

export const prepare = (topology: Topology, sightings: Sightings, hypothesis: Hypothesis): Prepared => {
  const expectation = expectationOf(topology, sightings, hypothesis);
  const all = [...expectation.certain, ...expectation.onBattery.flatMap((each) => each.emptied)];
  return {
    hypothesis,
    expectation,
    prior: logPrior(hypothesis.faultClass, kindAt(topology.graph, hypothesis.point)),
    reachesFor: all.flatMap(({ sighting }) => (sighting.value ? [] : [sighting])),
  };
};

/** At least this much (natural logarithm) must an observation speak for a cause to be taken as explained by it. */
const explains = 1;

/** `counts` says which bad observations are still to be explained; the others say nothing any more. */
export const weigh = (prepared: Prepared, counts: (sighting: Sighting) => boolean): Weighed => {
  const { hypothesis, expectation, prior } = prepared;
  const onset = onsetOf(prepared, counts);
  const contributions = new Map<Sighting, number>();
  const speaksFor = (term: Term): number =>
    term.sighting.value || counts(term.sighting) ? contribution(hypothesis, term, onset) : 0;
  let gain = prior;
  for (const term of expectation.certain) {
    const amount = speaksFor(term);
    gain += amount;
    contributions.set(term.sighting, amount);
  }
  for (const each of expectation.onBattery) {
    const states = batteryStates.map((state) => {
      const amounts = each[state].map((term): [Sighting, number] => [term.sighting, speaksFor(term)]);
      return { amounts, total: amounts.reduce((sum, [, amount]) => sum + amount, Math.log(battery[state])) };
    });
    gain += logSum(states.map((state) => state.total));
    const likeliest = states.reduce((best, state) => (state.total > best.total ? state : best));
    for (const [sighting, amount] of likeliest.amounts) contributions.set(sighting, amount);
  }
  const explained = prepared.reachesFor.filter(
    (sighting) => counts(sighting) && (contributions.get(sighting) ?? 0) >= explains,
  );
  return { hypothesis, gain, explained, contributions };
};

/** When the cause struck, by the middle one of its direct witnesses; null where nothing tells. */
const onsetOf = ({ hypothesis, reachesFor }: Prepared, counts: (sighting: Sighting) => boolean): number | null => {
  const dated = reachesFor.filter((sighting) => sighting.since !== null && counts(sighting));
  const direct = dated.filter((sighting) => isDirect(hypothesis, sighting));
  const times = (direct.length > 0 ? direct : dated).flatMap(({ since }) => since ?? []).sort((a, b) => a - b);
  return times[Math.floor((times.length - 1) / 2)] ?? null;
};

/** Of a power fault the readings of the power path; what falls silent may do so hours later, when batteries are empty. */
const isDirect = (hypothesis: Hypothesis, { observable }: Sighting): boolean =>
  faultClasses[hypothesis.faultClass].layer !== 'power' || observable === 'mains_present' || observable === 'energised';

const contribution = (hypothesis: Hypothesis, { sighting, bad, lastKnown }: Term, onset: number | null): number => {
  const { falseAlarm, missed } = trust[sighting.observable];
  if (!sighting.value) {
    if (onset === null || sighting.since === null) return Math.log(bad / falseAlarm);
    if (sighting.since < onset - timing.tooEarly) return 0;
    const late = sighting.since > onset + timing.together && isDirect(hypothesis, sighting);
    return Math.log(bad / falseAlarm) * (late ? 0.5 : 1);
  }
  const before = lastKnown || onset === null ? 0 : clamp((onset - sighting.at) / timing.alertLag);
  const good = Math.max(1 - bad, missed);
  return Math.log((before * (1 - falseAlarm) + (1 - before) * good) / (1 - falseAlarm));
};

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

const logSum = (values: readonly number[]): number => {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
};
