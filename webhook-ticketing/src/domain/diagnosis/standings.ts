import { BestFirst } from './bestFirst.ts';
import type { Field } from './field.ts';
import { gainOf, weigh, type Weighed } from './likelihood.ts';
import { listOf, Marks, type Places } from './marks.ts';

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
  /** All numbers; and how many there were at the start, those that stood for nothing among them. */
  #numbers = new Int32Array(0);
  #atStart = 0;
  #explaining = new Int32Array(0);
  #best: BestFirst | undefined;
  /** By number: in which look it was found last. */
  #foundIn = new Int32Array(0);
  #looks = 0;

  /** Numbers that have come since they were last taken. */
  #come: number[] = [];

  constructor(field: Field) {
    this.field = field;
  }

  /** Nothing is explained any more. */
  startAnew(): void {
    const { weighed, gains, sightings } = this.field;
    this.open = sightings.byPlace.marks();
    this.field.sleepers.startAnew();
    this.#come = [];
    this.#grow();
    this.#explanation += 1;
    this.#gains.set(gains);
    this.#left.set(this.#numbers.subarray(0, weighed.length));
    this.#leftCount = this.#atStart = weighed.length;
    this.#best = undefined;
  }

  /** What is bad at these places is explained now. */
  close(explained: Places): void {
    const { sleepers, sightings } = this.field;
    const places = listOf(explained);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? -1;
      if (!this.open.has(place)) continue;
      sleepers.close(sightings.byPlace, place);
      this.open.clear(place);
    }
  }

  /** The one that is worth most of all that explain anything. */
  first(): number | undefined {
    for (;;) {
      const { first } = this.#awake();
      if (!this.wake(null, first === undefined ? -Infinity : this.gain(first))) return first;
    }
  }

  /**
   * All that explain anything at these places, and perhaps others, the best first; as long as they are worth as much as is asked
   * for, by then. None of these must be put down anew meanwhile.
   */
  *near(places: Marks, least: () => number): Generator<number, undefined> {
    const had = new Set<number>();
    for (let goesOn = true; goesOn;) {
      goesOn = false;
      for (const number of this.#near(places)) {
        if (had.has(number)) continue;
        const gain = this.gain(number);
        goesOn = this.wake(places, Math.max(gain, least()));
        if (goesOn) break;
        if (gain < least()) return;
        had.add(number);
        yield number;
      }
      goesOn ||= this.wake(places, least());
    }
  }

  /** Wakes the units that could be worth as much to explain anything at these places, or anything at all; whether there are any. */
  wake(places: Marks | null, least: number): boolean {
    const { sleepers, sightings } = this.field;
    if (!sleepers.mayBeWorth(least)) return false;
    const woken = sleepers.at(places, sightings.byPlace).filter((unit) => sleepers.mostOf(unit) >= least);
    for (const unit of woken) this.#admit(this.field.wake(unit));
    return woken.length > 0;
  }

  /** The numbers that have come since this was asked last. */
  takeCome(): readonly number[] {
    const come = this.#come;
    this.#come = [];
    return come;
  }

  #admit(numbers: readonly number[]): void {
    this.#grow();
    for (const number of numbers) {
      this.#come.push(number);
      if (number >= this.#atStart) this.#leave(number);
      if (this.reweigh(number) === undefined) this.spend([number]);
    }
    this.#best = undefined;
  }

  /** Something of what it could account for may be open. */
  #leave(number: number): void {
    this.#left[this.#leftCount] = number;
    this.#leftCount += 1;
  }

  #grow(): void {
    const { length } = this.field.gains;
    if (this.#gains.length >= length) return;
    const longer = <Column extends Float64Array | Int32Array>(column: Column, grown: Column): Column => {
      grown.set(column);
      return grown;
    };
    this.#gains = longer(this.#gains, new Float64Array(length));
    this.#numbers = Int32Array.from({ length }, (_, number) => number);
    this.#left = longer(this.#left, new Int32Array(length));
    this.#explaining = new Int32Array(length);
    this.#foundIn = longer(this.#foundIn, new Int32Array(length));
    this.#putFor = longer(this.#putFor, new Int32Array(length));
    this.#weighed.length = length;
  }

  #awake(): BestFirst {
    this.#best ??= this.#all();
    return this.#best;
  }

  #near(places: Marks): BestFirst {
    const all = this.#awake();
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
