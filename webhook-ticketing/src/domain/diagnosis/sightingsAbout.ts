import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { BadSightings } from './badSightings.ts';
import type { Changes, Sighting, Sightings } from './sightings.ts';

const nothing: readonly Sighting[] = [];

/** Of sightings those about some elements only: of all others it says that nothing is known. */
export class SightingsAbout implements Sightings {
  readonly #sightings: Sightings;
  readonly #about: Uint8Array;
  readonly #places: Uint8Array;

  /** About what has changed; of as many elements as there are. */
  constructor(sightings: Sightings, elements: number, { positions, freed }: Changes) {
    this.#sightings = sightings;
    this.#about = new Uint8Array(elements);
    this.#places = new Uint8Array(sightings.byPlace.places);
    for (const place of freed) this.#places[place] = 1;
    for (const position of positions) {
      this.#about[position] = 1;
      for (const { place } of sightings.of(position)) if (place !== -1) this.#places[place] = 1;
    }
  }

  get day(): string {
    return this.#sightings.day;
  }

  get bad(): readonly Sighting[] {
    return this.#sightings.bad.filter(({ position }) => this.has(position));
  }

  get byPlace(): BadSightings {
    return this.#sightings.byPlace;
  }

  get lastOnset(): number {
    return this.#sightings.lastOnset;
  }

  has(position: number): boolean {
    return this.#about[position] === 1;
  }

  /** Whether one of the elements had or has its bad sighting at the place. */
  hadPlace(place: number): boolean {
    return this.#places[place] === 1;
  }

  get(position: number, observable: Observable): Sighting | undefined {
    return this.has(position) ? this.#sightings.get(position, observable) : undefined;
  }

  of(position: number): readonly Sighting[] {
    return this.has(position) ? this.#sightings.of(position) : nothing;
  }

  any(position: number): boolean {
    return this.has(position) && this.#sightings.any(position);
  }
}
