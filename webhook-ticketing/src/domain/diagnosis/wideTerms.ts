import type { BadSightings } from './badSightings.ts';
import { sayings } from './expectation/saying.ts';
import { isOfPower, type Onset } from './onset.ts';
import { firstAfter, firstFrom } from './onsetSearch.ts';
import type { Prepared } from './prepared.ts';
import type { Split } from './split.ts';
import { between, TermGroup } from './termGroup.ts';
import { middleOf, Witnesses } from './witnesses.ts';

/** From so many on it pays to know the sums of what terms say. */
const wide = 500;

/** When what is explained must have begun, and when what is bad did. */
export interface Dates extends Onset {
  /** A symptom that began after this is late; of what comes slowly, after that. */
  readonly late: number;
  readonly lateSlow: number;
  /** By place, as in `BadSightings`. */
  readonly since: Float64Array;
  readonly slow: Uint8Array;
}

/**
 * What a hypothesis says of thousands that are bad, by rank: in the order in which they began. After each cause that is found few of
 * them are left, or few have gone: what all say together is looked up, and only the few are gone through.
 */
export class WideTerms {
  readonly places: readonly number[];
  /** By rank. */
  readonly sayings: number[] = [];
  readonly #groups: TermGroup[] = [];
  /** What those say while they are open of which nobody knows since when they are bad. */
  #undated = 0;
  /** Of two kinds, the better first. */
  readonly #fast = new Witnesses();
  readonly #dated = new Witnesses();
  #filledFor: Prepared | undefined;

  private constructor(places: readonly number[]) {
    this.places = places;
  }

  /**
   * Of a hypothesis that is certain of what it expects, and expects that much; undefined of others. No power fault is: what comes of
   * it goes by batteries.
   */
  static of(prepared: Prepared, bad: BadSightings): WideTerms | undefined {
    const { hypothesis, expectation, reachesFor } = prepared;
    if (reachesFor.length < wide || expectation.uncertain.length > 0 || isOfPower(hypothesis)) return undefined;
    // Where something is said twice of one.
    if (expectation.certain.bad.length !== reachesFor.length) return undefined;
    let terms = known.get(reachesFor);
    if (terms === undefined) {
      terms = new WideTerms(reachesFor);
      known.set(reachesFor, terms);
    }
    if (terms.#filledFor !== prepared) terms.#fill(prepared, bad);
    return terms;
  }

  /** In the memory of the last time, when it has been revised: fresh memory costs more than what is done with it. */
  #fill(prepared: Prepared, bad: BadSightings): void {
    const { certain } = prepared.expectation;
    const byPlace = new Int32Array(bad.places);
    for (let at = 0; at < certain.bad.length; at += 1) byPlace[certain.bad[at] ?? -1] = certain.badSayings[at] ?? 0;
    for (const each of [this.#fast, this.#dated, ...this.#groups]) each.count = 0;
    this.#undated = 0;
    for (let rank = 0; rank < this.places.length; rank += 1) {
      const place = this.places[rank] ?? -1;
      this.#enter(rank, byPlace[place] ?? 0, place, bad);
    }
    this.#filledFor = prepared;
  }

  /** The place of the one that dates the cause: the middle one of the best kind of witnesses that are open; undefined: none does. */
  dating(split: Split): number | undefined {
    const rank = middleOf(this.#fast, split) ?? middleOf(this.#dated, split);
    return rank === undefined ? undefined : this.places[rank];
  }

  /** What all say together while they are open. */
  sumOpen({ earliest, earliestSlow }: Onset, late: number, lateSlow: number): number {
    let sum = this.#undated;
    for (const group of this.#groups) {
      const { slow, ifBad, ifLate, count } = group;
      const first = firstFrom(group.sinceAt, count, slow ? earliestSlow : earliest);
      const firstLate = firstAfter(group.sinceAt, count, slow ? lateSlow : late);
      sum += between(ifBad, first, firstLate) + between(ifLate, firstLate, count);
    }
    return sum;
  }

  /** What all say together when all are put down to other causes. */
  sumClosed({ at }: Onset): number {
    let sum = 0;
    for (const group of this.#groups) {
      const { slow, freshFor, ifGood, count } = group;
      if (!slow) sum += between(ifGood, firstAfter(group.sinceAt, count, at + 2 * freshFor), count);
    }
    return sum;
  }

  /** The places of those of the open ones that say so much at least. */
  saying(least: number, open: Int32Array, { earliest, earliestSlow, late, lateSlow, since, slow }: Dates): number[] {
    const { places, sayings: said } = this;
    const dated = this.#dated.count;
    const sinceAt = (rank: number): number => since[places[rank] ?? -1] ?? NaN;
    const first = firstFrom(sinceAt, dated, earliest);
    const firstSlow = firstFrom(sinceAt, dated, earliestSlow);
    const last = firstAfter(sinceAt, dated, late);
    const lastSlow = firstAfter(sinceAt, dated, lateSlow);
    const { ifBad, ifLate } = sayings;
    const found = new Array<number>(open.length);
    let count = 0;
    for (let at = 0; at < open.length; at += 1) {
      const rank = open[at] ?? 0;
      const place = places[rank] ?? -1;
      const isSlow = slow[place] === 1;
      if (rank < (isSlow ? firstSlow : first)) continue;
      const isLate = rank >= (isSlow ? lastSlow : last) && rank < dated;
      if (((isLate ? ifLate : ifBad)[said[rank] ?? 0] ?? 0) < least) continue;
      found[count] = place;
      count += 1;
    }
    found.length = count;
    return found;
  }

  #enter(rank: number, saying: number, place: number, bad: BadSightings): void {
    this.sayings[rank] = saying;
    const since = bad.since[place] ?? NaN;
    const isDated = !Number.isNaN(since);
    const slow = bad.slow[place] === 1;
    this.#fast.enter(rank, isDated && !slow);
    this.#dated.enter(rank, isDated);
    if (!isDated) {
      this.#undated += sayings.ifBad[saying] ?? 0;
      return;
    }
    this.#groupOf(slow, bad.freshFor[place] ?? 0).add(since, saying);
  }

  #groupOf(slow: boolean, freshFor: number): TermGroup {
    for (const group of this.#groups) {
      if (group.slow === slow && group.freshFor === freshFor) return group;
    }
    const group = new TermGroup(slow, freshFor);
    this.#groups.push(group);
    return group;
  }
}

/** By the places that they reach, which stay the same list when they are revised. */
const known = new WeakMap<readonly number[], WideTerms>();
