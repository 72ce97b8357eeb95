import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import type { Sighting } from './sightings.ts';

/** When symptoms began, by the kind of device and what is bad of it, for fast answers about thousands. */
export class Onsets {
  readonly #graph: Graph;
  readonly #times = new Map<ElementKind, Map<Observable, number[]>>();
  readonly #sorted = new Map<number[], Float64Array>();

  /** Those of which nobody knows since when they are bad are left out. */
  constructor(graph: Graph, sightings: readonly Sighting[]) {
    this.#graph = graph;
    for (const { position, observable, since } of sightings) {
      if (since === null) continue;
      const kind = kindAt(graph, position);
      const ofKind = this.#times.get(kind) ?? new Map<Observable, number[]>();
      const like = ofKind.get(observable) ?? [];
      if (like.length === 0) this.#times.set(kind, ofKind.set(observable, like));
      like.push(since);
    }
  }

  /** Whether the same began in the same kind of device within so many milliseconds before or after the sighting did. */
  hasNear({ position, observable, since }: Sighting, within: number): boolean {
    const like = this.#times.get(kindAt(this.#graph, position))?.get(observable);
    if (since === null || like === undefined) return false;
    const times = this.#inOrder(like);
    let [from, to] = [0, times.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((times[middle] ?? Infinity) < since - within) from = middle + 1;
      else to = middle;
    }
    return (times[from] ?? Infinity) <= since + within;
  }

  /** Put in order when first asked for: most are not. */
  #inOrder(like: number[]): Float64Array {
    const known = this.#sorted.get(like);
    if (known !== undefined) return known;
    const sorted = Float64Array.from(like).sort();
    this.#sorted.set(like, sorted);
    return sorted;
  }
}
