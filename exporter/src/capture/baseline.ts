import { hourWeeksBefore } from './localHours.ts';

export const baselineWeeks = 8;

/** What an hour should have had, and on how many earlier weeks that stands. */
export interface Baseline {
  /** Undefined where no week is known. */
  expected: number | undefined;
  weeks: number;
}

/** The median of the same hour of earlier weeks: a holiday or a week out of order among them changes little. */
export function baselineOf(hour: number, passages: ReadonlyMap<number, number>, timezone: string): Baseline {
  const earlier = Array.from({ length: baselineWeeks }, (_, at) => hourWeeksBefore(hour, at + 1, timezone));
  const known = earlier
    .flatMap((before) => (before === undefined ? [] : (passages.get(before) ?? [])))
    .sort((a, b) => a - b);
  const [low, high] = [known[(known.length - 1) >> 1], known[known.length >> 1]];
  return { expected: low === undefined || high === undefined ? undefined : (low + high) / 2, weeks: known.length };
}
