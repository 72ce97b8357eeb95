import type { Sighting } from '../sightings.ts';

/** All lists that are empty. */
const none: never[] = [];

/** What a hypothesis says of observations that were made, where that differs from "all is well". */
export class TermList {
  good: Sighting[] = none;
  /** By their numbers, what is said of the good ones. */
  goodSayings: number[] = none;
  /** By their places. */
  bad: number[] = none;
  badSayings: number[] = none;

  /** The same in no more memory than it takes: there are a hundred thousand in a storm, most of one term. */
  compact(): TermList {
    if (this.isEmpty) return noTerms;
    this.good = compact(this.good);
    this.goodSayings = compact(this.goodSayings);
    this.bad = compact(this.bad);
    this.badSayings = compact(this.badSayings);
    return this;
  }

  get isEmpty(): boolean {
    return this.good.length === 0 && this.bad.length === 0;
  }

  addGood(sighting: Sighting, saying: number): void {
    this.good = added(this.good, sighting);
    this.goodSayings = added(this.goodSayings, saying);
  }

  addBad(place: number, saying: number): void {
    this.bad = added(this.bad, place);
    this.badSayings = added(this.badSayings, saying);
  }

  /** Leaves out those of which these hold, and adds those of the other list. Not of the list that all share that say nothing. */
  replace(losesGood: (sighting: Sighting) => boolean, losesBad: (place: number) => boolean, by: TermList): void {
    keep(this.good, this.goodSayings, losesGood);
    keep(this.bad, this.badSayings, losesBad);
    for (let at = 0; at < by.good.length; at += 1) this.addGood(by.good[at] as Sighting, by.goodSayings[at] ?? 0);
    for (let at = 0; at < by.bad.length; at += 1) this.addBad(by.bad[at] ?? -1, by.badSayings[at] ?? 0);
  }
}

/** In place, but for the first: a list of one takes room for one. */
const added = <T>(list: T[], each: T): T[] => {
  if (list.length === 0) return [each];
  list.push(each);
  return list;
};

const compact = <T>(list: T[]): T[] => (list.length < 2 ? list : list.slice());

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
