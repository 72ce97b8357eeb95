import { z } from 'zod';

/** How an agent behaves towards who asks it; good manners are none of these. */
export const manners = z.strictObject({
  /** From the question to the answer, milliseconds. */
  delayMs: z.int().min(0).max(60_000).default(0),
  /** Share of the questions that get no answer. */
  lossRatio: z.number().min(0).max(1).default(0),
  /** What the clock of its SNMPv3 engine is ahead, seconds. */
  clockSkewSeconds: z
    .int()
    .min(-(2 ** 31))
    .max(2 ** 31 - 1)
    .default(0),
  /** Interfaces that it has beyond those of the inventory. */
  furtherPorts: z.int().min(0).max(100_000).default(0),
});
export type Manners = z.infer<typeof manners>;

const good: Manners = manners.parse({});

/** The manners of all agents. */
export class MannersBook {
  readonly #ill = new Map<string, Manners>();

  of(id: string): Manners {
    return this.#ill.get(id) ?? good;
  }

  set(id: string, given: Manners): void {
    this.#ill.set(id, given);
  }

  /** False where the agent behaves well. */
  mend(id: string): boolean {
    return this.#ill.delete(id);
  }

  ill(): ReadonlyMap<string, Manners> {
    return this.#ill;
  }
}
