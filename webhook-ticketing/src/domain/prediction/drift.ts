import { lastDays, type DailySeries, type DailyValue } from './dailySeries.ts';
import { lastStep, type Step } from './lastStep.ts';
import { tQuantile } from './studentT.ts';
import { timeToLimit, type TimeToLimit } from './timeToLimit.ts';
import { trendOf, valueAt, type Trend } from './trend.ts';

/** How a measurement that wears is looked at. */
export interface Wear {
  rises: boolean;
  /** What the device or its service does not bear. */
  limit: number;
  /** So far back. */
  windowDays: number;
  /** Days with a value since the last change of state without which nothing is said. */
  leastDays: number;
  /** What it must have moved within the window; less is weather, temperature, chance. */
  leastDrift: number;
  /** A change of state is at least so high. */
  leastStep: number;
}

/**
 * What daily values say of wear: `unknown` too little; `steady` no drift, or away from the limit; `unclear` perhaps one; `drifting`
 * one beyond noise. `stepped` is the last change of state in the window.
 */
export type Outlook =
  | { is: 'unknown' }
  | { is: 'steady' | 'unclear'; trend: Trend; now: number; stepped: Step | null }
  | { is: 'drifting'; trend: Trend; now: number; stepped: Step | null; reaches: TimeToLimit | null };

/** Chance at which noise alone would look so: it is looked at every day of the year. */
const surely = 0.0001;
/** Below this it is steady again: lower than the other, so that a drift does not come and go from day to day. */
const hardly = 0.05;

/** Values older than this say nothing about now. */
const staleDays = 3;

export function outlookOf(series: DailySeries, today: number, wear: Wear): Outlook {
  const window = lastDays(series, today, wear.windowDays);
  const whole = trendOf(window);
  if (!whole) return { is: 'unknown' };
  const residuals = window.map(({ day, value }) => value - valueAt(whole, day - (window.at(-1)?.day ?? 0)));
  const stepped = lastStep(window, residuals, wear.leastStep);
  const since = stepped ? window.filter(({ day }) => day >= stepped.day) : window;
  const trend = stepped ? trendOf(since) : whole;
  const last = since.at(-1);
  if (!trend || !last || last.day < today - staleDays) return { is: 'unknown' };
  const now = valueAt(trend, 0);
  if (since.length < wear.leastDays) {
    // Too short for a drift, and long enough to see that what was done holds.
    return stepped ? { is: 'unclear', trend, now, stepped } : { is: 'unknown' };
  }
  const towards = wear.rises ? trend.perDay : -trend.perDay;
  const sure = towards / Math.sqrt(trend.variancePerDay);
  if (!(sure > tQuantile(1 - hardly, trend.degrees))) return { is: 'steady', trend, now, stepped };
  // Of a drift that began within the window the part since then is looked at; the line through all of it fits neither part.
  const recent = straightPart(since, trend, wear);
  if (!isDrift(recent, wear)) return { is: 'unclear', trend, now, stepped };
  const reaches = timeToLimit(recent, wear.limit, wear.rises);
  return { is: 'drifting', trend: recent, now: valueAt(recent, 0), stepped, reaches };
}

function isDrift(trend: Trend, { rises, leastDrift }: Wear): boolean {
  const towards = rises ? trend.perDay : -trend.perDay;
  const moved = towards * trend.span;
  const sure = towards / Math.sqrt(trend.variancePerDay);
  return sure > tQuantile(1 - surely, trend.degrees) && moved >= leastDrift && moved >= 2 * trend.noise;
}

/** A bend surer than this is believed: that the date comes too late harms, that it is told less surely does not. */
const bent = 1.5;
const week = 7;
/** Less than four weeks carry no date. */
const leastStraight = 28;

/** What is left when the weeks before the drift began, or was slower, are taken off. */
function straightPart(series: readonly DailyValue[], whole: Trend, wear: Wear): Trend {
  let trend = whole;
  let rest = series;
  while ((wear.rises ? trend.bend : -trend.bend) > bent && rest.length >= leastStraight + week) {
    rest = rest.slice(week);
    const next = trendOf(rest);
    if (!next) break;
    trend = next;
  }
  return trend;
}
