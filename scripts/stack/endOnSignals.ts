/** What can be ended. */
export interface Running {
  stop: () => Promise<void>;
  kill: () => void;
}

const gracefulStatus = 0;
const interruptedStatus = 130;

/**
 * The first Ctrl-C (or SIGTERM, SIGHUP) stops everything in good order, a second one ends it at once. `running` is null while
 * the start is under way: then this process just ends, and the kernel ends with it what it has started.
 */
export function endOnSignals(running: () => Running | null, say: (line: string) => void): void {
  let ending = false;
  const end = (): void => {
    const current = running();
    if (ending || !current) {
      current?.kill();
      process.exit(interruptedStatus);
    }
    ending = true;
    say('stopping');
    current.stop().then(
      () => process.exit(gracefulStatus),
      (error: unknown) => {
        say(error instanceof Error ? error.message : String(error));
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
}
