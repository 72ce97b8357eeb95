import { Lane } from '../probe/lane.ts';

/** Who waits for one agent: another group of the device's modules, and whoever asks it through /snmp. */
const queue = 16;

/**
 * One walk of an agent at a time, whoever asks: many agents by the road answer one request after the other, and two walks would each
 * take the other's time for loss.
 */
export class AgentTurns {
  readonly #lanes = new Map<string, Lane>();

  /** Walk when it is this one's turn; `deadline` in ms of `performance.now()`. @throws OverCapacity when it does not come before */
  async run<T>(agent: string, deadline: number, walk: () => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(agent) ?? new Lane({ concurrency: 1, queue });
    this.#lanes.set(agent, lane);
    try {
      return await lane.run(Math.max(0, deadline - performance.now()), walk);
    } finally {
      if (lane.empty) this.#lanes.delete(agent);
    }
  }
}
