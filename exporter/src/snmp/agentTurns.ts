import { Lane } from '../probe/lane.ts';
import type { Ask } from './ask.ts';

/** Who waits for one agent: another group of the device's modules, and whoever asks it through /snmp. */
const queue = 16;
/** After so long without an answer, when a request is sent again at the latest, an agent has no time that another could take. */
const silentMs = 1000;
/** How often who waits looks whether the agent is silent. Who need not wait has no timer at all. */
const lookMs = 100;

/** The walk of an agent whose turn it is. */
interface Walking {
  /** When the agent answered last, or the walk began; ms of `performance.now()`. */
  heardAt: number;
  /** Let the next one begin. */
  passOn: () => void;
}

/**
 * One walk of an agent at a time, whoever asks: many agents by the road answer one request after the other, and two walks would each
 * take the other's time for loss. A walk that gets no answer goes on asking, but keeps nobody waiting: a dead device is found dead
 * by the quick look at it also while a long one lasts.
 */
export class AgentTurns {
  readonly #lanes = new Map<string, Lane>();
  readonly #walking = new Map<string, Walking>();

  /**
   * Walk when it is this one's turn, with the `ask` that is handed in; `deadline` in ms of `performance.now()`.
   * @throws OverCapacity when the turn does not come before
   */
  async run<T>(agent: string, deadline: number, ask: Ask, walk: (ask: Ask) => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(agent) ?? new Lane({ concurrency: 1, queue });
    this.#lanes.set(agent, lane);
    const looking = lane.empty ? undefined : setInterval(() => this.#passOnWhereSilent(agent), lookMs);
    try {
      const { walked } = await lane.run(Math.max(0, deadline - performance.now()), () => {
        clearInterval(looking);
        return this.#begin(agent, ask, walk);
      });
      return await walked;
    } finally {
      clearInterval(looking);
      // One whose turn was passed on may end when others have a new lane.
      if (lane.empty && this.#lanes.get(agent) === lane) {
        this.#lanes.delete(agent);
        this.#walking.delete(agent);
      }
    }
  }

  /** Comes back when the walk has ended, or the turn was passed on. */
  async #begin<T>(agent: string, ask: Ask, walk: (ask: Ask) => Promise<T>): Promise<{ walked: Promise<T> }> {
    const turn = Promise.withResolvers<undefined>();
    const walking = { heardAt: performance.now(), passOn: () => turn.resolve(undefined) };
    this.#walking.set(agent, walking);
    const walked = walk(async (request) => {
      const exchanged = await ask(request);
      walking.heardAt = performance.now();
      return exchanged;
    });
    walked.then(walking.passOn, walking.passOn);
    await turn.promise;
    return { walked };
  }

  #passOnWhereSilent(agent: string): void {
    const walking = this.#walking.get(agent);
    if (walking && performance.now() - walking.heardAt >= silentMs) walking.passOn();
  }
}
