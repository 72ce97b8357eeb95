import type { BadSightings } from './badSightings.ts';
import type { Sightings } from './sightings.ts';
import type { Marks } from './marks.ts';
import type { Units } from './units.ts';

/** What is rounded on the way. */
const rounding = 1;

/**
 * Units of which no hypothesis was made yet, with what any of them could be worth at most: in a storm a wide cause explains what is
 * bad of thousands, and none of theirs is ever asked for.
 */
export class Sleepers {
  readonly #units: Units;
  readonly #likeliest: number;
  /** By number. */
  readonly #isAsleep: Uint8Array;
  /** By position: what is bad there could say at most for a cause; and by number of the unit. */
  readonly #worthOfAll: Float64Array;
  readonly #worthOfAllOfUnit: Float64Array;
  /** The same of what is open. */
  readonly #worth: Float64Array;
  readonly #worthOfUnit: Float64Array;
  /** None that sleeps is worth more: what is explained, or wakes, leaves it as it is. */
  #most = Infinity;

  /** `likeliest`: no hypothesis is likelier than that before anything is looked at (natural logarithm). */
  constructor(units: Units, elements: number, likeliest: number) {
    this.#units = units;
    this.#likeliest = likeliest;
    this.#isAsleep = new Uint8Array(units.members.length).fill(1);
    this.#worthOfAll = new Float64Array(elements);
    this.#worthOfAllOfUnit = new Float64Array(units.members.length);
    this.#worth = new Float64Array(elements);
    this.#worthOfUnit = new Float64Array(units.members.length);
  }

  isAsleep(unit: number): boolean {
    return this.#isAsleep[unit] === 1;
  }

  wake(unit: number): void {
    this.#isAsleep[unit] = 0;
  }

  /** Its hypotheses have all gone. */
  sleep(unit: number): void {
    this.#isAsleep[unit] = 1;
    this.#most = Infinity;
  }

  /** Something else is seen at these positions. */
  take(sightings: Sightings, positions: readonly number[]): void {
    const units = new Set<number>();
    for (const position of positions) {
      this.#worthOfAll[position] = sumOf(sightings.of(position), ({ place }) => sightings.byPlace.most[place] ?? 0);
      units.add(this.#units.of[position] ?? -1);
    }
    units.delete(-1);
    for (const unit of units) {
      this.#worthOfAllOfUnit[unit] = sumOf(
        this.#units.members[unit] ?? [],
        (position) => this.#worthOfAll[position] ?? 0,
      );
    }
  }

  /** All that is bad is open. */
  startAnew(): void {
    this.#most = Infinity;
    this.#worth.set(this.#worthOfAll);
    this.#worthOfUnit.set(this.#worthOfAllOfUnit);
  }

  /** What was open at the place is explained. */
  close(bad: BadSightings, place: number): void {
    const position = bad.position[place] ?? -1;
    const worth = bad.most[place] ?? 0;
    this.#worth[position] = (this.#worth[position] ?? 0) - worth;
    const unit = this.#units.of[position] ?? -1;
    if (unit !== -1) this.#worthOfUnit[unit] = (this.#worthOfUnit[unit] ?? 0) - worth;
  }

  /** Those that sleep and of which something is bad and open, or of which the port above is: all, or what is at these places. */
  at(places: Marks | null, bad: BadSightings): number[] {
    const found = new Set<number>();
    const look = (unit: number): void => {
      if (this.#isAsleep[unit] === 1) found.add(unit);
    };
    if (places === null) {
      this.#isAsleep.forEach((_, unit) => {
        if (this.mostOf(unit) > -Infinity) look(unit);
      });
      return [...found];
    }
    for (const place of places.places()) {
      const position = bad.position[place] ?? -1;
      const unit = this.#units.of[position] ?? -1;
      if (unit !== -1) look(unit);
      else this.#units.belowPort.get(position)?.forEach(look);
    }
    return [...found];
  }

  /** Whether one that sleeps may be worth so much. */
  mayBeWorth(least: number): boolean {
    if (this.#most < least) return false;
    this.#most = -Infinity;
    for (let unit = 0; unit < this.#isAsleep.length; unit += 1) {
      if (this.#isAsleep[unit] === 1) this.#most = Math.max(this.#most, this.mostOf(unit));
    }
    return this.#most >= least;
  }

  /** No hypothesis of the unit is worth more than this; where nothing is open, less than anything. */
  mostOf(unit: number): number {
    let worth = this.#worthOfUnit[unit] ?? 0;
    for (const port of this.#units.ports[unit] ?? []) worth += this.#worth[port] ?? 0;
    return worth < rounding ? -Infinity : this.#likeliest + worth * (this.#units.terms[unit] ?? 0) + rounding;
  }
}

const sumOf = <T>(list: readonly T[], amountOf: (each: T) => number): number =>
  list.reduce((sum, each) => sum + amountOf(each), 0);
