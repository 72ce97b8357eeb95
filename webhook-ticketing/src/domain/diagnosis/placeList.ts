/** Places that are put down one after the other; cleared and used again. */
export class PlaceList {
  #places = new Int32Array(1024);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  add(place: number): void {
    if (this.#count === this.#places.length) {
      const more = new Int32Array(2 * this.#count);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[this.#count] = place;
    this.#count += 1;
  }

  /** All of them, in no more memory than it takes. */
  list(): number[] {
    const list = new Array<number>(this.#count);
    for (let at = 0; at < list.length; at += 1) list[at] = this.#places[at] ?? -1;
    return list;
  }
}
