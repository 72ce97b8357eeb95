import type { AskedSightings } from './askedSightings.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../topology.ts';
import { expectationOf } from './expectation.ts';
import type { TermList } from './expectation/termList.ts';
import type { Hypothesis } from './hypotheses.ts';
import { badOf, type Prepared } from './prepared.ts';

/** What these expect of one element goes by what is seen of others. */
const looksAround: ReadonlySet<FaultClassId> = new Set(['fibre_degraded', 'lightning_damage', 'rogue_onu']);

/** Whether what the class expects of an element goes by what is seen of that element alone. */
export const canBeRevised = (faultClass: FaultClassId): boolean => !looksAround.has(faultClass);

/** Whether one that could account for nothing before still cannot, now that other things are seen of some elements. */
export const reachesNoneOf = (topology: Topology, about: AskedSightings, hypothesis: Hypothesis): boolean =>
  canBeRevised(hypothesis.faultClass) && badOf(expectationOf(topology, about, hypothesis), about.byPlace).length === 0;

/**
 * Makes the hypothesis what it would be if it were prepared anew, now that other things are seen of some elements: what it says about
 * these takes the place of what it said, in the lists themselves, for thousands of terms stay. The order of its terms is another;
 * nothing goes by that.
 */
export const revise = (topology: Topology, about: AskedSightings, before: Prepared): Prepared => {
  const { hypothesis, expectation, prior, reachesFor } = before;
  const now = expectationOf(topology, about, hypothesis);
  const come = badOf(now, about.byPlace);
  const uncertain = expectation.uncertain.map((courses, thing) =>
    courses.map(({ probability, terms }, way) => {
      const by = now.uncertain[thing]?.[way];
      if (by === undefined) throw new Error(`what ${hypothesis.faultClass} expects is built otherwise than before`);
      return { probability, terms: replaced(terms, about, by.terms) };
    }),
  );
  replacePlaces(reachesFor, about, come);
  return {
    hypothesis,
    expectation: { certain: replaced(expectation.certain, about, now.certain), uncertain },
    prior,
    reachesFor,
  };
};

/** What is said about all other elements, and what is said about these now. */
const replaced = (terms: TermList, about: AskedSightings, now: TermList): TermList => {
  // Nothing can be added to the list that all share that say nothing.
  if (terms.isEmpty) return now;
  terms.replace(
    ({ position }) => about.has(position),
    (place) => about.hadPlace(place),
    now,
  );
  return terms;
};

/** In the order of their onsets, as both lists are. */
const replacePlaces = (places: number[], about: AskedSightings, come: readonly number[]): void => {
  leaveOut(places, about);
  merge(places, come, about.byPlace.byOnset);
};

const leaveOut = (places: number[], about: AskedSightings): void => {
  let kept = 0;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    if (about.hadPlace(place)) continue;
    places[kept] = place;
    kept += 1;
  }
  places.length = kept;
};

/** Into what is in order what is in the same order, from the end: as a rule little comes. */
const merge = (places: number[], come: readonly number[], byOnset: (one: number, other: number) => number): void => {
  let [before, next] = [places.length - 1, come.length - 1];
  for (const place of come) places.push(place);
  for (let at = places.length - 1; next >= 0; at -= 1) {
    const place = come[next] ?? -1;
    const other = places[before] ?? -1;
    const isLater = before < 0 || byOnset(place, other) >= 0;
    places[at] = isLater ? place : other;
    if (isLater) next -= 1;
    else before -= 1;
  }
};
