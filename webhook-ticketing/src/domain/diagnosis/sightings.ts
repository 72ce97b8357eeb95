import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import { elementKinds } from '@roundsman/contract/vocabulary.ts';
import { kindAt, type Graph } from '../topology/graph.ts';
import { BadSightings } from './badSightings.ts';
import { evidenceDifference, sameObservation } from './evidenceDifference.ts';
import { trust } from './parameters.ts';
import type { Sighting } from './sighting.ts';

export type { Sighting } from './sighting.ts';

/** The evidence by element, for fast answers. */
export interface Sightings {
  /** ISO 8601, for what depends on the day (a warranty). */
  readonly day: string;
  readonly bad: readonly Sighting[];
  readonly byPlace: BadSightings;
  /** When the newest of the bad ones became so, as far as that is known. */
  readonly lastOnset: number;
  get(position: number, observable: Observable): Sighting | undefined;
  /** Everything that is known of the element, in the order of `observables`. */
  of(position: number): readonly Sighting[];
  /** Whether anything is. */
  any(position: number): boolean;
}

/** What has become different with new evidence. */
export interface Changes {
  /** Elements of which something else is known now. */
  positions: number[];
  /** Places that were given up; others may have taken them over. */
  freed: number[];
}

/** What has been settled anew. */
interface Renewal {
  /** Elements of which something else is known now. */
  positions: number[];
  /** What says the same as before, at another time. */
  later: [was: Sighting, is: Sighting][];
  /** Bad ones that have gone, and that have come. */
  freed: Sighting[];
  appeared: Sighting[];
}

const codes = new Map(observables.map((observable, code) => [observable, code]));
const kinds = new Map(elementKinds.map((kind, code) => [kind, code]));
const byCode = (one: Sighting, other: Sighting): number =>
  (codes.get(one.observable) ?? 0) - (codes.get(other.observable) ?? 0);
/** Readings of the power path keep their worth as the last known ones: they tell what was there when the reader fell silent. */
const keepsItsWorth: ReadonlySet<Observable> = new Set(['mains_present', 'energised']);
const nothing: readonly Sighting[] = [];

/**
 * Newest observation of each element and observable; of equally old ones the bad one, so that the order does not matter. A bad
 * one is bad since its alert started. Good ones that are too old to speak of now are left out, as are unknown elements.
 */
export const sightingsOf = (graph: Graph, evidence: Evidence): Sightings => {
  const index = new SightingIndex(graph);
  index.take(evidence);
  return index;
};

/** The sightings of evidence that changes: only what is told anew is worked out anew, and what stays the same stays the same object. */
export class SightingIndex implements Sightings {
  day = '';
  lastOnset = -Infinity;
  readonly #graph: Graph;
  #observations: readonly Observation[] = [];
  /** By position: what evidence tells of the element, and what of that counts. */
  readonly #told: (Observation[] | undefined)[];
  readonly #known: (readonly Sighting[] | undefined)[];
  /** By position: when the first of the good ones becomes too old, and when the last of those left out did. */
  readonly #expires: Float64Array;
  readonly #expired: Float64Array;
  /** None becomes too old before this, and none left out is not too old after that. */
  #firstExpires = Infinity;
  #lastExpired = -Infinity;
  readonly byPlace = new BadSightings();
  #latestOnset = -Infinity;

  constructor(graph: Graph) {
    this.#graph = graph;
    const count = graph.elements.length;
    this.#told = new Array<Observation[] | undefined>(count);
    this.#known = new Array<readonly Sighting[] | undefined>(count);
    this.#expires = new Float64Array(count).fill(Infinity);
    this.#expired = new Float64Array(count).fill(-Infinity);
  }

  get bad(): readonly Sighting[] {
    return this.byPlace.all();
  }

  get(position: number, observable: Observable): Sighting | undefined {
    const known = this.#known[position];
    if (known === undefined) return undefined;
    for (const sighting of known) if (sighting.observable === observable) return sighting;
    return undefined;
  }

  of(position: number): readonly Sighting[] {
    return this.#known[position] ?? nothing;
  }

  any(position: number): boolean {
    return this.of(position).length > 0;
  }

  /** Goes by this evidence from now on. */
  take(evidence: Evidence): Changes {
    const now = Date.parse(evidence.at);
    this.day = evidence.at;
    const told = this.#retell(evidence.observations);
    this.#addAged(told, now);
    const renewal: Renewal = { positions: [], later: [], freed: [], appeared: [] };
    for (const position of [...told].sort((a, b) => a - b)) this.#renew(position, now, renewal);
    const { positions, later, freed, appeared } = renewal;
    for (const sighting of freed) this.byPlace.leave(sighting);
    for (const sighting of appeared) this.byPlace.enter(sighting);
    const latestBefore = this.#latestOnset;
    this.#dateOnsets(now);
    // A good reading from after every onset says the same, however new it is; a bad one goes by its onset.
    const latest = Math.max(latestBefore, this.#latestOnset);
    const moved = new Set(positions);
    for (const [was, is] of later) {
      if (was.value && Math.min(was.at, is.at) < latest) moved.add(was.position);
      was.at = is.at;
    }
    return { positions: [...moved], freed: freed.map(({ place }) => place) };
  }

  /** Adds the elements of which something has become too old by now, or is not too old any more. */
  #addAged(told: Set<number>, now: number): void {
    if (now <= this.#firstExpires && now > this.#lastExpired) return;
    this.#firstExpires = Infinity;
    this.#lastExpired = -Infinity;
    for (let position = 0; position < this.#expires.length; position += 1) {
      if (now > (this.#expires[position] ?? Infinity) || now <= (this.#expired[position] ?? -Infinity)) {
        told.add(position);
      }
      this.#firstExpires = Math.min(this.#firstExpires, this.#expires[position] ?? Infinity);
      this.#lastExpired = Math.max(this.#lastExpired, this.#expired[position] ?? -Infinity);
    }
  }

  /** Settles what counts of the element now; what says the same stays the same object. */
  #renew(position: number, now: number, { positions, later, freed, appeared }: Renewal): void {
    const before = this.#known[position] ?? nothing;
    const after = this.#settle(position, now);
    let changed = before.length !== after.length;
    const kept = after.map((is, at) => {
      const was =
        before[at]?.observable === is.observable
          ? before[at]
          : before.find((each) => each.observable === is.observable);
      if (was !== undefined && isSame(was, is)) {
        if (was.at !== is.at) later.push([was, is]);
        return was;
      }
      changed = true;
      if (!is.value) appeared.push(is);
      return is;
    });
    for (const was of before) {
      if (was.value || kept.includes(was)) continue;
      freed.push(was);
    }
    this.#known[position] = kept.length === 0 ? undefined : kept;
    if (changed) positions.push(position);
  }

  #dateOnsets(now: number): void {
    const { places, since, undated } = this.byPlace;
    let latest = -Infinity;
    for (let place = 0; place < places; place += 1) {
      const onset = since[place] ?? NaN;
      if (onset > latest) latest = onset;
    }
    this.#latestOnset = latest;
    this.lastOnset = undated > 0 ? Math.max(latest, now) : latest;
  }

  /** Notes what has gone and come; answers of which elements. */
  #retell(observations: readonly Observation[]): Set<number> {
    const { gone, come } = evidenceDifference(this.#observations, observations);
    this.#observations = observations;
    const touched = new Set<number>();
    for (const observation of gone) {
      const position = this.#graph.positions.get(observation.element);
      if (position === undefined) continue;
      const told = this.#told[position] ?? [];
      const at = told.findIndex((each) => sameObservation(each, observation));
      if (at !== -1) told.splice(at, 1);
      touched.add(position);
    }
    for (const observation of come) {
      const position = this.#graph.positions.get(observation.element);
      if (position === undefined) continue;
      const told = this.#told[position];
      if (told === undefined) this.#told[position] = [observation];
      else told.push(observation);
      touched.add(position);
    }
    return touched;
  }

  /** What counts of all that is told of the element. */
  #settle(position: number, now: number): Sighting[] {
    const newest: Sighting[] = [];
    const kind = kinds.get(kindAt(this.#graph, position)) ?? 0;
    for (const { observable, value, at: instant, from, fault } of this.#told[position] ?? []) {
      const at = Date.parse(instant);
      const since = value || from === 'metric' ? null : at;
      const is = {
        trust: trust[observable],
        position,
        observable,
        like: kind * codes.size + (codes.get(observable) ?? 0),
        value,
        at,
        since,
        fault: value ? undefined : fault,
        place: -1,
      };
      const other = newest.findIndex((each) => each.observable === observable);
      const was = newest[other];
      if (was === undefined) {
        newest.push(is);
        continue;
      }
      const first = earlier(was.since, is.since);
      const counting = counts(is, was) ? is : was;
      counting.since = first;
      newest[other] = counting;
    }
    let expires = Infinity;
    let expired = -Infinity;
    const fresh = newest.filter((sighting) => {
      const { observable, value, at } = sighting;
      if (value) sighting.since = null;
      if (!value || keepsItsWorth.has(observable)) return true;
      const until = at + trust[observable].freshFor;
      if (now > until) expired = Math.max(expired, until);
      else expires = Math.min(expires, until);
      return now <= until;
    });
    this.#expires[position] = expires;
    this.#expired[position] = expired;
    this.#firstExpires = Math.min(this.#firstExpires, expires);
    this.#lastExpired = Math.max(this.#lastExpired, expired);
    return fresh.length < 2 ? fresh : fresh.sort(byCode);
  }
}

/** Whether this observation of the same counts before that one. */
const counts = (is: Sighting, was: Sighting): boolean =>
  is.at > was.at || (is.at === was.at && !is.value && (was.value || (is.fault ?? '') < (was.fault ?? '')));

const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** Whether it says the same, at whatever time. */
const isSame = (was: Sighting, is: Sighting): boolean =>
  was.value === is.value && was.since === is.since && was.fault === is.fault;
