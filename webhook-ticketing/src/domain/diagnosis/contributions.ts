import type { Sighting } from './sightings.ts';

/** What observations say for (positive) or against a hypothesis: natural logarithms. */
export class Contributions {
  readonly good: Sighting[];
  readonly ofGood: number[];
  /** By their places. */
  readonly bad: number[];
  readonly ofBad: number[];
  #goods = 0;
  #bads = 0;
  #byGood: ReadonlyMap<Sighting, number> | undefined;

  /** Of so many good and bad observations, each of which is to be added. */
  constructor(good: number, bad: number) {
    this.good = new Array<Sighting>(good);
    this.ofGood = new Array<number>(good);
    this.bad = new Array<number>(bad);
    this.ofBad = new Array<number>(bad);
  }

  addGood(sighting: Sighting, amount: number): void {
    this.good[this.#goods] = sighting;
    this.ofGood[this.#goods] = amount;
    this.#goods += 1;
  }

  addBad(place: number, amount: number): void {
    this.bad[this.#bads] = place;
    this.ofBad[this.#bads] = amount;
    this.#bads += 1;
  }

  /** 0 of good ones that say nothing. */
  of(sighting: Sighting): number {
    if (this.good.length === 0) return 0;
    this.#byGood ??= new Map(this.good.map((each, at) => [each, this.ofGood[at] ?? 0]));
    return this.#byGood.get(sighting) ?? 0;
  }

  /** By place, of so many: 0 of bad ones that say nothing. */
  column(places: number): Float64Array {
    const column = new Float64Array(places);
    for (let at = 0; at < this.bad.length; at += 1) column[this.bad[at] ?? -1] = this.ofBad[at] ?? 0;
    return column;
  }
}
