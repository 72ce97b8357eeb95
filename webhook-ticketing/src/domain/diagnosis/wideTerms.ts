import type { BadSightings } from './badSightings.ts';
import { sayings } from './expectation/saying.ts';
import { isDirect, isOfPower, type Counts, type Onset } from './onset.ts';
import type { Prepared } from './prepared.ts';

/** From so many on it pays to know the sums of what terms say. */
const wide = 500;

/** Terms of which the same holds, in the order of their onsets; sums of what those before each say. */
interface Group {
  slow: boolean;
  direct: boolean;
  freshFor: number;
  since: number[];
  ifBad: number[];
  ifLate: number[];
  ifGood: number[];
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
  /** Ranks of those that date the cause, the best of three kinds first; and by rank, how many of the kind come before. */
  readonly #witnesses: { ranks: number[]; before: Int32Array }[];
  readonly #open: Int32Array;
  readonly #closed: Int32Array;

  private constructor({ hypothesis, expectation: { certain }, reachesFor }: Prepared, bad: BadSightings) {
    const count = reachesFor.length;
    this.places = reachesFor;
    this.sayings = new Int32Array(count);
    this.#open = new Int32Array(count);
    this.#closed = new Int32Array(count);
    this.#witnesses = [0, 1, 2].map(() => ({ ranks: [], before: new Int32Array(count) }));
    const byPlace = new Int32Array(bad.places);
    for (let at = 0; at < count; at += 1) byPlace[certain.bad[at] ?? -1] = certain.badSayings[at] ?? 0;
    const ofPower = isOfPower(hypothesis);
    for (let rank = 0; rank < count; rank += 1) {
      const place = reachesFor[rank] ?? -1;
      this.#enter(rank, byPlace[place] ?? 0, place, isDirect(ofPower, bad, place), bad);
    }
  }

  /** Of a hypothesis that is certain of what it expects, and expects that much; undefined of others. */
  static of(prepared: Prepared, bad: BadSightings): WideTerms | undefined {
    const { expectation, reachesFor } = prepared;
    if (reachesFor.length < wide || expectation.uncertain.length > 0) return undefined;
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
  split(counts: Counts): Split {
    let [open, closed] = [0, 0];
    for (let rank = 0; rank < this.places.length; rank += 1) {
      if (counts === null || counts.has(this.places[rank] ?? -1)) this.#open[open++] = rank;
      else this.#closed[closed++] = rank;
    }
    return { open: this.#open.subarray(0, open), closed: this.#closed.subarray(0, closed) };
  }

  /** The place of the one that dates the cause: the middle one of the best kind of witnesses that are open; undefined: none does. */
  dating({ open, closed }: Split): number | undefined {
    for (const { ranks, before } of this.#witnesses) {
      const isOne = (rank: number): boolean => ranks[before[rank] ?? -1] === rank;
      const few = open.length < closed.length ? open.filter(isOne) : closed.filter(isOne);
      const left = open.length < closed.length ? few.length : ranks.length - few.length;
      if (left === 0) continue;
      let middle = (left - 1) >> 1;
      if (open.length < closed.length) return this.places[few[middle] ?? -1];
      for (const rank of few) {
        if ((before[rank] ?? 0) > middle) break;
        middle += 1;
      }
      return this.places[ranks[middle] ?? -1];
    }
    return undefined;
  }

  /** What all say together while they are open. */
  sumOpen({ earliest, earliestSlow }: Onset, late: number, lateSlow: number): number {
    let sum = this.#undated;
    for (const { slow, direct, since, ifBad, ifLate } of this.#groups) {
      const count = since.length;
      const first = firstFrom(since, slow ? earliestSlow : earliest);
      const firstLate = direct ? firstAfter(since, slow ? lateSlow : late) : count;
      sum += between(ifBad, first, firstLate) + between(ifLate, firstLate, count);
    }
    return sum;
  }

  /** What all say together when all are put down to other causes. */
  sumClosed({ at }: Onset): number {
    let sum = 0;
    for (const { slow, direct, freshFor, since, ifGood } of this.#groups) {
      if (!slow && direct) sum += between(ifGood, firstAfter(since, at + 2 * freshFor), since.length);
    }
    return sum;
  }

  #enter(rank: number, saying: number, place: number, direct: boolean, bad: BadSightings): void {
    this.sayings[rank] = saying;
    const since = bad.since[place] ?? NaN;
    const isDated = !Number.isNaN(since);
    const slow = bad.slow[place] === 1;
    const kinds = [direct && !slow, direct, true];
    this.#witnesses.forEach(({ ranks, before }, kind) => {
      before[rank] = ranks.length;
      if (isDated && kinds[kind] === true) ranks.push(rank);
    });
    if (!isDated) {
      this.#undated += sayings.ifBad[saying] ?? 0;
      return;
    }
    const freshFor = bad.freshFor[place] ?? 0;
    let group = this.#groups.find((each) => each.slow === slow && each.direct === direct && each.freshFor === freshFor);
    if (group === undefined) {
      group = { slow, direct, freshFor, since: [], ifBad: [0], ifLate: [0], ifGood: [0] };
      this.#groups.push(group);
    }
    const count = group.since.push(since);
    group.ifBad.push((group.ifBad[count - 1] ?? 0) + (sayings.ifBad[saying] ?? 0));
    group.ifLate.push((group.ifLate[count - 1] ?? 0) + (sayings.ifLate[saying] ?? 0));
    group.ifGood.push((group.ifGood[count - 1] ?? 0) + (sayings.ifGood[saying] ?? 0));
  }
}

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
