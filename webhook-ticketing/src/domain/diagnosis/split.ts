import { Marks } from './marks.ts';
import type { Counts } from './onset.ts';

/** Which of what lies at some places are still to be explained. */
export interface Split {
  open: Marks;
  /** Whether these are fewer than the others; and the fewer, by rank, in order. */
  fewAreOpen: boolean;
  few: readonly number[];
}

/** Of what lies at `all`; by place, `ranks` has where it stands among these. */
export const splitOf = (all: Marks, ranks: Int32Array, counts: Counts): Split => {
  if (counts === null) return { open: all, fewAreOpen: false, few: [] };
  const open = all.both(counts);
  const fewAreOpen = 2 * open.count < all.count;
  const few = new Marks(all.count);
  for (const place of (fewAreOpen ? open : all.without(counts)).places()) few.set(ranks[place] ?? -1);
  return { open, fewAreOpen, few: few.places() };
};
