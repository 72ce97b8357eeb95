import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { kindAt } from '../topology/graph.ts';
import type { BadSightings } from './badSightings.ts';
import { expectationOf, type Expectation } from './expectation.ts';
import { fixed } from './fixedPoint.ts';
import type { Hypothesis } from './hypotheses.ts';
import { logPrior } from './parameters.ts';
import type { Sightings } from './sightings.ts';

/** A hypothesis with its terms: made once, weighed again whenever others have explained something. */
export interface Prepared {
  readonly hypothesis: Hypothesis;
  readonly expectation: Expectation;
  readonly prior: number;
  /** Places of the bad observations that it could account for, in the order in which they began. */
  readonly reachesFor: number[];
}

/** Works out what the hypothesis expects of what was seen. */
export const prepare = (
  topology: Topology,
  sightings: Sightings,
  hypothesis: Hypothesis,
  learned?: PriorRates,
): Prepared => {
  const expectation = expectationOf(topology, sightings, hypothesis);
  return {
    hypothesis,
    expectation,
    prior: fixed(logPrior(hypothesis.faultClass, kindAt(topology.graph, hypothesis.point), learned)),
    reachesFor: badOf(expectation, sightings.byPlace),
  };
};

/** What is bad of all that it speaks of, each once, in the order in which it began. */
export const badOf = ({ certain, uncertain }: Expectation, bad: BadSightings): number[] => {
  const places = certain.bad.slice();
  for (const courses of uncertain) {
    for (const { terms } of courses) for (const place of terms.bad) places.push(place);
  }
  if (places.length < 2) return places;
  if (places.length > many) return rankedOf(places, bad);
  places.sort(bad.byOnset);
  return places.filter((place, at) => place !== places[at - 1]);
};

/** Of so many it pays to know where each stands among all that are bad. */
const many = 16;

const rankedOf = (places: readonly number[], bad: BadSightings): number[] => {
  const { order, ranks } = bad.inOrder();
  const own = new Int32Array(places.length);
  for (let at = 0; at < own.length; at += 1) own[at] = ranks[places[at] ?? -1] ?? 0;
  own.sort();
  const found: number[] = [];
  for (let at = 0; at < own.length; at += 1)
    if (at === 0 || own[at] !== own[at - 1]) found.push(order[own[at] ?? 0] ?? -1);
  return found;
};
