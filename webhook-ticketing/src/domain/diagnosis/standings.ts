import { BestFirst } from './bestFirst.ts';
import type { Field } from './field.ts';
import { gainOf, weigh, type Weighed } from './likelihood.ts';
import { Marks } from './marks.ts';

/** Places of which each so many hypotheses at least could account for: more of them are reached by as good as all. */
const few = 16;

/**
 * What the hypotheses of a field are worth while some of what is bad is explained already. Used again for each diagnosis: fresh memory
 * for tens of thousands of hypotheses costs more than what is done with it.
 */
export class Standings {
  readonly field: Field;
  /** What is still to be explained, by place. */
  open = new Marks(0);
  /** By number: what was put down, and for which explanation, negative where nothing was left; of all others the field knows. */
  #weighed: (Weighed | undefined)[] = [];
  #putFor = new Int32Array(0);
  #explanation = 0;
  /** By number; of those that explain nothing, less than anything. */
  #gains = new Float64Array(0);
  /** Those of which something may still be open, so many; more than that until the best are asked for again. */
  #left = new Int32Array(0);
  #leftCount = 0;
  #explaining = new Int32Array(0);
  #best: BestFirst | undefined;
  /** By number: in which look it was found last. */
  #foundIn = new Int32Array(0);
  #looks = 0;

  constructor(field: Field) {
    this.field = field;
  }

  /** Nothing is explained any more. */
  startAnew(): void {
    const { weighed, gains, sightings } = this.field;
    this.open = sightings.byPlace.marks();
    if (this.#gains.length < gains.length) {
      this.#gains = new Float64Array(gains.length);
      this.#left = new Int32Array(gains.length);
      this.#explaining = new Int32Array(gains.length);
      this.#foundIn = new Int32Array(gains.length);
      this.#putFor = new Int32Array(gains.length);
      this.#weighed = new Array<Weighed | undefined>(gains.length);
    }
    this.#explanation += 1;
    this.#gains.set(gains);
    for (let number = 0; number < weighed.length; number += 1) this.#left[number] = number;
    this.#leftCount = weighed.length;
    this.#best = undefined;
  }

  /** What is bad at these places is explained now. */
  close(explained: readonly number[]): void {
    for (const place of explained) this.open.clear(place);
  }

  /** All that explain anything, the best first. */
  best(): BestFirst {
    this.#best ??= this.#all();
    return this.#best;
  }

  /** All that explain anything at these places, and perhaps others, the best first. */
  near(places: Marks): BestFirst {
    const all = this.best();
    if (places.count > all.size / few) return all;
    this.#looks += 1;
    const found: number[] = [];
    for (const place of places.places()) {
      for (const number of this.field.reaching(place)) {
        if (this.#foundIn[number] === this.#looks) continue;
        this.#foundIn[number] = this.#looks;
        if (this.gain(number) !== -Infinity) found.push(number);
      }
    }
    return new BestFirst(Int32Array.from(found), this.#gains, this.field.order);
  }

  gain(number: number): number {
    return this.#gains[number] ?? -Infinity;
  }

  /** One of those that explain something. */
  weighed(number: number): Weighed {
    const weighed = this.#at(number);
    if (weighed === undefined) throw new Error(`no hypothesis has the number ${String(number)}`);
    return weighed;
  }

  /** Puts down what a hypothesis is worth now. */
  put(number: number, weighed: Weighed): void {
    this.#gains[number] = gainOf(weighed);
    this.#weighed[number] = weighed;
    this.#putFor[number] = this.#explanation;
    this.#best = undefined;
  }

  /** Puts down that nothing of what these could account for is open any more. */
  spend(numbers: readonly number[]): void {
    const [gains, putFor, spent] = [this.#gains, this.#putFor, -this.#explanation];
    for (let at = 0; at < numbers.length; at += 1) {
      const number = numbers[at] ?? -1;
      gains[number] = -Infinity;
      putFor[number] = spent;
    }
    this.#best = undefined;
  }

  /** Weighs a hypothesis by what is open and puts that down; undefined and nothing put down: none of what it could account for is. */
  reweigh(number: number): Weighed | undefined {
    const prepared = this.field.weighed[number]?.prepared;
    if (prepared?.reachesFor.some((place) => this.open.has(place)) !== true) return undefined;
    const weighed = weigh(prepared, this.field.sightings.byPlace, this.open);
    this.put(number, weighed);
    return weighed;
  }

  #at(number: number): Weighed | undefined {
    return this.#putFor[number] === this.#explanation ? this.#weighed[number] : this.field.weighed[number];
  }

  #all(): BestFirst {
    const [left, explaining, gains, putFor] = [this.#left, this.#explaining, this.#gains, this.#putFor];
    const spent = -this.#explanation;
    let [kept, count] = [0, 0];
    for (let at = 0; at < this.#leftCount; at += 1) {
      const number = left[at] ?? 0;
      if (putFor[number] === spent) continue;
      left[kept] = number;
      kept += 1;
      if (gains[number] === -Infinity) continue;
      explaining[count] = number;
      count += 1;
    }
    this.#leftCount = kept;
    return new BestFirst(explaining.subarray(0, count), gains, this.field.order);
  }
}
