import { weigh, type Counts, type Weighed } from './likelihood.ts';

/** A hypothesis with what it was worth when it was last weighed. */
export interface Contender {
  weighed: Weighed;
  /** The round in which it was weighed. */
  round: number;
  /** Of two that are worth the same the one with the higher place is the better. */
  place: number;
}

/**
 * Hypotheses by what they are worth, as a heap. That only shrinks as others explain more, so an old figure is an upper bound and
 * most are never weighed again.
 */
export class Contest {
  readonly contenders: readonly Contender[];
  readonly #heap: Contender[];
  readonly #counts: Counts;
  #round = 0;

  /** All of them as they are worth by what counts now, or as a bound: then `moveOn` says so. */
  constructor(weighed: readonly Weighed[], counts: Counts) {
    this.#counts = counts;
    this.contenders = weighed.map((each, place) => ({ weighed: each, round: 0, place }));
    this.#heap = this.contenders.filter(explainsAnything);
    for (let at = (this.#heap.length >> 1) - 1; at >= 0; at -= 1) this.#sink(at);
  }

  /** What counts has changed. */
  moveOn(): void {
    this.#round += 1;
  }

  /** What a contender is worth now. */
  now(contender: Contender): Weighed {
    return contender.round === this.#round ? contender.weighed : weigh(contender.weighed.prepared, this.#counts);
  }

  /** The best that explains anything; undefined when nothing does. */
  best(): Weighed | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || top.round === this.#round) return top?.weighed;
      top.weighed = weigh(top.weighed.prepared, this.#counts);
      top.round = this.#round;
      if (!explainsAnything(top)) {
        const last = this.#heap.pop();
        if (last === undefined || last === top) continue;
        this.#heap[0] = last;
      }
      this.#sink(0);
    }
  }

  #sink(start: number): void {
    const heap = this.#heap;
    const moved = heap[start];
    if (moved === undefined) return;
    let at = start;
    for (;;) {
      let below = 2 * at + 1;
      let better = heap[below];
      if (better === undefined) break;
      const right = heap[below + 1];
      if (right !== undefined && isBetter(right, better)) {
        better = right;
        below += 1;
      }
      if (!isBetter(better, moved)) break;
      heap[at] = better;
      at = below;
    }
    heap[at] = moved;
  }
}

const isBetter = (one: Contender, other: Contender): boolean =>
  one.weighed.gain > other.weighed.gain || (one.weighed.gain === other.weighed.gain && one.place > other.place);

const explainsAnything = ({ weighed }: Contender): boolean => weighed.explained.length > 0;
