/** Which of so many are marked, by their places: a set that is cheap to ask. */
export class Marks {
  readonly #marked: Uint8Array;
  /** How many are. */
  count = 0;

  constructor(size: number, marked = new Uint8Array(size)) {
    this.#marked = marked;
  }

  /** Of so many these places. */
  static of(size: number, places: readonly number[]): Marks {
    const marks = new Marks(size);
    for (const place of places) marks.set(place);
    return marks;
  }

  /** How many there are in all. */
  get size(): number {
    return this.#marked.length;
  }

  has(place: number): boolean {
    return this.#marked[place] === 1;
  }

  set(place: number): void {
    if (this.has(place)) return;
    this.#marked[place] = 1;
    this.count += 1;
  }

  clear(place: number): void {
    if (!this.has(place)) return;
    this.#marked[place] = 0;
    this.count -= 1;
  }

  /** The same without these. */
  without(places: readonly number[]): Marks {
    const marked = this.#marked.slice();
    let gone = 0;
    for (const place of places) {
      gone += marked[place] ?? 0;
      marked[place] = 0;
    }
    const rest = new Marks(this.size, marked);
    rest.count = this.count - gone;
    return rest;
  }

  /** All that are marked, in order. */
  places(): Int32Array {
    const places = new Int32Array(this.count);
    let found = 0;
    for (let place = 0; found < places.length; place += 1) {
      if (this.#marked[place] !== 1) continue;
      places[found] = place;
      found += 1;
    }
    return places;
  }
}
