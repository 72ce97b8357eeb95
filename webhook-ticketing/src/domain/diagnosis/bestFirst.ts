/** Contenders by what they are worth, the best first; of two that are worth the same the one later in order. */
export class BestFirst implements Iterable<number> {
  readonly size: number;
  readonly #gains: Float64Array;
  readonly #order: Float64Array;
  /** Those that are worth more than nothing, as a heap; and the others, which are one once they are asked for: as a rule nobody does. */
  readonly #worthy: Int32Array;
  readonly #others: Int32Array;
  #othersInOrder = false;

  /** Of these contenders, which it puts in order; `gains` and `order` by contender. None of them must change while this is used. */
  constructor(contenders: Int32Array, gains: Float64Array, order: Float64Array) {
    this.size = contenders.length;
    this.#gains = gains;
    this.#order = order;
    let worthy = 0;
    for (let at = 0; at < contenders.length; at += 1) {
      const contender = contenders[at] ?? 0;
      if (!((gains[contender] ?? 0) > 0)) continue;
      contenders[at] = contenders[worthy] ?? 0;
      contenders[worthy] = contender;
      worthy += 1;
    }
    this.#worthy = this.#putInOrder(contenders.subarray(0, worthy));
    this.#others = contenders.subarray(worthy);
  }

  get first(): number | undefined {
    return this.#worthy[0] ?? this.#rest()[0];
  }

  *[Symbol.iterator](): Generator<number, undefined> {
    yield* this.#down(this.#worthy);
    yield* this.#down(this.#rest());
  }

  #rest(): Int32Array {
    if (!this.#othersInOrder) this.#putInOrder(this.#others);
    this.#othersInOrder = true;
    return this.#others;
  }

  /** Goes down the heap as far as it is asked to and leaves it as it is: what may come next lies right below what has come. */
  *#down(heap: Int32Array): Generator<number, undefined> {
    const isBetter = (one: number, other: number): boolean => this.#isBetter(heap[one] ?? 0, heap[other] ?? 0);
    const next: number[] = heap.length > 0 ? [0] : [];
    for (let [at] = next; at !== undefined; [at] = next) {
      yield heap[at] ?? 0;
      const left = 2 * at + 1;
      const right = left + 1;
      if (left < heap.length) next[0] = left;
      else if (next.length > 1) next[0] = next.pop() ?? 0;
      else return;
      sink(next, 0, next.length, isBetter);
      if (right >= heap.length) continue;
      next.push(right);
      rise(next, next.length - 1, isBetter);
    }
  }

  #putInOrder(heap: Int32Array): Int32Array {
    const isBetter = (one: number, other: number): boolean => this.#isBetter(one, other);
    for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(heap, at, heap.length, isBetter);
    return heap;
  }

  #isBetter(one: number, other: number): boolean {
    const gain = this.#gains[one] ?? 0;
    const otherGain = this.#gains[other] ?? 0;
    return gain > otherGain || (gain === otherGain && (this.#order[one] ?? 0) > (this.#order[other] ?? 0));
  }
}

type IsBetter = (one: number, other: number) => boolean;

const sink = (heap: Int32Array | number[], start: number, size: number, isBetter: IsBetter): void => {
  const moved = heap[start] ?? 0;
  let at = start;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= size) break;
    if (below + 1 < size && isBetter(heap[below + 1] ?? 0, heap[below] ?? 0)) below += 1;
    const better = heap[below] ?? 0;
    if (!isBetter(better, moved)) break;
    heap[at] = better;
    at = below;
  }
  heap[at] = moved;
};

const rise = (heap: number[], start: number, isBetter: IsBetter): void => {
  const moved = heap[start] ?? 0;
  let at = start;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const worse = heap[above] ?? 0;
    if (!isBetter(moved, worse)) break;
    heap[at] = worse;
    at = above;
  }
  heap[at] = moved;
};
