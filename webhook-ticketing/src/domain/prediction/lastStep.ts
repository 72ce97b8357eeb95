import type { DailySeries } from './dailySeries.ts';
import { median, spread } from './median.ts';

/** A change of state: a fibre that was spliced anew, a battery or a camera that was replaced. */
export interface Step {
  /** The first day of the new state. */
  day: number;
  /** By how much the value changed. */
  height: number;
}

const shoulder = 7;
/** So many days have to bear out the new state. */
export const daysAfterStep = 3;

/**
 * The last step in daily values from which the line has been taken (`residuals`): a slow drift is none, and neither is a single bad
 * day. It is at least `least` high and stands six times above what neighbouring days differ by.
 */
export function lastStep(series: DailySeries, residuals: readonly number[], least: number): Step | null {
  const changes = residuals.slice(1).map((value, index) => value - (residuals[index] ?? 0));
  if (changes.length < 2 * daysAfterStep) return null;
  const threshold = Math.max(least, (6 * spread(changes)) / Math.SQRT2);
  const heights = residuals.map((_value, index) =>
    index < daysAfterStep || index > residuals.length - daysAfterStep
      ? 0
      : median(residuals.slice(index, index + shoulder)) -
        median(residuals.slice(Math.max(0, index - shoulder), index)),
  );
  for (let index = residuals.length - daysAfterStep; index >= daysAfterStep; index -= 1) {
    if (Math.abs(heights[index] ?? 0) < threshold) continue;
    // The days around a step see part of it: it is where they see most, and of those where the day itself changed most.
    const top = Math.max(...heights.slice(Math.max(0, index - shoulder), index + 1).map(Math.abs));
    let found = index;
    for (let at = index; at > Math.max(0, index - shoulder); at -= 1) {
      const isTop = Math.abs(heights[at] ?? 0) >= 0.9 * top;
      if (isTop && Math.abs(changes[at - 1] ?? 0) > Math.abs(changes[found - 1] ?? 0)) found = at;
    }
    return { day: series[found]?.day ?? 0, height: heights[found] ?? 0 };
  }
  return null;
}
