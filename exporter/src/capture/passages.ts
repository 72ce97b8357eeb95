import type { CaptureReport } from '@roundsman/contract/captureReport.ts';
import { baselineWeeks } from './baseline.ts';
import { hourMs, hourOf } from './localHours.ts';

/** The hour that is being counted from a total. */
export interface Counting {
  hour: number;
  /** Whether it is counted since its beginning. */
  whole: boolean;
  passages: number;
  total: number;
}

/** What is remembered of one camera. Hours are named by their beginning, in ms since 1970. */
export interface Passages {
  /** Of hours that are over, and were counted whole. */
  hours: Map<number, number>;
  /** When the last passage was. */
  last: number | undefined;
  counting: Counting | undefined;
}

export const noPassages = (): Passages => ({ hours: new Map(), last: undefined, counting: undefined });

/** How far from the turn of an hour a total may be read, to count for it: a few scrapes. */
const turnMs = 300_000;
const keptMs = (baselineWeeks * 7 + 1) * 24 * hourMs;

/** Takes in a report that came `now`. What it says of the hour that is not over, of the future or of long ago is left out. */
export function enter(known: Passages, report: CaptureReport, now: number, timezone: string): void {
  if (report.last !== undefined && report.last <= now) known.last = Math.max(report.last, known.last ?? 0);
  if ('hours' in report) {
    // Nearly all of a report is known from the last one; only what is not is looked up in the calendar.
    for (const [hour, passages] of report.hours) {
      if (known.hours.get(hour) === passages) continue;
      if (hour + hourMs <= now && hourOf(hour, timezone) === hour) known.hours.set(hour, passages);
    }
  } else count(known, report.total, now, timezone);
  for (const hour of known.hours.keys()) if (hour < now - keptMs) known.hours.delete(hour);
}

/** A total that fell began anew, as counters do. */
function count(known: Passages, total: number, now: number, timezone: string): void {
  const { counting } = known;
  const hour = hourOf(now, timezone);
  const timely = now - hour <= turnMs;
  const more = counting ? (total >= counting.total ? total - counting.total : total) : 0;
  if (more > 0) known.last = now;
  if (counting?.hour === hour) {
    known.counting = { ...counting, passages: counting.passages + more, total };
    return;
  }
  if (counting?.whole && timely && counting.hour + hourMs === hour)
    known.hours.set(counting.hour, counting.passages + more);
  known.counting = { hour, whole: timely, passages: 0, total };
}
