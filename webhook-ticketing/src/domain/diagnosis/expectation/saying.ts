import { fixed } from '../fixedPoint.ts';
import type { Trust } from '../parameters.ts';

/**
 * What observations say for a hypothesis by which they are bad with some probability: natural logarithms, fixed; in columns by the
 * number of the saying, for it is asked of tens of thousands of observations at a time.
 */
class Sayings {
  /** Of a bad one, how much likelier it is than a false alarm; and of one that is later than its like. */
  ifBad = new Float64Array(256);
  ifLate = new Float64Array(256);
  /** Of a good one, how much less likely than if all is well; and the same before the logarithm. */
  ifGood = new Float64Array(256);
  goodRatio = new Float64Array(256);
  /** 1 of a last known reading of what is silent by now: it was taken before, so its age excuses nothing. */
  lastKnown = new Uint8Array(256);
  #count = 0;
  readonly #now = new Map<Trust, Map<number, number>>();
  readonly #lastKnown = new Map<Trust, Map<number, number>>();

  /** The number of what an observation that can be trusted so far says where it is bad with this probability. There are a few hundred. */
  numberOf(trust: Trust, bad: number, lastKnown: boolean): number {
    const byTrust = lastKnown ? this.#lastKnown : this.#now;
    let byBad = byTrust.get(trust);
    if (byBad === undefined) {
      byBad = new Map();
      byTrust.set(trust, byBad);
    }
    let number = byBad.get(bad);
    if (number === undefined) {
      number = this.#enter(trust, bad, lastKnown);
      byBad.set(bad, number);
    }
    return number;
  }

  #enter({ falseAlarm, missed }: Trust, bad: number, lastKnown: boolean): number {
    const number = this.#count;
    if (number === this.ifBad.length) this.#grow();
    const ifBad = Math.log(bad / falseAlarm);
    const goodRatio = Math.max(1 - bad, missed) / (1 - falseAlarm);
    this.ifBad[number] = fixed(ifBad);
    this.ifLate[number] = fixed(ifBad / 2);
    this.ifGood[number] = fixed(Math.log(goodRatio));
    this.goodRatio[number] = goodRatio;
    this.lastKnown[number] = Number(lastKnown);
    this.#count += 1;
    return number;
  }

  #grow(): void {
    const longer = (column: Float64Array): Float64Array<ArrayBuffer> => {
      const twice = new Float64Array(2 * column.length);
      twice.set(column);
      return twice;
    };
    this.ifBad = longer(this.ifBad);
    this.ifLate = longer(this.ifLate);
    this.ifGood = longer(this.ifGood);
    this.goodRatio = longer(this.goodRatio);
    const lastKnown = new Uint8Array(2 * this.lastKnown.length);
    lastKnown.set(this.lastKnown);
    this.lastKnown = lastKnown;
  }
}

export const sayings = new Sayings();

/** At least this much (natural logarithm) must an observation speak for a cause to be taken as explained by it. */
export const explains = 1;
