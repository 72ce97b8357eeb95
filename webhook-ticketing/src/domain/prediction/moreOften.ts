import { lastDays, type DailySeries } from './dailySeries.ts';
import { timeToLimit, type TimeToLimit } from './timeToLimit.ts';
import type { Line } from './trend.ts';

/** How often something happens lately, against how often it did before. */
export interface Frequency {
  /** Days of the last three weeks, and of eight weeks up to a fortnight before, on which it happened, of how many are known. */
  recent: { happened: number; days: number };
  before: { happened: number; days: number };
}

/** What the days on which something happened say: as of a drift. */
export type FrequencyOutlook =
  | { is: 'unknown' }
  | { is: 'steady' | 'unclear'; frequency: Frequency }
  | { is: 'drifting'; frequency: Frequency; reaches: TimeToLimit | null };

const recentDays = 21;
/** Left out, since what grows has begun to grow in them. */
const betweenDays = 14;
const beforeDays = 55;
const leastRecent = 15;
const leastBefore = 28;
/** Fewer days than this are too few for a journey, however rare it was before. */
const leastHappened = 5;
const leastRatio = 3;
const surely = 0.001;

/**
 * Whether something happens more often: the exact test of two Poisson rates, which is a binomial one on how the days share out
 * (Przyborowski and Wilenski). A day counts once, since restarts come in bursts. Where it grows at this rate it happens daily, which
 * is the limit, on the day that is told.
 */
export function moreOften(series: DailySeries, today: number): FrequencyOutlook {
  const known = lastDays(series, today, recentDays + betweenDays + beforeDays);
  const part = (days: typeof known): Frequency['recent'] => ({
    happened: days.filter(({ value }) => value >= 0.5).length,
    days: days.length,
  });
  const recent = part(known.filter(({ day }) => day > today - recentDays));
  const before = part(known.filter(({ day }) => day <= today - recentDays - betweenDays));
  if (recent.days < leastRecent || before.days < leastBefore) return { is: 'unknown' };
  const frequency = { recent, before };
  const all = recent.happened + before.happened;
  const chance = atLeast(recent.happened, all, recent.days / (recent.days + before.days));
  const ratio = recent.happened / recent.days / ((before.happened + 0.5) / before.days);
  if (chance < surely && recent.happened >= leastHappened && ratio >= leastRatio) {
    return { is: 'drifting', frequency, reaches: timeToLimit(growthOf(frequency), 0, true) };
  }
  return { is: ratio < 1.5 ? 'steady' : 'unclear', frequency };
}

/** Probability that of `all` at least so many fall into the share. */
function atLeast(count: number, all: number, share: number): number {
  let [term, sum] = [(1 - share) ** all, 0];
  for (let each = 0; each <= all; each += 1) {
    if (each >= count) sum += term;
    term *= (((all - each) / (each + 1)) * share) / (1 - share);
  }
  return sum;
}

/** The logarithm of the rate through the middles of the two periods; the variance of each is one over what was counted. */
function growthOf({ recent, before }: Frequency): Line {
  const at = (part: Frequency['recent']): { log: number; weight: number } => ({
    log: Math.log((part.happened + 0.5) / part.days),
    weight: part.happened + 0.5,
  });
  const [late, early] = [at(recent), at(before)];
  const [lateDay, earlyDay] = [-recentDays / 2, -recentDays - betweenDays - beforeDays / 2];
  const weight = late.weight + early.weight;
  const centre = (lateDay * late.weight + earlyDay * early.weight) / weight;
  return {
    centre,
    atCentre: (late.log * late.weight + early.log * early.weight) / weight,
    perDay: (late.log - early.log) / (lateDay - earlyDay),
    varianceAtCentre: 1 / weight,
    variancePerDay: 1 / (late.weight * (lateDay - centre) ** 2 + early.weight * (earlyDay - centre) ** 2),
    // The variance of a count is known from the count.
    degrees: 1000,
  };
}
