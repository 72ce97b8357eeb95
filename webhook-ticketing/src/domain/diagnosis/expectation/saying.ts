import { fixed } from '../fixedPoint.ts';
import type { Trust } from '../parameters.ts';

/** What an observation says for a hypothesis by which it is bad with some probability: natural logarithms, fixed. */
export interface Saying {
  /** Of a bad one, how much likelier it is than a false alarm; and of one that is later than its like. */
  readonly ifBad: number;
  readonly ifLate: number;
  /** Of a good one, how much less likely than if all is well; and the same before the logarithm. */
  readonly ifGood: number;
  readonly goodRatio: number;
  /** A last known reading of what is silent by now: it was taken before, so its age excuses nothing. */
  readonly lastKnown: boolean;
}

const known = { now: new Map<Trust, Map<number, Saying>>(), lastKnown: new Map<Trust, Map<number, Saying>>() };

/** What an observation that can be trusted so far says where it is bad with this probability. There are a few hundred in all. */
export const sayingOf = (trust: Trust, bad: number, lastKnown: boolean): Saying => {
  const byTrust = lastKnown ? known.lastKnown : known.now;
  let byBad = byTrust.get(trust);
  if (byBad === undefined) {
    byBad = new Map();
    byTrust.set(trust, byBad);
  }
  let saying = byBad.get(bad);
  if (saying === undefined) {
    const { falseAlarm, missed } = trust;
    const ifBad = Math.log(bad / falseAlarm);
    const goodRatio = Math.max(1 - bad, missed) / (1 - falseAlarm);
    saying = {
      ifBad: fixed(ifBad),
      ifLate: fixed(ifBad / 2),
      ifGood: fixed(Math.log(goodRatio)),
      goodRatio,
      lastKnown,
    };
    byBad.set(bad, saying);
  }
  return saying;
};
