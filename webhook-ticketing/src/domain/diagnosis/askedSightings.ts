import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { BadSightings } from './badSightings.ts';
import type { Changes, Sighting, Sightings } from './sightings.ts';

const nothing: readonly Sighting[] = [];

/**
 * Sightings as hypotheses ask for them. Of all elements they note who is asked about: what follows from these must be worked out again
 * when they change. Or they tell of some elements only, and of all others that nothing is known. One class, for what asks thousands
 * of times a second is slower with two.
 */
export class AskedSightings implements Sightings {
  readonly #sightings: Sightings;
  /** By position and by place, 1 of those that are told of; null: all. */
  readonly #about: Uint8Array | null;
  readonly #places: Uint8Array | null;
  readonly #notedIn: Int32Array;
  #asker = 0;
  #asked: number[] = [];

  private constructor(sightings: Sightings, about: Uint8Array | null, places: Uint8Array | null, notedIn: Int32Array) {
    this.#sightings = sightings;
    this.#about = about;
    this.#places = places;
    this.#notedIn = notedIn;
  }

  /** About all of so many elements. */
  static ofAll(sightings: Sightings, elements: number): AskedSightings {
    return new AskedSightings(sightings, null, null, new Int32Array(elements));
  }

  /** About what has changed only; of as many elements as there are. */
  static about(sightings: Sightings, elements: number, { positions, freed }: Changes): AskedSightings {
    const about = new Uint8Array(elements);
    const places = new Uint8Array(sightings.byPlace.places);
    for (const place of freed) places[place] = 1;
    for (const position of positions) {
      about[position] = 1;
      for (const { place } of sightings.of(position)) if (place !== -1) places[place] = 1;
    }
    return new AskedSightings(sightings, about, places, new Int32Array(0));
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
    return this.#about === null || this.#about[position] === 1;
  }

  /** Whether one of them had or has its bad sighting at the place. */
  hadPlace(place: number): boolean {
    return this.#places === null || this.#places[place] === 1;
  }

  get(position: number, observable: Observable): Sighting | undefined {
    return this.#isTold(position) ? this.#sightings.get(position, observable) : undefined;
  }

  of(position: number): readonly Sighting[] {
    return this.#isTold(position) ? this.#sightings.of(position) : nothing;
  }

  any(position: number): boolean {
    return this.#isTold(position) && this.#sightings.any(position);
  }

  /** Of all: notes from now on to `asked`, which has what the same asker asked for before; each element once. */
  noteTo(asked: number[]): void {
    this.#asker += 1;
    this.#asked = asked;
    for (const position of asked) this.#notedIn[position] = this.#asker;
  }

  /** Notes that it is asked for, where all are told of. */
  #isTold(position: number): boolean {
    if (this.#about !== null) return this.#about[position] === 1;
    if (this.#notedIn[position] !== this.#asker) {
      this.#notedIn[position] = this.#asker;
      this.#asked.push(position);
    }
    return true;
  }
}
