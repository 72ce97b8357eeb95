import { tQuantile } from './studentT.ts';
import { valueAt, type Line } from './trend.ts';

/** Days from the last measurement until the line is at the limit, as quantiles; `late` is null where it may never get there. */
export interface TimeToLimit {
  early: number;
  middle: number;
  late: number | null;
}

/** What lies further ahead is nothing that can be said. */
export const horizonDays = 3650;

/**
 * A forecast is made at the moment at which the drift looks worst for the first time, and of the weeks in which it looks straightest:
 * both make it look surer than it is. By so much; found on simulated drifts, and held to the dates that came true by the bench.
 */
const oversure = 1.7;

/**
 * When a line that is known only so well reaches the limit: the day at which, with a probability of 10, 50 and 90 %, the true line
 * has crossed it (Fieller's set). Null where it does not lead there within ten years, even by chance of one in ten or by its middle.
 */
export function timeToLimit(line: Line, limit: number, rises: boolean): TimeToLimit | null {
  const reached = (probability: number): number | null => {
    const t = oversure * tQuantile(probability, line.degrees);
    const beyond = (day: number): number => {
      const past = rises ? valueAt(line, day) - limit : limit - valueAt(line, day);
      return past - t * Math.sqrt(line.varianceAtCentre + line.variancePerDay * (day - line.centre) ** 2);
    };
    if (beyond(0) >= 0) return 0;
    if (beyond(horizonDays) < 0) return null;
    let [before, after] = [0, horizonDays];
    while (after - before > 0.1) {
      const between = (before + after) / 2;
      if (beyond(between) >= 0) after = between;
      else before = between;
    }
    return after;
  };
  const [early, middle] = [reached(0.1), reached(0.5)];
  return early === null || middle === null ? null : { early, middle, late: reached(0.9) };
}
