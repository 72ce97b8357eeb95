import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../topology.ts';
import { expectationOf } from './expectation.ts';
import { TermList } from './expectation/termList.ts';
import { badOf, type Prepared } from './prepared.ts';
import type { Sighting } from './sightings.ts';
import type { SightingsAbout } from './sightingsAbout.ts';

/** What these expect of one element goes by what is seen of others. */
const looksAround: ReadonlySet<FaultClassId> = new Set(['lightning_damage']);

/** Whether what the class expects of an element goes by what is seen of that element alone. */
export const canBeRevised = (faultClass: FaultClassId): boolean => !looksAround.has(faultClass);

/**
 * The hypothesis as it would be if it were prepared anew, now that other things are seen of some elements: what it says about these
 * takes the place of what it said. The order of its terms is another; nothing goes by that.
 */
export const revised = (topology: Topology, about: SightingsAbout, before: Prepared): Prepared => {
  const { hypothesis, expectation, prior } = before;
  const { certain, uncertain } = expectationOf(topology, about, hypothesis);
  const come = badOf({ certain, uncertain }, about.byPlace);
  return {
    hypothesis,
    expectation: {
      certain: replaced(expectation.certain, about, certain),
      uncertain: expectation.uncertain.map((courses, thing) =>
        courses.map(({ probability, terms }, way) => {
          const by = uncertain[thing]?.[way];
          if (by === undefined) throw new Error(`what ${hypothesis.faultClass} expects is built otherwise than before`);
          return { probability, terms: replaced(terms, about, by.terms) };
        }),
      ),
    },
    prior,
    reachesFor: merged(before.reachesFor, about, come),
  };
};

/** What is said about all other elements, and what is said about these now. */
const replaced = (before: TermList, about: SightingsAbout, now: TermList): TermList => {
  const isTheirs = ({ position }: Sighting): boolean => about.has(position);
  const wasTheirs = (place: number): boolean => about.hadPlace(place);
  if (now.isEmpty && !before.good.some(isTheirs) && !before.bad.some(wasTheirs)) return before;
  const after = new TermList();
  after.addFrom(
    before,
    (sighting) => !isTheirs(sighting),
    (place) => !wasTheirs(place),
  );
  after.addFrom(now);
  return after;
};

/** In the order of their onsets, as both lists are. */
const merged = (before: readonly number[], about: SightingsAbout, come: readonly number[]): number[] => {
  const { byOnset } = about.byPlace;
  const all: number[] = [];
  let next = 0;
  for (const place of before) {
    if (about.hadPlace(place)) continue;
    for (let each = come[next]; each !== undefined && byOnset(each, place) < 0; each = come[next]) {
      all.push(each);
      next += 1;
    }
    all.push(place);
  }
  for (const each of come.slice(next)) all.push(each);
  return all;
};
