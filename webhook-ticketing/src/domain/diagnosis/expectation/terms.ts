import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Sighting, Sightings } from '../sightings.ts';
import { sayings } from './saying.ts';
import { TermList } from './termList.ts';

/** One of the ways in which something that the evidence does not tell can have gone; the probabilities of all ways sum to 1. */
export interface Course {
  probability: number;
  terms: TermList;
}

/** What must be seen if a hypothesis holds. */
export interface Expectation {
  certain: TermList;
  /** What else depends on something unknown, each on one thing: a battery that holds or not, a port that was hit or not. */
  uncertain: Course[][];
}

/** What a device that falls silent may show at last. What was bad before it is a fault of its own: see `timing.tooEarly`. */
export const lostWithTheDevice = [
  'picture_shown',
  'picture_undisturbed',
  'packets_whole',
  'signal_present',
  'recording_runs',
  'recording_complete',
  'serving',
] as const satisfies readonly Observable[];

const notRecorded = ['recording_runs', 'recording_complete'] as const satisfies readonly Observable[];

export interface Terms {
  /** All that was added. */
  list(): TermList;
  /** It is bad with this probability. */
  add(position: number, observable: Observable, bad: number, lastKnown?: boolean): void;
  /** It may be bad because of it; good it says nothing. */
  addIfBad(position: number, observable: Observable, bad: number): void;
  /** It cannot be asked any more: without power, or without a way. `sure`: how sure that is. */
  silent(position: number, sure?: number): void;
}

export const terms = (sightings: Sightings): Terms => {
  const list = new TermList();
  const push = (sighting: Sighting, bad: number, lastKnown: boolean): void => {
    const saying = sayings.numberOf(sighting.trust, bad, lastKnown);
    if (sighting.value) list.addGood(sighting, saying);
    else list.addBad(sighting.place, saying);
  };
  const add: Terms['add'] = (position, observable, bad, lastKnown = false) => {
    const sighting = sightings.get(position, observable);
    if (sighting !== undefined) push(sighting, bad, lastKnown);
  };
  const addIfBad: Terms['addIfBad'] = (position, observable, bad) => {
    const sighting = sightings.get(position, observable);
    if (sighting?.value === false) push(sighting, bad, false);
  };
  return {
    list: () => list.compact(),
    add,
    addIfBad,
    silent: (position, sure = 1) => {
      if (!sightings.any(position)) return;
      const reachable = sightings.get(position, 'reachable');
      const flowing = sightings.get(position, 'media_flowing');
      if (reachable !== undefined) push(reachable, 0.99 * sure, false);
      if (flowing !== undefined) push(flowing, 0.97 * sure, false);
      // The last picture may still stand, or be the one that was broken off; while it answers it is a fault of its own.
      const silent = reachable?.value === false || flowing?.value === false;
      // Where nothing is known of it, that it is not recorded may be all that is seen.
      const unknown = reachable === undefined && flowing === undefined;
      for (const observable of silent ? lostWithTheDevice : unknown ? notRecorded : []) {
        addIfBad(position, observable, 0.5 * sure);
      }
    },
  };
};
