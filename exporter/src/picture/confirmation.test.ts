import { describe, expect, it } from '@jest/globals';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { confirmations, isConfirmed, remember, type SuspicionHistory } from './confirmation.ts';

/** The history of one fault after these visits, oldest first. */
const after = (...visits: (boolean | undefined)[]): SuspicionHistory =>
  visits.reduce<SuspicionHistory>(
    (history, suspected) => remember(history, (fault) => (fault === 'black' ? suspected : undefined)),
    {},
  );
const confirmed = ({ black }: SuspicionHistory): boolean => isConfirmed(black, confirmations.black);

describe('confirmation', () => {
  it('needs three of the last four visits for a hard fault', () => {
    expect(confirmed(after(true, true))).toBe(false);
    expect(confirmed(after(true, false, true, true))).toBe(true);
    expect(confirmed(after(true, true, true, false, false))).toBe(false);
  });
  it('neither counts nor forgets a visit that could not tell', () => {
    expect(confirmed(after(true, true, undefined, undefined, true))).toBe(true);
    expect(after(undefined)).toEqual({});
  });
  it('can be reached and be lost for every fault', () => {
    for (const fault of pictureFaultIds) {
      const { of, among } = confirmations[fault];
      expect(of).toBeGreaterThan(among / 3);
      expect(of).toBeLessThan(among);
    }
  });
});
