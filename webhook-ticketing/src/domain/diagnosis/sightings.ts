import type { Evidence } from '@roundsman/contract/evidence.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Graph } from '../topology/graph.ts';
import { trust } from './parameters.ts';

/** The one observation of an element and observable that counts. */
export interface Sighting {
  /** Position of the element in the graph. */
  position: number;
  observable: Observable;
  value: boolean;
  /** When it was taken, milliseconds of the epoch. */
  at: number;
  /** Of a bad one: since when, where that is known; a metric's sample only says that it was bad by then. */
  since: number | null;
  /** Of a bad picture: what was found in it. */
  fault?: PictureFault | undefined;
  /** Its place among the bad ones; -1 of a good one. */
  place: number;
}

/** The evidence by element, for fast answers. */
export interface Sightings {
  /** ISO 8601, for what depends on the day (a warranty). */
  day: string;
  bad: readonly Sighting[];
  /** When the newest of the bad ones became so, as far as that is known. */
  lastOnset: number;
  get(position: number, observable: Observable): Sighting | undefined;
  /** Whether anything is known of the element. */
  any(position: number): boolean;
}

const codes = new Map(observables.map((observable, code) => [observable, code]));
/** Readings of the power path keep their worth as the last known ones: they tell what was there when the reader fell silent. */
const keepsItsWorth: ReadonlySet<Observable> = new Set(['mains_present', 'energised']);

/**
 * Newest observation of each element and observable; of equally old ones the bad one, so that the order does not matter. A bad
 * one is bad since its alert started. Good ones that are too old to speak of now are left out, as are unknown elements.
 */
export const sightingsOf = (graph: Graph, evidence: Evidence): Sightings => {
  const now = Date.parse(evidence.at);
  // One slot for each element and observable.
  const slots: (Sighting | undefined)[] = new Array<Sighting | undefined>(graph.elements.length * observables.length);
  const alertSince = new Map<number, number>();
  const filled: number[] = [];
  for (const { element, observable, value, at: instant, from, fault } of evidence.observations) {
    const position = graph.positions.get(element);
    if (position === undefined) continue;
    const slot = position * observables.length + (codes.get(observable) ?? 0);
    const at = Date.parse(instant);
    if (!value && from !== 'metric') alertSince.set(slot, Math.min(at, alertSince.get(slot) ?? Infinity));
    const before = slots[slot];
    if (before === undefined) filled.push(slot);
    else if (before.at > at || (before.at === at && !before.value)) continue;
    slots[slot] = { position, observable, value, at, since: null, fault: value ? undefined : fault, place: -1 };
  }
  const mentioned = new Uint8Array(graph.elements.length);
  const bad: Sighting[] = [];
  for (const slot of filled.sort((a, b) => a - b)) {
    const sighting = slots[slot];
    if (sighting === undefined) continue;
    const { observable, value, at, position } = sighting;
    if (value && now - at > trust[observable].freshFor && !keepsItsWorth.has(observable)) {
      slots[slot] = undefined;
      continue;
    }
    mentioned[position] = 1;
    if (value) continue;
    sighting.since = alertSince.get(slot) ?? null;
    sighting.place = bad.length;
    bad.push(sighting);
  }
  return {
    day: evidence.at,
    bad,
    lastOnset: bad.reduce((last, { since }) => Math.max(last, since ?? now), -Infinity),
    get: (position, observable) => slots[position * observables.length + (codes.get(observable) ?? 0)],
    any: (position) => mentioned[position] === 1,
  };
};
