import { RunRecord } from './leftovers.ts';
import type { StackProcess } from './stackProcess.ts';

export interface Watch {
  /** Wraps each start, to show progress. */
  step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Told when a server ends that nobody stopped. */
  onUnexpectedEnd: (name: string, how: string) => void;
}

/** Starts servers on a data folder, and ends them in reverse order. */
export class Supervisor {
  readonly #record: RunRecord;
  readonly #watch: Watch;
  readonly #servers = new Map<string, StackProcess>();

  private constructor(record: RunRecord, watch: Watch) {
    this.#record = record;
    this.#watch = watch;
  }

  /** Takes the data folder for this process alone. @throws AlreadyRunning while another launcher has it. */
  static async on(dataDir: string, watch: Watch): Promise<Supervisor> {
    return new Supervisor(await RunRecord.take(dataDir), watch);
  }

  /** Starts a server and waits until it is at work. @throws StartFailed */
  async start(name: string, server: StackProcess): Promise<void> {
    this.#servers.set(name, server);
    server.onSpawn((pid) => this.#record.add(server.name, pid));
    server.onUnexpectedEnd((how) => this.#watch.onUnexpectedEnd(server.name, how));
    await this.#watch.step(`start ${server.name}`, () => server.start());
  }

  /** @throws Error where none of that name was started. */
  server(name: string): StackProcess {
    const found = this.#servers.get(name);
    if (!found) throw new Error(`this stack has no server "${name}"`);
    return found;
  }

  /** Stops everything in reverse order. */
  async stop(): Promise<void> {
    for (const server of [...this.#servers.values()].reverse()) await server.stop();
    this.#record.release();
  }

  /** Ends everything at once, in whatever state it is. */
  kill(): void {
    for (const server of this.#servers.values()) server.kill();
    this.#record.release();
  }
}
