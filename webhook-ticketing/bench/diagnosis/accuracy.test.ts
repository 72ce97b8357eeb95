import { describe, expect, jest, test } from '@jest/globals';
import { fare } from './fare.ts';
import { sharesOf } from './tally.ts';

jest.setTimeout(120_000);

/** As of the published figures. */
const reported = { carrierData: true, shapes: ['ringed', 'dense'], firstSeed: 5_000_001 };
/** Of every condition. */
const allowed = { confident_wrong: 0.01, split: 0.05, merged: 0.05 };

describe('on scenarios that know nothing of it, the diagnosis is as right as it is asked to be:', () => {
  test.each([
    ['complete', 656, { top1: 0.97, top3: 0.995, party: 0.97 }],
    ['heavy', 164, { top1: 0.8 }],
  ])('%s', async (condition, scenarios, wanted) => {
    const { judgements } = await fare({ ...reported, condition, scenarios });
    const shares = sharesOf(judgements);
    expect(judgements.length).toBeGreaterThan(0.9 * scenarios);
    const tooFew = Object.entries(wanted).filter(([name, least]) => !((shares[name] ?? 0) >= least));
    const tooMany = Object.entries(allowed).filter(([name, most]) => !((shares[name] ?? 1) <= most));
    expect({ shares, tooFew, tooMany }).toEqual({ shares, tooFew: [], tooMany: [] });
  });
});
