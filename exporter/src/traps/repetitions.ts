import { createHash } from 'node:crypto';

const rememberedMs = 120_000;
const maxRemembered = 20_000;

/** Knows the notifications that came a moment ago: informs are sent again until they are answered, and networks double datagrams. */
export class Repetitions {
  readonly #now: () => number;
  readonly #seen = new Map<string, number>();

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Whether the same came from the device before. The contents hold request id and uptime, so that what is told anew, as
   * a UPS on battery does each minute, is none.
   */
  isRepeated(device: string, contents: Uint8Array): boolean {
    const now = this.#now();
    for (const [key, at] of this.#seen) {
      if (now - at <= rememberedMs && this.#seen.size < maxRemembered) break;
      this.#seen.delete(key);
    }
    const key = createHash('sha256').update(`${device} `).update(contents).digest('base64');
    if (this.#seen.has(key)) return true;
    this.#seen.set(key, now);
    return false;
  }
}
