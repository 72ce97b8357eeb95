import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { BadSightings } from './badSightings.ts';
import type { Changes, Sighting, Sightings } from './sightings.ts';

const nothing: readonly Sighting[] = [];

/**
 * Sightings as hypotheses ask for them. Of all elements they note who is asked about: what follows from these must be worked out again
 * when they change. Or they tell of some elements only, and of all others that nothing is known. One class that does the same for
 * both: what asks tens of thousands of times is slower with two.
 */
export class AskedSightings implements Sightings {
  readonly #sightings: Sightings;
  /** By position, 1 of those that are told of. */
  readonly #told: Uint8Array;
  /** By place, 1 of those where one of these was or is bad. */
  readonly #places: Uint8Array;
  readonly #notedIn: Int32Array;
  #asker = 0;
  #asked: number[] = [];

  private constructor(sightings: Sightings, told: Uint8Array, places: Uint8Array) {
    this.#sightings = sightings;
    this.#told = told;
    this.#places = places;
    this.#notedIn = new Int32Array(told.length);
  }

  /** About all of so many elements. */
  static ofAll(sightings: Sightings, elements: number): AskedSightings {
    return new AskedSightings(sightings, new Uint8Array(elements).fill(1), new Uint8Array(0));
  }

  /** About what has changed only; of as many elements as there are. */
  static about(sightings: Sightings, elements: number, { positions, freed }: Changes): AskedSightings {
    const told = new Uint8Array(elements);
    const places = new Uint8Array(sightings.byPlace.places);
    for (const place of freed) places[place] = 1;
    const tell = (position: number): void => {
      told[position] = 1;
      for (const { place } of sightings.of(position)) if (place !== -1) places[place] = 1;
    };
    positions.forEach(tell);
    return new AskedSightings(sightings, told, places);
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

  /** Whether the element is one of those told of. */
  has(position: number): boolean {
    return this.#told[position] === 1;
  }

  /** Of some: whether one of them had or has its bad sighting at the place. */
  hadPlace(place: number): boolean {
    return this.#places[place] === 1;
  }

  get(position: number, observable: Observable): Sighting | undefined {
    if (!this.has(position)) return undefined;
    this.#note(position);
    return this.#sightings.get(position, observable);
  }

  of(position: number): readonly Sighting[] {
    if (!this.has(position)) return nothing;
    this.#note(position);
    return this.#sightings.of(position);
  }

  any(position: number): boolean {
    if (!this.has(position)) return false;
    this.#note(position);
    return this.#sightings.any(position);
  }

  /** Notes from now on to `asked`, which has what the same asker asked for before; each element once. Before this nothing is noted. */
  noteTo(asked: number[]): void {
    this.#asker += 1;
    this.#asked = asked;
    for (const position of asked) this.#notedIn[position] = this.#asker;
  }

  #note(position: number): void {
    if (this.#notedIn[position] === this.#asker) return;
    this.#notedIn[position] = this.#asker;
    this.#asked.push(position);
  }
}
