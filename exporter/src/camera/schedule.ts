import { createHash } from 'node:crypto';

/** When each camera is due: once in each period, at a moment of its own, so that they are not all due at once. */
export class Schedule {
  readonly #periodMs: number;
  readonly #begun: number;
  /** The last period that each camera was judged in, and the offset of its periods. */
  readonly #cameras = new Map<string, { last: number; offsetMs: number }>();

  /** @param now ms since 1970 */
  constructor(periodMs: number, now: number) {
    this.#periodMs = periodMs;
    this.#begun = now;
  }

  isDue(camera: string, now: number): boolean {
    const { last, offsetMs } = this.#of(camera);
    return this.#period(now, offsetMs) > last;
  }

  /** It was seen to: it is due in the next period. */
  done(camera: string, now: number): void {
    const known = this.#of(camera);
    known.last = this.#period(now, known.offsetMs);
  }

  keepOnly(cameras: { has: (camera: string) => boolean }): void {
    for (const camera of this.#cameras.keys()) if (!cameras.has(camera)) this.#cameras.delete(camera);
  }

  #of(camera: string): { last: number; offsetMs: number } {
    const known = this.#cameras.get(camera);
    if (known) return known;
    const hash = createHash('sha256').update(camera).digest().readUInt32BE();
    const offsetMs = Math.floor((hash / 2 ** 32) * this.#periodMs);
    // What ran out before the start was not missed: else all would be due at once.
    const fresh = { offsetMs, last: this.#period(this.#begun, offsetMs) };
    this.#cameras.set(camera, fresh);
    return fresh;
  }

  #period(now: number, offsetMs: number): number {
    return Math.floor((now + offsetMs) / this.#periodMs);
  }
}
