import type { BadSightings } from './badSightings.ts';
import type { Sighting } from './sightings.ts';

/** When the like of a symptom began. */
interface Times {
  first: number;
  last: number;
  /** Gathered when first needed: as a rule it is not. */
  inOrder?: Float64Array;
}

/** When symptoms began, by the kind of device and what is bad of it, for fast answers about thousands. */
export class Onsets {
  readonly #bad: BadSightings;
  readonly #places: readonly number[];
  readonly #times = new Map<number, Times>();

  /** Of what is bad at these places; those of which nobody knows since when they are bad are left out. */
  constructor(bad: BadSightings, places: readonly number[]) {
    this.#bad = bad;
    this.#places = places;
    const { like: likes, since: onsets } = bad;
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? -1;
      const like = likes[place] ?? -1;
      const since = onsets[place] ?? NaN;
      if (Number.isNaN(since)) continue;
      const times = this.#times.get(like);
      if (times === undefined) this.#times.set(like, { first: since, last: since });
      else {
        if (since < times.first) times.first = since;
        if (since > times.last) times.last = since;
      }
    }
  }

  /** Whether the same began in the same kind of device within so many milliseconds before or after the sighting did. */
  hasNear({ like, since }: Sighting, within: number): boolean {
    const times = this.#times.get(like);
    if (since === null || times === undefined) return false;
    if (since + within < times.first || since - within > times.last) return false;
    const inOrder = (times.inOrder ??= this.#allOf(like));
    let [from, to] = [0, inOrder.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((inOrder[middle] ?? Infinity) < since - within) from = middle + 1;
      else to = middle;
    }
    return (inOrder[from] ?? Infinity) <= since + within;
  }

  #allOf(like: number): Float64Array {
    const { like: likes, since } = this.#bad;
    const its = this.#places.filter((place) => likes[place] === like && !Number.isNaN(since[place]));
    return Float64Array.from(its, (place) => since[place] ?? NaN).sort();
  }
}
