import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Segment } from '../physics/unfold.ts';
import { read, type Measured } from './measured.ts';

/** From `from` to the next stretch a measurement says the same; null: it cannot be had. */
export interface Stretch {
  from: number;
  value: boolean | null;
  /** What was found in a bad picture. */
  fault?: PictureFault;
}

/** What a measurement would say at each moment. */
export function timelineOf(measured: Measured, segments: readonly Segment[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, state } of segments) {
    const value = read(measured, state);
    const last = stretches[stretches.length - 1];
    if (last?.value === value) continue;
    const fault = value === false ? state.mark(measured.element, measured.observable)?.fault : undefined;
    stretches.push({ from, value, ...(fault !== undefined && { fault }) });
  }
  return stretches;
}

/** Half an hour missing is more than the 2 % of a day that a recording may lack. */
const missedTooMuch = 1800;

/** A recording that has not run for long is not complete either. */
export function incompleteAfter(complete: readonly Stretch[], runs: readonly Stretch[]): Stretch[] {
  const gap = runs.find(({ from, value }, index) => {
    const next = runs.slice(index + 1).find((later) => later.value === true);
    return value === false && (next?.from ?? Infinity) - from > missedTooMuch;
  });
  if (gap === undefined) return [...complete];
  const since = gap.from + missedTooMuch;
  return [...complete.filter(({ from }) => from < since), { from: since, value: false }];
}
