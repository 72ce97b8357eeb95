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
  places.sort(bad.byOnset);
  return places.filter((place, at) => place !== places[at - 1]);
};
