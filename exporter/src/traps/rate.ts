/** A bounded number of events a second, with a reserve for bursts. */
export class Rate {
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #now: () => number;
  #left: number;
  #since: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(perSecond: number, burst: number, now: () => number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#now = now;
    this.#left = burst;
    this.#since = now();
  }

  /** Whether one more may happen now. */
  take(): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#burst, this.#left + ((now - this.#since) / 1000) * this.#perSecond);
    this.#since = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

/** Rates of many sources, of which a bounded number is remembered: the one that began longest ago is forgotten first. */
export class Rates {
  readonly #make: () => Rate;
  readonly #rates = new Map<string, Rate>();

  constructor(perSecond: number, burst: number, now: () => number) {
    this.#make = () => new Rate(perSecond, burst, now);
  }

  take(source: string): boolean {
    let rate = this.#rates.get(source);
    if (!rate) {
      if (this.#rates.size >= maxSources) this.#rates.delete(this.#rates.keys().next().value ?? '');
      rate = this.#make();
      this.#rates.set(source, rate);
    }
    return rate.take();
  }
}

const maxSources = 20_000;
