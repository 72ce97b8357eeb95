import type { Sighting } from './sightings.ts';

/** What observations say for (positive) or against a hypothesis: natural logarithms. */
export class Contributions {
  readonly sightings: Sighting[] = [];
  readonly amounts: number[] = [];
  #bySighting: ReadonlyMap<Sighting, number> | undefined;

  add(sighting: Sighting, amount: number): void {
    this.sightings.push(sighting);
    this.amounts.push(amount);
  }

  /** 0 of those that say nothing. */
  of(sighting: Sighting): number {
    // Of thousands of a storm nobody asks one by one, as a rule.
    this.#bySighting ??= new Map(this.sightings.map((each, at) => [each, this.amounts[at] ?? 0]));
    return this.#bySighting.get(sighting) ?? 0;
  }
}
