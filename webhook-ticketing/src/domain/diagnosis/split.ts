import type { Marks } from './marks.ts';
import type { Counts } from './onset.ts';

/** Which are still to be explained and which are not, by rank. */
export interface Split {
  open: Int32Array;
  closed: Int32Array;
}

/** Of the split that was asked for last. */
let memory: Split = { open: new Int32Array(0), closed: new Int32Array(0) };

/** Of what lies at these places. Holds until the next one is asked for: fresh memory costs more than what is done with it. */
export const splitOf = (places: readonly number[], counts: Counts): Split => {
  const count = places.length;
  if (memory.open.length < count) memory = { open: new Int32Array(2 * count), closed: new Int32Array(2 * count) };
  const opened = counts === null ? countUp(count, memory) : divide(places, counts, memory);
  return { open: memory.open.subarray(0, opened), closed: memory.closed.subarray(0, count - opened) };
};

/** Where all are open; how many are. */
const countUp = (count: number, { open }: Split): number => {
  for (let rank = 0; rank < count; rank += 1) open[rank] = rank;
  return count;
};

/** How many are open. */
const divide = (places: readonly number[], counts: Marks, { open, closed }: Split): number => {
  let [opened, shut] = [0, 0];
  for (let rank = 0; rank < places.length; rank += 1) {
    if (counts.has(places[rank] ?? -1)) open[opened++] = rank;
    else closed[shut++] = rank;
  }
  return opened;
};
