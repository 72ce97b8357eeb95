import { z } from 'zod';

export const rtspPhases = ['OPTIONS', 'DESCRIBE', 'SETUP', 'PLAY', 'TEARDOWN'] as const;

/** How an agent behaves towards who asks it; good manners are none of these. */
export const manners = z.strictObject({
  /** From the question to the answer, milliseconds. */
  delayMs: z.int().min(0).max(60_000).default(0),
  /** Share of the questions that get no answer; of a camera, of its packets that get lost. */
  lossRatio: z.number().min(0).max(1).default(0),
  /** A camera: each of its packets comes so many milliseconds late at most, in their order. */
  jitterMs: z.int().min(0).max(10_000).default(0),
  /** A camera: share of its packets that change places with the next one, and of those that are rubbish. */
  reorderRatio: z.number().min(0).max(1).default(0),
  garbageRatio: z.number().min(0).max(1).default(0),
  /** A camera: the RTSP request at which it falls silent, or hangs up. */
  hangAt: z.enum(rtspPhases).optional(),
  closeAt: z.enum(rtspPhases).optional(),
  /** A camera: octets of rubbish in the description of its stream. */
  descriptionOctets: z.int().min(0).max(20_000_000).default(0),
  /** A camera: sessions that it allows at once, beside what its model does. */
  maxSessions: z.int().min(0).max(64).optional(),
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
