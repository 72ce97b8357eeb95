/** The exporter itself cannot take the probe: the scrape fails with 503, the device is not judged. */
export class OverCapacity extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OverCapacity';
  }
}

/** A bounded number of probes at once, and a bounded number that wait for a place, first come first served. */
export class Lane {
  readonly #concurrency: number;
  readonly #queue: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;

  constructor({ concurrency, queue }: { concurrency: number; queue: number }) {
    this.#concurrency = concurrency;
    this.#queue = queue;
  }

  /** Nobody is in it, nobody waits. */
  get empty(): boolean {
    return this.#running === 0;
  }

  /** Do the work when there is a place. @throws OverCapacity when too many wait, or none became free within `patienceMs` */
  async run<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#concurrency) await this.#place(patienceMs);
    else this.#running++;
    try {
      return await work();
    } finally {
      // The place goes to the next in the line, which counts as running already.
      const [next] = this.#waiting;
      if (next) next();
      else this.#running--;
    }
  }

  #place(patienceMs: number): Promise<void> {
    if (this.#waiting.size >= this.#queue) {
      const message = `${this.#running} probes are running and ${this.#waiting.size} are waiting, as many as are allowed`;
      return Promise.reject(new OverCapacity(message));
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(enter);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new OverCapacity(`no place became free within ${(patienceMs / 1000).toFixed(1)} s`));
      }, patienceMs);
      this.#waiting.add(enter);
    });
  }
}
