import type { BadSightings } from './badSightings.ts';
import { sayings } from './expectation/saying.ts';
import type { Marks } from './marks.ts';
import { isOfPower, type Onset } from './onset.ts';
import type { Prepared } from './prepared.ts';

/** From so many on it pays to know the sums of what terms say. */
const wide = 500;

/** Terms of which the same holds, in the order of their onsets; sums of what those before each say. */
interface Group {
  slow: boolean;
  freshFor: number;
  since: number[];
  ifBad: number[];
  ifLate: number[];
  ifGood: number[];
}

/** Ranks of those that may date the cause. */
class Witnesses {
  readonly ranks: Int32Array;
  /** By rank, how many come before. */
  readonly before: Int32Array;
  count = 0;

  constructor(count: number) {
    this.ranks = new Int32Array(count);
    this.before = new Int32Array(count);
  }

  enter(rank: number, isOne: boolean): void {
    this.before[rank] = this.count;
    if (!isOne) return;
    this.ranks[this.count] = rank;
    this.count += 1;
  }

  has(rank: number): boolean {
    const at = this.before[rank] ?? 0;
    return at < this.count && this.ranks[at] === rank;
  }
}

/** Which are still to be explained and which are not, by rank. */
export interface Split {
  open: Int32Array;
  closed: Int32Array;
}

/**
 * What a hypothesis says of thousands that are bad, by rank: in the order in which they began. After each cause that is found few of
 * them are left, or few have gone: what all say together is looked up, and only the few are gone through.
 */
export class WideTerms {
  readonly places: readonly number[];
  /** By rank. */
  readonly sayings: Int32Array;
  readonly #groups: Group[] = [];
  /** What those say while they are open of which nobody knows since when they are bad. */
  #undated = 0;
  /** Of two kinds, the better first. */
  readonly #fast: Witnesses;
  readonly #dated: Witnesses;
  readonly #open: Int32Array;
  readonly #closed: Int32Array;

  private constructor({ expectation: { certain }, reachesFor }: Prepared, bad: BadSightings) {
    const count = reachesFor.length;
    this.places = reachesFor;
    this.sayings = new Int32Array(count);
    this.#open = new Int32Array(count);
    this.#closed = new Int32Array(count);
    this.#fast = new Witnesses(count);
    this.#dated = new Witnesses(count);
    const byPlace = new Int32Array(bad.places);
    for (let at = 0; at < count; at += 1) byPlace[certain.bad[at] ?? -1] = certain.badSayings[at] ?? 0;
    for (let rank = 0; rank < count; rank += 1) {
      const place = reachesFor[rank] ?? -1;
      this.#enter(rank, byPlace[place] ?? 0, place, bad);
    }
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
    let terms = known.get(prepared);
    if (terms === undefined) {
      terms = new WideTerms(prepared, bad);
      known.set(prepared, terms);
    }
    return terms;
  }

  /** Holds until it is asked for again. */
  split(counts: Marks): Split {
    let [open, closed] = [0, 0];
    for (let rank = 0; rank < this.places.length; rank += 1) {
      if (counts.has(this.places[rank] ?? -1)) this.#open[open++] = rank;
      else this.#closed[closed++] = rank;
    }
    return { open: this.#open.subarray(0, open), closed: this.#closed.subarray(0, closed) };
  }

  /** The place of the one that dates the cause: the middle one of the best kind of witnesses that are open; undefined: none does. */
  dating(split: Split): number | undefined {
    const rank = middleOf(this.#fast, split) ?? middleOf(this.#dated, split);
    return rank === undefined ? undefined : this.places[rank];
  }

  /** What all say together while they are open. */
  sumOpen({ earliest, earliestSlow }: Onset, late: number, lateSlow: number): number {
    let sum = this.#undated;
    for (const { slow, since, ifBad, ifLate } of this.#groups) {
      const count = since.length;
      const first = firstFrom(since, slow ? earliestSlow : earliest);
      const firstLate = firstAfter(since, slow ? lateSlow : late);
      sum += between(ifBad, first, firstLate) + between(ifLate, firstLate, count);
    }
    return sum;
  }

  /** What all say together when all are put down to other causes. */
  sumClosed({ at }: Onset): number {
    let sum = 0;
    for (const { slow, freshFor, since, ifGood } of this.#groups) {
      if (!slow) sum += between(ifGood, firstAfter(since, at + 2 * freshFor), since.length);
    }
    return sum;
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
    const group = this.#groupOf(slow, bad.freshFor[place] ?? 0);
    const count = group.since.length;
    group.since.push(since);
    group.ifBad.push((group.ifBad[count] ?? 0) + (sayings.ifBad[saying] ?? 0));
    group.ifLate.push((group.ifLate[count] ?? 0) + (sayings.ifLate[saying] ?? 0));
    group.ifGood.push((group.ifGood[count] ?? 0) + (sayings.ifGood[saying] ?? 0));
  }

  #groupOf(slow: boolean, freshFor: number): Group {
    for (const group of this.#groups) {
      if (group.slow === slow && group.freshFor === freshFor) return group;
    }
    const group = { slow, freshFor, since: [], ifBad: [0], ifLate: [0], ifGood: [0] };
    this.#groups.push(group);
    return group;
  }
}

/** The rank of the middle one of those that are open; undefined: none is. */
const middleOf = (witnesses: Witnesses, { open, closed }: Split): number | undefined => {
  const fewAreOpen = open.length < closed.length;
  let few = 0;
  for (const rank of fewAreOpen ? open : closed) if (witnesses.has(rank)) few += 1;
  const left = fewAreOpen ? few : witnesses.count - few;
  if (left === 0) return undefined;
  let middle = (left - 1) >> 1;
  if (fewAreOpen) {
    for (const rank of open) {
      if (!witnesses.has(rank)) continue;
      if (middle === 0) return rank;
      middle -= 1;
    }
    return undefined;
  }
  for (const rank of closed) {
    if (!witnesses.has(rank)) continue;
    if ((witnesses.before[rank] ?? 0) > middle) break;
    middle += 1;
  }
  return witnesses.ranks[middle];
};

const known = new WeakMap<Prepared, WideTerms>();

const between = (sums: readonly number[], from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);

/** The first that is not before; where that is no number, the first. */
const firstFrom = (since: readonly number[], earliest: number): number => {
  let [from, to] = [0, since.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((since[middle] ?? Infinity) < earliest) from = middle + 1;
    else to = middle;
  }
  return from;
};

/** The first that is later; where that is no number, none. */
const firstAfter = (since: readonly number[], latest: number): number => {
  let [from, to] = [0, since.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((since[middle] ?? Infinity) > latest) to = middle;
    else from = middle + 1;
  }
  return from;
};
