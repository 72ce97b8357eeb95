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

  /** Of a good one, 0 where it says nothing. */
  of(sighting: Sighting): number {
    if (this.good.length === 0) return 0;
    this.#byGood ??= new Map(this.good.map((each, at) => [each, this.ofGood[at] ?? 0]));
    return this.#byGood.get(sighting) ?? 0;
  }

  /** By place, of so many: 0 of bad ones that say nothing. Holds until the next one is asked for. */
  column(places: number): Float64Array {
    if (column.length < places) column = new Float64Array(2 * places);
    else for (let at = 0; at < inColumn.length; at += 1) column[inColumn[at] ?? -1] = 0;
    for (let at = 0; at < this.bad.length; at += 1) column[this.bad[at] ?? -1] = this.ofBad[at] ?? 0;
    inColumn = this.bad;
    return column;
  }
}

/** Fresh memory for each of hundreds of small faults costs more than what is done with it. Only the places noted are not 0. */
let column = new Float64Array(0);
let inColumn: readonly number[] = [];
