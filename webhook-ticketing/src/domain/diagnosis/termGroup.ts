import { sayings } from './expectation/saying.ts';

/** Terms of which the same holds, in the order of their onsets. What is beyond the count is of an earlier filling. */
export class TermGroup {
  readonly slow: boolean;
  readonly freshFor: number;
  #since = new Float64Array(64);
  /** Sums of what those before each say. */
  ifBad = new Float64Array(65);
  ifLate = new Float64Array(65);
  ifGood = new Float64Array(65);
  count = 0;

  constructor(slow: boolean, freshFor: number) {
    this.slow = slow;
    this.freshFor = freshFor;
  }

  add(since: number, saying: number): void {
    const at = this.count;
    if (at === this.#since.length) this.#grow();
    this.#since[at] = since;
    this.ifBad[at + 1] = (this.ifBad[at] ?? 0) + (sayings.ifBad[saying] ?? 0);
    this.ifLate[at + 1] = (this.ifLate[at] ?? 0) + (sayings.ifLate[saying] ?? 0);
    this.ifGood[at + 1] = (this.ifGood[at] ?? 0) + (sayings.ifGood[saying] ?? 0);
    this.count = at + 1;
  }

  readonly sinceAt = (at: number): number => this.#since[at] ?? NaN;

  #grow(): void {
    const size = 2 * this.#since.length;
    this.#since = longer(this.#since, size);
    this.ifBad = longer(this.ifBad, size + 1);
    this.ifLate = longer(this.ifLate, size + 1);
    this.ifGood = longer(this.ifGood, size + 1);
  }
}

const longer = (column: Float64Array, size: number): Float64Array<ArrayBuffer> => {
  const grown = new Float64Array(size);
  grown.set(column);
  return grown;
};

/** What those from the one on say together that come before the other; by sums of what those before each say. */
export const between = (sums: Float64Array, from: number, to: number): number => (sums[to] ?? 0) - (sums[from] ?? 0);
