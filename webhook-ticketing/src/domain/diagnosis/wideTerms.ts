import type { BadSightings } from './badSightings.ts';
import { explains, sayings } from './expectation/saying.ts';
import { Marks } from './marks.ts';
import { isOfPower, type Counts, type Onset } from './onset.ts';
import { firstAfter, firstFrom } from './onsetSearch.ts';
import type { Prepared } from './prepared.ts';
import { splitOf, type Split } from './split.ts';
import { between, TermGroup } from './termGroup.ts';
import { EnteredWitnesses, FirstWitnesses, middleOf } from './witnesses.ts';

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
  /** By rank, the number of what is said; what is beyond the places is of an earlier filling. */
  said = new Int32Array(0);
  /** By place, the rank; of other places, of an earlier filling. */
  #ranks = new Int32Array(0);
  /** The places; and those of what is explained when it is neither early nor late. */
  #all = new Marks(0);
  #explained = new Marks(0);
  readonly #groups: TermGroup[] = [];
  /** What those say while they are open of which nobody knows since when they are bad. */
  #undated = 0;
  /** Of two kinds, the better first. */
  readonly #fast = new EnteredWitnesses();
  readonly #dated = new FirstWitnesses();
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
    const { places } = this;
    const { certain } = prepared.expectation;
    if (this.#ranks.length < bad.places) this.#ranks = new Int32Array(2 * bad.places);
    if (this.said.length < places.length) this.said = new Int32Array(2 * places.length);
    for (let rank = 0; rank < places.length; rank += 1) this.#ranks[places[rank] ?? -1] = rank;
    for (let at = 0; at < certain.bad.length; at += 1) {
      this.said[this.#ranks[certain.bad[at] ?? -1] ?? -1] = certain.badSayings[at] ?? 0;
    }
    this.#all = Marks.of(bad.places, places);
    this.#explained = new Marks(bad.places);
    for (const each of [this.#fast, this.#dated, ...this.#groups]) each.count = 0;
    this.#undated = 0;
    const { since, slow, freshFor } = bad;
    let group: TermGroup | undefined;
    let [dated, undated] = [0, 0];
    const said = this.said;
    const saysIfBad = sayings.ifBad;
    const fast = this.#fast;
    const explained = this.#explained;
    for (let rank = 0; rank < places.length; rank += 1) {
      const place = places[rank] ?? -1;
      const saying = said[rank] ?? 0;
      const ifBad = saysIfBad[saying] ?? 0;
      if (ifBad >= explains) explained.set(place);
      const began = since[place] ?? NaN;
      const isSlow = slow[place] === 1;
      const fresh = freshFor[place] ?? 0;
      const isDated = !Number.isNaN(began);
      fast.enter(rank, isDated && !isSlow);
      if (!isDated) {
        undated += ifBad;
        continue;
      }
      dated += 1;
      if (group?.slow !== isSlow || group.freshFor !== fresh) group = this.#groupOf(isSlow, fresh);
      group.add(began, saying);
    }
    this.#dated.count = dated;
    this.#undated = undated;
    this.#filledFor = prepared;
  }

  /** Which of the places are open. */
  split(counts: Counts): Split {
    return splitOf(this.#all, this.#ranks, counts);
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

  /** The places of what is open and explained: of the earliest and the latest it is told one by one. */
  explained({ open }: Split, { earliest, earliestSlow, late, lateSlow, since, slow }: Dates): Marks {
    const { places, said } = this;
    const dated = this.#dated.count;
    const sinceAt = (rank: number): number => since[places[rank] ?? -1] ?? NaN;
    const explained = this.#explained.both(open);
    const [first, firstSlow] = [firstFrom(sinceAt, dated, earliest), firstFrom(sinceAt, dated, earliestSlow)];
    for (let rank = 0; rank < Math.max(first, firstSlow); rank += 1) {
      const place = places[rank] ?? -1;
      if (rank < (slow[place] === 1 ? firstSlow : first)) explained.clear(place);
    }
    // What is late says half, and explains nothing that it would not explain in time.
    const [last, lastSlow] = [firstAfter(sinceAt, dated, late), firstAfter(sinceAt, dated, lateSlow)];
    for (let rank = Math.min(last, lastSlow); rank < dated; rank += 1) {
      const place = places[rank] ?? -1;
      if (rank < (slow[place] === 1 ? lastSlow : last)) continue;
      if ((sayings.ifLate[said[rank] ?? 0] ?? 0) < explains) explained.clear(place);
    }
    return explained;
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
