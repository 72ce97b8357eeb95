import { sayings } from './expectation/saying.ts';

/** Terms of which the same holds, in the order of their onsets. What is beyond the count is of an earlier filling. */
export class TermGroup {
  readonly slow: boolean;
  readonly freshFor: number;
  readonly #since: number[] = [];
  /** Sums of what those before each say. */
  readonly ifBad = [0];
  readonly ifLate = [0];
  readonly ifGood = [0];
  count = 0;

  constructor(slow: boolean, freshFor: number) {
    this.slow = slow;
    this.freshFor = freshFor;
  }

  add(since: number, saying: number): void {
    const at = this.count;
    this.#since[at] = since;
    this.ifBad[at + 1] = (this.ifBad[at] ?? 0) + (sayings.ifBad[saying] ?? 0);
    this.ifLate[at + 1] = (this.ifLate[at] ?? 0) + (sayings.ifLate[saying] ?? 0);
    this.ifGood[at + 1] = (this.ifGood[at] ?? 0) + (sayings.ifGood[saying] ?? 0);
    this.count = at + 1;
  }

  readonly sinceAt = (at: number): number => this.#since[at] ?? NaN;
}

/** What those from the one on say together that come before the other; by sums of what those before each say. */
export const between = (sums: readonly number[], from: number, to: number): number =>
  (sums[to] ?? 0) - (sums[from] ?? 0);
