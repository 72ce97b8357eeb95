import { Lane } from '../probe/lane.ts';
import type { Ask } from './agent.ts';

/** Who waits for one agent: another group of the device's modules, and whoever asks it through /snmp. */
const queue = 16;
/** After so long without an answer, when a request is sent again at the latest, an agent has no time that another could take. */
const silentMs = 1000;

/**
 * One walk of an agent at a time, whoever asks: many agents by the road answer one request after the other, and two walks would each
 * take the other's time for loss. A walk that gets no answer goes on asking, but keeps nobody waiting: a dead device is found dead
 * by the quick look at it also while a long one lasts.
 */
export class AgentTurns {
  readonly #lanes = new Map<string, Lane>();

  /**
   * Walk when it is this one's turn, with the `ask` that is handed in; `deadline` in ms of `performance.now()`.
   * @throws OverCapacity when the turn does not come before
   */
  async run<T>(agent: string, deadline: number, ask: Ask, walk: (ask: Ask) => Promise<T>): Promise<T> {
    const lane = this.#lanes.get(agent) ?? new Lane({ concurrency: 1, queue });
    this.#lanes.set(agent, lane);
    try {
      const { walked } = await lane.run(Math.max(0, deadline - performance.now()), () => untilSilent(ask, walk));
      return await walked;
    } finally {
      if (lane.empty) this.#lanes.delete(agent);
    }
  }
}

/** Begin a walk; comes back when it has ended, or when nothing was answered for a while. */
async function untilSilent<T>(ask: Ask, walk: (ask: Ask) => Promise<T>): Promise<{ walked: Promise<T> }> {
  const turn = Promise.withResolvers<undefined>();
  const over = (): void => turn.resolve(undefined);
  const silence = setTimeout(over, silentMs);
  let walking = true;
  const walked = walk(async (request) => {
    const exchanged = await ask(request);
    if (walking) silence.refresh();
    return exchanged;
  }).finally(() => {
    walking = false;
    clearTimeout(silence);
  });
  walked.then(over, over);
  await turn.promise;
  return { walked };
}
