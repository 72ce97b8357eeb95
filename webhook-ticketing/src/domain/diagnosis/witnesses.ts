import type { Split } from './split.ts';

/** Ranks of those that may date the cause. What is beyond the count is of an earlier filling. */
export class Witnesses {
  readonly ranks: number[] = [];
  /** By rank, how many come before. */
  readonly before: number[] = [];
  count = 0;

  enter(rank: number, isOne: boolean): void {
    this.before[rank] = this.count;
    if (!isOne) return;
    this.ranks[this.count] = rank;
    this.count += 1;
  }

  has(rank: number): boolean {
    const at = this.before[rank] ?? 0;
    return at < this.count && this.ranks[at] === rank;
  }
}

/** The rank of the middle one of those that are open; undefined: none is. */
export const middleOf = (witnesses: Witnesses, { open, closed }: Split): number | undefined => {
  const fewAreOpen = open.length < closed.length;
  let few = 0;
  for (const rank of fewAreOpen ? open : closed) if (witnesses.has(rank)) few += 1;
  const left = fewAreOpen ? few : witnesses.count - few;
  if (left === 0) return undefined;
  let middle = (left - 1) >> 1;
  if (fewAreOpen) {
    for (const rank of open) {
      if (!witnesses.has(rank)) continue;
      if (middle === 0) return rank;
      middle -= 1;
    }
    return undefined;
  }
  for (const rank of closed) {
    if (!witnesses.has(rank)) continue;
    if ((witnesses.before[rank] ?? 0) > middle) break;
    middle += 1;
  }
  return witnesses.ranks[middle];
};
