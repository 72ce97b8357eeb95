import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import type { Sighting } from './sightings.ts';

/** When symptoms began, by the kind of device and what is bad of it, for fast answers about thousands. */
export class Onsets {
  readonly #graph: Graph;
  readonly #times = new Map<ElementKind, Map<Observable, Float64Array>>();

  /** Those of which nobody knows since when they are bad are left out. */
  constructor(graph: Graph, sightings: readonly Sighting[]) {
    this.#graph = graph;
    for (const [kind, ofKind] of Map.groupBy(sightings, ({ position }) => kindAt(graph, position))) {
      const times = new Map<Observable, Float64Array>();
      for (const [observable, like] of Map.groupBy(ofKind, (sighting) => sighting.observable)) {
        times.set(observable, Float64Array.from(like.flatMap(({ since }) => since ?? [])).sort());
      }
      this.#times.set(kind, times);
    }
  }

  /** Whether the same began in the same kind of device within so many milliseconds before or after the sighting did. */
  hasNear({ position, observable, since }: Sighting, within: number): boolean {
    const times = this.#times.get(kindAt(this.#graph, position))?.get(observable);
    if (since === null || times === undefined) return false;
    let [from, to] = [0, times.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((times[middle] ?? Infinity) < since - within) from = middle + 1;
      else to = middle;
    }
    return (times[from] ?? Infinity) <= since + within;
  }
}
