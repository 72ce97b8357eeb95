import type { Sighting } from '../sightings.ts';
import type { Saying } from './saying.ts';

/** What a hypothesis says of observations that were made, where that differs from "all is well". */
export class TermList {
  readonly good: Sighting[];
  readonly goodSayings: Saying[];
  /** By their places. */
  readonly bad: number[];
  readonly badSayings: Saying[];

  constructor(good: Sighting[] = [], goodSayings: Saying[] = [], bad: number[] = [], badSayings: Saying[] = []) {
    this.good = good;
    this.goodSayings = goodSayings;
    this.bad = bad;
    this.badSayings = badSayings;
  }

  /** The same in no more memory than it takes; nothing can be added to it. There are a hundred thousand in a storm. */
  compact(): TermList {
    if (this.isEmpty) return noTerms;
    const { good, goodSayings, bad, badSayings } = this;
    return new TermList(compact(good), compact(goodSayings), compact(bad), compact(badSayings));
  }

  get isEmpty(): boolean {
    return this.good.length === 0 && this.bad.length === 0;
  }

  addGood(sighting: Sighting, saying: Saying): void {
    this.good.push(sighting);
    this.goodSayings.push(saying);
  }

  addBad(place: number, saying: Saying): void {
    this.bad.push(place);
    this.badSayings.push(saying);
  }

  /** Adds those of the other list of which these hold. */
  addFrom(
    other: TermList,
    takesGood: (sighting: Sighting) => boolean = () => true,
    takesBad: (place: number) => boolean = () => true,
  ): void {
    for (let at = 0; at < other.good.length; at += 1) {
      const sighting = other.good[at];
      const saying = other.goodSayings[at];
      if (sighting !== undefined && saying !== undefined && takesGood(sighting)) this.addGood(sighting, saying);
    }
    for (let at = 0; at < other.bad.length; at += 1) {
      const place = other.bad[at];
      const saying = other.badSayings[at];
      if (place !== undefined && saying !== undefined && takesBad(place)) this.addBad(place, saying);
    }
  }
}

const none: never[] = [];

const compact = <T>(list: T[]): T[] => (list.length === 0 ? none : list.slice());

/** Says nothing of anything. */
export const noTerms = new TermList(none, none, none, none);
