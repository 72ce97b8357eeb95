import type { Sighting } from './sightings.ts';

/** What observations say for (positive) or against a hypothesis: natural logarithms. */
export class Contributions {
  readonly sightings: Sighting[];
  readonly amounts: number[];
  #count = 0;
  #bySighting: ReadonlyMap<Sighting, number> | undefined;

  /** Of so many observations, each of which is to be added. */
  constructor(count: number) {
    this.sightings = new Array<Sighting>(count);
    this.amounts = new Array<number>(count);
  }

  add(sighting: Sighting, amount: number): void {
    this.sightings[this.#count] = sighting;
    this.amounts[this.#count] = amount;
    this.#count += 1;
  }

  /** 0 of those that say nothing. */
  of(sighting: Sighting): number {
    // Of thousands of a storm nobody asks one by one, as a rule.
    if (this.#count === 0) return 0;
    this.#bySighting ??= new Map(this.sightings.map((each, at) => [each, this.amounts[at] ?? 0]));
    return this.#bySighting.get(sighting) ?? 0;
  }
}
