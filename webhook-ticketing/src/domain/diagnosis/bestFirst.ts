/** Contenders by what they are worth, the best first; of two that are worth the same the one later in order. */
export class BestFirst implements Iterable<number> {
  readonly #heap: Int32Array;
  readonly #gains: Float64Array;
  readonly #order: Float64Array;

  /** Of these contenders; `gains` and `order` by contender. They must not change for as long as this is used. */
  constructor(contenders: Int32Array, gains: Float64Array, order: Float64Array) {
    this.#heap = contenders;
    this.#gains = gains;
    this.#order = order;
    for (let at = (contenders.length >> 1) - 1; at >= 0; at -= 1) this.#sink(contenders, at, contenders.length);
  }

  get size(): number {
    return this.#heap.length;
  }

  get first(): number | undefined {
    return this.#heap[0];
  }

  *[Symbol.iterator](): Generator<number, undefined> {
    const [first] = this.#heap;
    if (first === undefined) return;
    yield first;
    const heap = this.#heap.slice();
    for (let size = heap.length - 1; size > 0; size -= 1) {
      heap[0] = heap[size] ?? 0;
      this.#sink(heap, 0, size);
      yield heap[0];
    }
  }

  #sink(heap: Int32Array, start: number, size: number): void {
    const moved = heap[start] ?? 0;
    let at = start;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && this.isBetter(heap[below + 1] ?? 0, heap[below] ?? 0)) below += 1;
      const better = heap[below] ?? 0;
      if (!this.isBetter(better, moved)) break;
      heap[at] = better;
      at = below;
    }
    heap[at] = moved;
  }

  isBetter(one: number, other: number): boolean {
    const [gain, otherGain] = [this.#gains[one] ?? 0, this.#gains[other] ?? 0];
    return gain > otherGain || (gain === otherGain && (this.#order[one] ?? 0) > (this.#order[other] ?? 0));
  }
}
