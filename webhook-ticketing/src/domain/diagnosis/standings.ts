import { BestFirst } from './bestFirst.ts';
import type { Field } from './field.ts';
import { gainOf, weigh, type Weighed } from './likelihood.ts';
import { Marks } from './marks.ts';
import type { Sighting } from './sightings.ts';

/** What the hypotheses of a field are worth while some of what is bad is explained already. */
export class Standings {
  readonly field: Field;
  /** What is still to be explained, by place. */
  readonly open: Marks;
  readonly #weighed: (Weighed | undefined)[];
  /** By number; of those that explain nothing, less than anything. */
  readonly #gains: Float64Array;
  #best: BestFirst | undefined;

  /** Nothing is explained yet. */
  constructor(field: Field) {
    this.field = field;
    this.open = new Marks(field.sightings.places);
    for (const { place } of field.sightings.bad) this.open.set(place);
    this.#weighed = field.weighed.slice();
    this.#gains = field.gains.slice();
  }

  /** All that explain anything, the best first. */
  best(): BestFirst {
    this.#best ??= this.#all();
    return this.#best;
  }

  /** All that explain anything of these, and perhaps others, the best first. */
  near(sightings: readonly Sighting[]): BestFirst {
    const all = this.best();
    let visits = 0;
    for (const { place } of sightings) {
      visits += this.field.reaching(place).length;
      if (visits >= all.size) return all;
    }
    const found = new Set<number>();
    for (const { place } of sightings) for (const number of this.field.reaching(place)) found.add(number);
    const among = Int32Array.from(found).filter((number) => this.gain(number) !== -Infinity);
    return new BestFirst(among, this.#gains, this.field.order);
  }

  gain(number: number): number {
    return this.#gains[number] ?? -Infinity;
  }

  /** One of those that explain something. */
  weighed(number: number): Weighed {
    const weighed = this.#weighed[number];
    if (weighed === undefined) throw new Error(`no hypothesis has the number ${String(number)}`);
    return weighed;
  }

  /** Puts down what a hypothesis is worth now; undefined: nothing of what it could account for is open any more. */
  put(number: number, weighed: Weighed | undefined): void {
    this.#gains[number] = gainOf(weighed);
    if (weighed !== undefined) this.#weighed[number] = weighed;
    this.#best = undefined;
  }

  /** Weighs a hypothesis by what is open. */
  reweigh(number: number): Weighed | undefined {
    const prepared = this.field.weighed[number]?.prepared;
    const left = prepared?.reachesFor.some(({ place }) => this.open.has(place)) === true;
    const weighed = prepared !== undefined && left ? weigh(prepared, this.open) : undefined;
    this.put(number, weighed);
    return weighed;
  }

  #all(): BestFirst {
    const gains = this.#gains;
    const found = new Int32Array(gains.length);
    let count = 0;
    for (let number = 0; number < gains.length; number += 1) {
      if (gains[number] === -Infinity) continue;
      found[count] = number;
      count += 1;
    }
    return new BestFirst(found.subarray(0, count), gains, this.field.order);
  }
}
