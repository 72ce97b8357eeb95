import { lastDays, type DailySeries } from './dailySeries.ts';

/** What a device says of a part of itself, as the share of each day for which it said that it is not well. */
export type StateOutlook =
  { is: 'unknown' } | { is: 'steady' | 'unclear' } | { is: 'ailing'; days: number; of: number };

const windowDays = 14;
const leastDays = 3;
const wellAgainDays = 7;

/**
 * A part that ails on several days of a fortnight fails soon, though each time it recovers before an alarm. Steady again after a
 * week without.
 */
export function ailingOf(series: DailySeries, today: number): StateOutlook {
  const known = lastDays(series, today, windowDays);
  if (known.length < leastDays || (known.at(-1)?.day ?? 0) < today - leastDays) return { is: 'unknown' };
  const bad = known.filter(({ value }) => value > 0);
  if (bad.length >= leastDays) return { is: 'ailing', days: bad.length, of: known.length };
  return { is: bad.some(({ day }) => day > today - wellAgainDays) ? 'unclear' : 'steady' };
}
