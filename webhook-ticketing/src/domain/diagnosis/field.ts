import { faultClassIds, type FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Evidence } from '@roundsman/contract/evidence.ts';
import type { PriorRates } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { classesAt } from './hypotheses.ts';
import { gainOf, prepare, weigh, type Prepared, type Weighed } from './likelihood.ts';
import { mayReach } from './mayReach.ts';
import { NotedSightings } from './notedSightings.ts';
import { orderOfPoints } from './orderOfPoints.ts';
import { scopeOf, type Scope } from './scope.ts';
import { SightingIndex } from './sightings.ts';

const classOrder = new Map(faultClassIds.map((id, place) => [id, place]));
const none: readonly number[] = [];

/**
 * All hypotheses that could account for something bad, each weighed while all of it counts. Known by numbers, which others take
 * over when they have gone. With new evidence only those are made anew that asked of an element of which something else is known.
 */
export class Field {
  readonly sightings: SightingIndex;
  /** By number; undefined where there is none. */
  readonly weighed: (Weighed | undefined)[] = [];
  /** By number: what it is worth; less than anything where there is none. */
  gains = new Float64Array(64).fill(-Infinity);
  /** By number: where it stands in order among those that are worth the same. */
  order = new Float64Array(64);
  readonly #topology: Topology;
  readonly #learned: PriorRates | undefined;
  readonly #noted: NotedSightings;
  #scope: Scope;
  readonly #at = new Map<number, Map<FaultClassId, number>>();
  /** By position: of which elements the hypotheses there ever asked, and the other way round, once that is needed. */
  readonly #asked: (number[] | undefined)[] = [];
  #askedBy: number[][] | undefined;
  /** By place of a bad sighting: who could account for it. */
  readonly #reaching: number[][] = [];
  #free: number[] = [];

  constructor(topology: Topology, learned: PriorRates | undefined) {
    const { graph } = topology;
    this.#topology = topology;
    this.#learned = learned;
    this.sightings = new SightingIndex(graph);
    this.#noted = new NotedSightings(this.sightings, graph.elements.length);
    this.#scope = new Uint8Array(graph.elements.length);
  }

  /** Who could account for the bad sighting at the place. */
  reaching(place: number): readonly number[] {
    return this.#reaching[place] ?? none;
  }

  /** Goes by this evidence from now on; answers which have gone, have come or were made anew, by number. */
  take(evidence: Evidence): Set<number> {
    const { graph } = this.#topology;
    const { positions, freed } = this.sightings.take(evidence);
    for (const place of freed) this.#reaching[place] = [];
    const points = new Set<number>();
    for (const position of positions) for (const point of this.#askers(position)) points.add(point);
    const scope = scopeOf(graph, this.sightings);
    for (let point = 0; point < scope.length; point += 1) if (scope[point] !== this.#scope[point]) points.add(point);
    this.#scope = scope;
    const changed = new Set<number>();
    for (const point of [...points].sort((a, b) => a - b)) this.#renew(point, changed);
    return changed;
  }

  #askers(position: number): readonly number[] {
    if (this.#asked.length === 0) return none;
    if (this.#askedBy === undefined) {
      const askedBy: number[][] = this.#topology.graph.elements.map(() => []);
      this.#asked.forEach((asked, point) => {
        for (const each of asked ?? []) askedBy[each]?.push(point);
      });
      this.#askedBy = askedBy;
    }
    return this.#askedBy[position] ?? none;
  }

  /** Makes all that could have struck at the point anew. */
  #renew(point: number, changed: Set<number>): void {
    const { graph } = this.#topology;
    const before = this.#at.get(point);
    const after = new Map<FaultClassId, number>();
    const asked = this.#asked[point] ?? [];
    const askedBefore = asked.length;
    this.#asked[point] = asked;
    this.#noted.noteTo(asked);
    for (const faultClass of classesAt(graph, this.#scope, point)) {
      const hypothesis = { faultClass, point };
      if (!mayReach(graph, this.#noted, hypothesis)) continue;
      const prepared = prepare(this.#topology, this.#noted, hypothesis, this.#learned);
      if (prepared.reachesFor.length === 0) continue;
      const number = before?.get(faultClass) ?? this.#newNumber(point, faultClass);
      after.set(faultClass, number);
      this.#put(number, prepared);
      changed.add(number);
    }
    for (let next = askedBefore; next < asked.length; next += 1) this.#askedBy?.[asked[next] ?? -1]?.push(point);
    for (const [faultClass, number] of before ?? []) {
      if (after.has(faultClass)) continue;
      this.#put(number, undefined);
      this.#free.push(number);
      changed.add(number);
    }
    if (after.size > 0) this.#at.set(point, after);
    else this.#at.delete(point);
  }

  #newNumber(point: number, faultClass: FaultClassId): number {
    const number = this.#free.pop() ?? this.weighed.length;
    if (number === this.order.length) {
      const order = new Float64Array(2 * number);
      order.set(this.order);
      this.order = order;
      const gains = new Float64Array(2 * number).fill(-Infinity);
      gains.set(this.gains);
      this.gains = gains;
    }
    const place = orderOfPoints(this.#topology.graph)[point] ?? 0;
    this.order[number] = place * faultClassIds.length + (classOrder.get(faultClass) ?? 0);
    if (number === this.weighed.length) this.weighed.push(undefined);
    return number;
  }

  #put(number: number, prepared: Prepared | undefined): void {
    const before = this.weighed[number]?.prepared.reachesFor ?? [];
    const after = prepared?.reachesFor ?? [];
    const weighed = prepared && weigh(prepared, null);
    this.weighed[number] = weighed;
    this.gains[number] = gainOf(weighed);
    const had = new Set<number>();
    if (before.length > 0) {
      const kept = new Set(after.map(({ place }) => place));
      for (const sighting of before) {
        if (!this.sightings.isCurrent(sighting)) continue;
        if (kept.has(sighting.place)) had.add(sighting.place);
        else this.#leave(sighting.place, number);
      }
    }
    for (const { place } of after) {
      if (had.has(place)) continue;
      const reaching = this.#reaching[place];
      if (reaching === undefined) this.#reaching[place] = [number];
      else reaching.push(number);
    }
  }

  #leave(place: number, number: number): void {
    const reaching = this.#reaching[place] ?? [];
    const last = reaching.pop();
    if (last !== undefined && last !== number) reaching[reaching.indexOf(number)] = last;
  }
}
