import { OverCapacity } from '../probe/lane.ts';

/** Where a camera's packets pass on their way, and how much of them that place bears for the sake of being watched. */
export interface StreamUplink {
  id: string;
  /** Undefined: as configured for all. */
  kilobitsPerSecond: number | undefined;
}

interface Waiting {
  uplinks: readonly StreamUplink[];
  kilobitsPerSecond: number;
  enter: () => void;
}

const maxWaiting = 1000;

/**
 * Keeps the sessions behind one uplink within its budget: a session that would exceed it waits until others have ended. First come,
 * first served: nobody overtakes one that waits for the same uplink. A stream that is larger than the budget is watched alone.
 */
export class UplinkBudget {
  readonly #usual: number;
  readonly #spent = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();

  /** `kilobitsPerSecond` of an uplink that has no budget of its own. */
  constructor(kilobitsPerSecond: number) {
    this.#usual = kilobitsPerSecond;
  }

  /** @throws OverCapacity when too many wait, or there was no room within `patienceMs` */
  async run<T>(
    uplinks: readonly StreamUplink[],
    kilobitsPerSecond: number,
    patienceMs: number,
    work: () => Promise<T>,
  ): Promise<T> {
    const mine = { uplinks, kilobitsPerSecond };
    if (this.#hasRoom(mine, this.#claimed())) this.#spend(mine, 1);
    else await this.#room(mine, patienceMs);
    try {
      return await work();
    } finally {
      this.#spend(mine, -1);
      this.#admit();
    }
  }

  #room(mine: Omit<Waiting, 'enter'>, patienceMs: number): Promise<void> {
    if (this.#waiting.size >= maxWaiting)
      return Promise.reject(new OverCapacity(`${maxWaiting} sessions wait for room on their uplinks`));
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        ...mine,
        enter: () => (clearTimeout(timer), this.#waiting.delete(waiting), resolve()),
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        const names = mine.uplinks.map(({ id }) => id).join(', ');
        reject(new OverCapacity(`no room on the uplink (${names}) within ${(patienceMs / 1000).toFixed(1)} s`));
        // Whom it held up may have room.
        this.#admit();
      }, patienceMs);
      this.#waiting.add(waiting);
    });
  }

  #admit(): void {
    const claimed = new Set<string>();
    for (const waiting of this.#waiting) {
      if (this.#hasRoom(waiting, claimed)) {
        this.#spend(waiting, 1);
        waiting.enter();
      } else for (const { id } of waiting.uplinks) claimed.add(id);
    }
  }

  /** The uplinks for which somebody waits already. */
  #claimed(): Set<string> {
    return new Set([...this.#waiting].flatMap(({ uplinks }) => uplinks.map(({ id }) => id)));
  }

  #hasRoom({ uplinks, kilobitsPerSecond }: Omit<Waiting, 'enter'>, claimed: ReadonlySet<string>): boolean {
    return uplinks.every(({ id, kilobitsPerSecond: budget = this.#usual }) => {
      const spent = this.#spent.get(id) ?? 0;
      return !claimed.has(id) && (spent === 0 || spent + kilobitsPerSecond <= budget);
    });
  }

  #spend({ uplinks, kilobitsPerSecond }: Omit<Waiting, 'enter'>, sign: 1 | -1): void {
    for (const { id } of uplinks) {
      const spent = (this.#spent.get(id) ?? 0) + sign * kilobitsPerSecond;
      // Rates are whole numbers, so that nothing is left when the last one goes.
      if (spent === 0) this.#spent.delete(id);
      else this.#spent.set(id, spent);
    }
  }
}
