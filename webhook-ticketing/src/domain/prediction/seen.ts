import type { Outlook, Wear } from './drift.ts';
import type { Sight } from './sight.ts';

/** What the outlook on a drift says, for the sight of it. A drift that never gets to the limit is no fault to come. */
export function verdictOf(outlook: Outlook): Pick<Sight, 'verdict' | 'reaches'> {
  if (outlook.is !== 'drifting') return { verdict: outlook.is, reaches: null };
  return outlook.reaches === null
    ? { verdict: 'unclear', reaches: null }
    : { verdict: 'foreseen', reaches: outlook.reaches };
}

/** The day of a step away from the limit. */
export function betterSince(outlook: Outlook, { rises }: Pick<Wear, 'rises'>): number | null {
  if (outlook.is === 'unknown' || outlook.stepped === null) return null;
  return outlook.stepped.height > 0 === rises ? null : outlook.stepped.day;
}
