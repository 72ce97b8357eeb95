import type { Sighting } from '../sightings.ts';

/** What a hypothesis says of observations that were made, where that differs from "all is well". */
export class TermList {
  readonly good: Sighting[];
  /** By their numbers, what is said of the good ones. */
  readonly goodSayings: number[];
  /** By their places. */
  readonly bad: number[];
  readonly badSayings: number[];

  constructor(good: Sighting[] = [], goodSayings: number[] = [], bad: number[] = [], badSayings: number[] = []) {
    this.good = good;
    this.goodSayings = goodSayings;
    this.bad = bad;
    this.badSayings = badSayings;
  }

  /** The same in no more memory than it takes; nothing can be added to an empty one. There are a hundred thousand in a storm. */
  compact(): TermList {
    if (this.isEmpty) return noTerms;
    const { good, goodSayings, bad, badSayings } = this;
    return new TermList(good.slice(), goodSayings.slice(), bad.slice(), badSayings.slice());
  }

  get isEmpty(): boolean {
    return this.good.length === 0 && this.bad.length === 0;
  }

  addGood(sighting: Sighting, saying: number): void {
    this.good.push(sighting);
    this.goodSayings.push(saying);
  }

  addBad(place: number, saying: number): void {
    this.bad.push(place);
    this.badSayings.push(saying);
  }

  /** Leaves out those of which these hold, and adds those of the other list. */
  replace(losesGood: (sighting: Sighting) => boolean, losesBad: (place: number) => boolean, by: TermList): void {
    keep(this.good, this.goodSayings, losesGood);
    keep(this.bad, this.badSayings, losesBad);
    by.good.forEach((sighting, at) => {
      this.addGood(sighting, by.goodSayings[at] ?? 0);
    });
    by.bad.forEach((place, at) => {
      this.addBad(place, by.badSayings[at] ?? 0);
    });
  }
}

/** Leaves out what is lost, in place: thousands stay, and one goes. */
const keep = <T>(list: T[], saidOf: number[], isLost: (each: T) => boolean): void => {
  let kept = 0;
  for (let at = 0; at < list.length; at += 1) {
    const each = list[at] as T;
    if (isLost(each)) continue;
    if (kept < at) {
      list[kept] = each;
      saidOf[kept] = saidOf[at] ?? 0;
    }
    kept += 1;
  }
  list.length = kept;
  saidOf.length = kept;
};

/** Says nothing of anything. */
export const noTerms = new TermList();
