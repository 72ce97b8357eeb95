import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { BadSightings } from './badSightings.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** Sightings that note of which elements somebody asks: what follows from them must be worked out again when these change. */
export class NotedSightings implements Sightings {
  readonly #sightings: Sightings;
  readonly #notedIn: Int32Array;
  #asker = 0;
  #asked: number[] = [];

  constructor(sightings: Sightings, elements: number) {
    this.#sightings = sightings;
    this.#notedIn = new Int32Array(elements);
  }

  get day(): string {
    return this.#sightings.day;
  }

  get bad(): readonly Sighting[] {
    return this.#sightings.bad;
  }

  get byPlace(): BadSightings {
    return this.#sightings.byPlace;
  }

  get lastOnset(): number {
    return this.#sightings.lastOnset;
  }

  get(position: number, observable: Observable): Sighting | undefined {
    this.#note(position);
    return this.#sightings.get(position, observable);
  }

  of(position: number): readonly Sighting[] {
    this.#note(position);
    return this.#sightings.of(position);
  }

  any(position: number): boolean {
    this.#note(position);
    return this.#sightings.any(position);
  }

  /** Notes from now on to `asked`, which has what the same asker asked for before; each element once. */
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
