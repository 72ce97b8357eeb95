import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../topology.ts';
import { kindAt } from '../../topology/graph.ts';
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

/** Puts down what a hypothesis expects of what was seen. One object, for a storm has a hundred thousand of them. */
export class Terms {
  readonly #sightings: Sightings;
  readonly #list = new TermList();

  constructor(sightings: Sightings) {
    this.#sightings = sightings;
  }

  /** All that was added; nothing more can be. */
  list(): TermList {
    return this.#list.compact();
  }

  /** It is bad with this probability. */
  add(position: number, observable: Observable, bad: number, lastKnown = false): void {
    const sighting = this.#sightings.get(position, observable);
    if (sighting !== undefined) this.#push(sighting, bad, lastKnown);
  }

  /** It may be bad because of it; good it says nothing. */
  addIfBad(position: number, observable: Observable, bad: number): void {
    const sighting = this.#sightings.get(position, observable);
    if (sighting?.value === false) this.#push(sighting, bad, false);
  }

  /** It cannot be asked any more: without power, or without a way. `sure`: how sure that is. */
  silent(position: number, sure = 1): void {
    if (!this.#sightings.any(position)) return;
    const reachable = this.#sightings.get(position, 'reachable');
    const flowing = this.#sightings.get(position, 'media_flowing');
    if (reachable !== undefined) this.#push(reachable, 0.99 * sure, false);
    if (flowing !== undefined) this.#push(flowing, 0.97 * sure, false);
    // The last picture may still stand, or be the one that was broken off; while it answers it is a fault of its own.
    const silent = reachable?.value === false || flowing?.value === false;
    // Where nothing is known of it, that it is not recorded may be all that is seen.
    const unknown = reachable === undefined && flowing === undefined;
    for (const observable of silent ? lostWithTheDevice : unknown ? notRecorded : []) {
      this.addIfBad(position, observable, 0.5 * sure);
    }
  }

  /** No way leads to it any more. */
  cutOff({ graph }: Topology, position: number, sure = 1): void {
    // A carrier reaches its SDH nodes over a network of their own.
    if (kindAt(graph, position) === 'sdh_node') this.addIfBad(position, 'reachable', 0.5 * sure);
    else this.silent(position, sure);
  }

  #push(sighting: Sighting, bad: number, lastKnown: boolean): void {
    const saying = sayings.numberOf(sighting.trust, bad, lastKnown);
    if (sighting.value) this.#list.addGood(sighting, saying);
    else this.#list.addBad(sighting.place, saying);
  }
}
