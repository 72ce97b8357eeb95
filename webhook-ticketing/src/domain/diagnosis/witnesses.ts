import type { Split } from './split.ts';

/** Ranks of those that may date the cause. */
export interface Witnesses {
  readonly count: number;
  has(rank: number): boolean;
  /** How many of them come before the rank. */
  before(rank: number): number;
  /** The rank of the one that so many of them come before. */
  after(count: number): number;
}

/** The first so many. */
export class FirstWitnesses implements Witnesses {
  count = 0;

  has(rank: number): boolean {
    return rank < this.count;
  }

  before(rank: number): number {
    return Math.min(rank, this.count);
  }

  after(count: number): number {
    return count;
  }
}

/** Those that are entered. What is beyond the count is of an earlier filling. */
export class EnteredWitnesses implements Witnesses {
  readonly #ranks: number[] = [];
  readonly #before: number[] = [];
  count = 0;

  /** Of one rank after the other. */
  enter(rank: number, isOne: boolean): void {
    this.#before[rank] = this.count;
    if (!isOne) return;
    this.#ranks[this.count] = rank;
    this.count += 1;
  }

  has(rank: number): boolean {
    const before = this.before(rank);
    return before < this.count && this.#ranks[before] === rank;
  }

  before(rank: number): number {
    return this.#before[rank] ?? 0;
  }

  after(count: number): number {
    return this.#ranks[count] ?? -1;
  }
}

/** The rank of the middle one of those that are open; undefined: none is. */
export const middleOf = (witnesses: Witnesses, { fewAreOpen, few }: Split): number | undefined => {
  let counted = 0;
  for (const rank of few) if (witnesses.has(rank)) counted += 1;
  const left = fewAreOpen ? counted : witnesses.count - counted;
  if (left === 0) return undefined;
  let middle = (left - 1) >> 1;
  for (const rank of few) {
    if (!witnesses.has(rank)) continue;
    if (fewAreOpen) {
      if (middle === 0) return rank;
      middle -= 1;
    } else {
      if (witnesses.before(rank) > middle) break;
      middle += 1;
    }
  }
  return witnesses.after(middle);
};
