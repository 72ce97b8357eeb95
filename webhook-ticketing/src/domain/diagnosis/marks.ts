/** Which of so many are marked, by their places: a set that is cheap to ask. */
export class Marks {
  readonly #marked: Uint8Array;
  /** How many are. */
  count = 0;

  constructor(size: number) {
    this.#marked = new Uint8Array(size);
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
}
