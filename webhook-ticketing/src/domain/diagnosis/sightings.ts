import type { Evidence } from '@roundsman/contract/evidence.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
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
}

/** The evidence by element, for fast answers. */
export interface Sightings {
  at: number;
  /** ISO 8601, for what depends on the day (a warranty). */
  day: string;
  bad: readonly Sighting[];
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
  const newest = new Map<number, Sighting>();
  const alertSince = new Map<number, number>();
  for (const { element, observable, value, at: instant, from } of evidence.observations) {
    const position = graph.positions.get(element);
    if (position === undefined) continue;
    const key = position * observables.length + (codes.get(observable) ?? 0);
    const at = Date.parse(instant);
    if (!value && from !== 'metric') alertSince.set(key, Math.min(at, alertSince.get(key) ?? Infinity));
    const before = newest.get(key);
    if (before !== undefined && (before.at > at || (before.at === at && !before.value))) continue;
    newest.set(key, { position, observable, value, at, since: null });
  }
  const mentioned = new Uint8Array(graph.elements.length);
  const bad: Sighting[] = [];
  for (const [key, sighting] of newest) {
    const { observable, value, at, position } = sighting;
    if (value && now - at > trust[observable].freshFor && !keepsItsWorth.has(observable)) {
      newest.delete(key);
      continue;
    }
    mentioned[position] = 1;
    if (value) continue;
    sighting.since = alertSince.get(key) ?? null;
    bad.push(sighting);
  }
  bad.sort((a, b) => a.position - b.position || (codes.get(a.observable) ?? 0) - (codes.get(b.observable) ?? 0));
  return {
    at: now,
    day: evidence.at,
    bad,
    get: (position, observable) =>
      mentioned[position] === 1 ? newest.get(position * observables.length + (codes.get(observable) ?? 0)) : undefined,
    any: (position) => mentioned[position] === 1,
  };
};
