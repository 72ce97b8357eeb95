import type { Logger } from 'pino';

export interface Worker {
  /** There is something to do: look now instead of at the next interval. */
  wake(): void;
  /** Ends after the round that is under way, which is told to come to its end. */
  stop(): Promise<void>;
}

export interface Work {
  name: string;
  /** One round. Answers in how many milliseconds it wants the next one, where that is sooner than `everyMs`. */
  round: (stop: AbortSignal) => Promise<number | undefined>;
  everyMs: number;
  logger: Logger;
}

const firstBackOffMs = 500;
const longestBackOffMs = 15_000;

/**
 * Does rounds until it is stopped, never two at once. A round that fails is logged and tried again, later each time: what a
 * worker does is written so that it can be repeated, and the database may be away for a while.
 */
export function startWorker({ name, round, everyMs, logger }: Work): Worker {
  const stopping = new AbortController();
  const { signal } = stopping;
  let woken = false;
  let rouse: () => void = () => undefined;
  let failures = 0;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      rouse = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const attempt = async (): Promise<number> => {
    try {
      const next = await round(signal);
      if (failures > 0) logger.info({ duty: name, failures }, 'works again');
      failures = 0;
      return Math.min(next ?? everyMs, everyMs);
    } catch (error) {
      failures += 1;
      const wait = Math.min(longestBackOffMs, firstBackOffMs * 2 ** Math.min(failures - 1, 10));
      logger.error({ err: error, duty: name, retryInMs: wait }, 'a round failed and will be tried again');
      return wait;
    }
  };

  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      woken = false;
      const wait = await attempt();
      // Woken while it worked: once more at once; while it backs off it waits, whoever calls.
      if (!signal.aborted && !(woken && failures === 0)) await pause(wait);
    }
  };
  const ended = loop();

  return {
    wake: () => {
      woken = true;
      if (failures === 0) rouse();
    },
    stop: () => {
      stopping.abort();
      rouse();
      return ended;
    },
  };
}
