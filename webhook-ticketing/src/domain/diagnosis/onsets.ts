import type { Sighting } from './sightings.ts';

/** When symptoms began, by the kind of device and what is bad of it, for fast answers about thousands. */
export class Onsets {
  readonly #times = new Map<number, number[]>();
  readonly #sorted = new Map<number, Float64Array>();

  /** Those of which nobody knows since when they are bad are left out. */
  constructor(sightings: readonly Sighting[]) {
    for (const { like, since } of sightings) {
      if (since === null) continue;
      const times = this.#times.get(like);
      if (times === undefined) this.#times.set(like, [since]);
      else times.push(since);
    }
  }

  /** Whether the same began in the same kind of device within so many milliseconds before or after the sighting did. */
  hasNear({ like, since }: Sighting, within: number): boolean {
    if (since === null) return false;
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
  #inOrder(like: number): Float64Array {
    const known = this.#sorted.get(like);
    if (known !== undefined) return known;
    const sorted = Float64Array.from(this.#times.get(like) ?? []).sort();
    this.#sorted.set(like, sorted);
    return sorted;
  }
}
