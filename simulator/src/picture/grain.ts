import type { Random } from '../city/random.ts';
import type { Picture } from './frame.ts';

const period = 2 ** 18;

/** The noise of a sensor: normally distributed, another part of one long table for every picture and plane. */
export class Grain {
  readonly #random: Random;
  readonly #table: Float32Array;

  constructor(random: Random) {
    this.#random = random;
    const even = (): number => (random.integer(2 ** 24) + 1) / 2 ** 24;
    this.#table = Float32Array.from(
      { length: period },
      () => Math.sqrt(-2 * Math.log(even())) * Math.cos(2 * Math.PI * even()),
    );
  }

  /** @param luma standard deviation in steps of the code; chroma has a third of it. */
  strew({ y, u, v }: Picture, luma: number): void {
    for (const [plane, strength] of [
      [y, luma],
      [u, luma / 3],
      [v, luma / 3],
    ] as const) {
      const from = this.#random.integer(period);
      for (let at = 0; at < plane.length; at++)
        plane[at] = (plane[at] ?? 0) + strength * (this.#table[(from + at) % period] ?? 0);
    }
  }
}
