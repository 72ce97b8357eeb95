/** A stretch of time in milliseconds since the epoch, [from, to); an open one has no end yet. */
export interface Interval {
  from: number;
  to: number | null;
}

/** Sorted and without overlaps, so that time that stands still for two reasons stands still once. */
function merged(intervals: readonly Interval[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  const sorted = intervals
    .map(({ from, to }) => ({ from, to: to ?? Infinity }))
    .sort((one, other) => one.from - other.from);
  for (const { from, to } of sorted) {
    const last = result.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) result.push({ from, to });
  }
  return result;
}

/** Milliseconds of [from, to) that lie in the intervals. */
export function overlapOf(intervals: readonly Interval[], from: number, to: number): number {
  return merged(intervals).reduce((sum, one) => sum + Math.max(0, Math.min(to, one.to) - Math.max(from, one.from)), 0);
}

/** The moment at which so many milliseconds have passed since `start` outside the intervals; null while an open one is in the way. */
export function reach(intervals: readonly Interval[], start: number, milliseconds: number): number | null {
  let end = start + milliseconds;
  for (const { from, to } of merged(intervals)) {
    if (from >= end) break;
    if (to > start) end += to - Math.max(from, start);
  }
  return Number.isFinite(end) ? end : null;
}
