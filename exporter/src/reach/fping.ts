import { spawn, type ChildProcess } from 'node:child_process';
import { isIP } from 'node:net';
import { ExporterFailure } from '../probe/failure.ts';
import { readFpingOutput, type Echoes } from './fpingOutput.ts';

export interface FpingSettings {
  /** Program, by its name or path. */
  command: string;
  /** Echo requests to each address. */
  packets: number;
  /** For how long an answer is waited for. */
  timeoutSeconds: number;
  /** Processes at once. */
  processes: number;
}

/** Addresses of one process. It sends one packet a millisecond, so that a batch is no burst that a small router drops. */
const maxAddresses = 250;
const sendEveryMs = 1;
/** Between the requests to one address; also how long a whole round of a full batch takes. */
const periodMs = maxAddresses * sendEveryMs;
/** Requests that come within this share a process. */
const gatherMs = 100;
/** Beyond what it should take, until it is taken for stuck. */
const graceMs = 2000;
const maxOutputBytes = 1024 * 1024;

/** The longest that a full batch takes, from the first request for it. */
const batchSeconds = ({ packets, timeoutSeconds }: Pick<FpingSettings, 'packets' | 'timeoutSeconds'>): number =>
  (gatherMs + (packets - 1) * periodMs + maxAddresses * sendEveryMs) / 1000 + timeoutSeconds;

interface Waiter {
  resolve: (echoes: Echoes) => void;
  reject: (error: Error) => void;
}
type Batch = Map<string, Waiter[]>;

/**
 * Pings by Debian's fping, which has the right to raw sockets that the exporter does not need then: requests are gathered into
 * batches of one process each, and while all processes are busy the next batches grow.
 */
export class FpingBatches {
  readonly #settings: FpingSettings;
  readonly #warn: (message: string) => void;
  #gathered: Batch = new Map();
  #timer: NodeJS.Timeout | undefined;
  readonly #running = new Set<ChildProcess>();
  #closed = false;

  constructor(settings: FpingSettings, warn: (message: string) => void) {
    this.#settings = settings;
    this.#warn = warn;
  }

  /**
   * Ping a numeric address. `deadline` in ms of `performance.now()`.
   * @throws ExporterFailure when fping cannot say: it is missing, died, or was not done by the deadline. The device is not judged.
   */
  ping(address: string, deadline: number): Promise<Echoes> {
    // It goes to fping as a line, where anything else could be a name or more than one.
    if (isIP(address) === 0) throw new RangeError(`"${address}" is no address`);
    const { promise, resolve, reject } = Promise.withResolvers<Echoes>();
    const waiters = this.#gathered.get(address) ?? [];
    const waiter: Waiter = { resolve, reject };
    waiters.push(waiter);
    this.#gathered.set(address, waiters);
    const late = setTimeout(() => {
      this.#forget(address, waiter);
      const message = `fping was not done within the deadline: a batch takes up to ${batchSeconds(this.#settings)} s`;
      reject(new ExporterFailure(`${message}, and ${this.#running.size} are running`));
    }, deadline - performance.now());
    if (this.#gathered.size >= maxAddresses) this.#start();
    else this.#timer ??= setTimeout(() => this.#start(), gatherMs);
    return promise.finally(() => clearTimeout(late));
  }

  /** End the running processes, and start no more; who waits is told that. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const waiter of [...this.#gathered.values()].flat()) waiter.reject(new ExporterFailure('the exporter ends'));
    this.#gathered.clear();
    for (const child of this.#running) child.kill('SIGKILL');
  }

  /** What has not been given to a process need not be asked any more. */
  #forget(address: string, waiter: Waiter): void {
    const left = this.#gathered.get(address)?.filter((other) => other !== waiter);
    if (left?.length === 0) this.#gathered.delete(address);
    else if (left) this.#gathered.set(address, left);
  }

  #start(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#gathered.size > 0 && this.#running.size < this.#settings.processes) {
      const entries = [...this.#gathered];
      this.#gathered = new Map(entries.slice(maxAddresses));
      this.#run(new Map(entries.slice(0, maxAddresses)));
    }
  }

  #run(batch: Batch): void {
    const { command, packets, timeoutSeconds } = this.#settings;
    const figures = ['-C', packets, '-p', periodMs, '-i', sendEveryMs, '-t', Math.ceil(timeoutSeconds * 1000)];
    const child = spawn(command, figures.map(String), {
      // Results and complaints go to standard error; a line for each packet goes to standard output.
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    });
    this.#running.add(child);
    const limit = setTimeout(() => child.kill('SIGKILL'), batchSeconds(this.#settings) * 1000 + graceMs);
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > maxOutputBytes) child.kill('SIGKILL');
    });
    // Who died does not read: how it died is told by `close`.
    child.stdin.on('error', () => undefined);
    child.stdin.end([...batch.keys()].join('\n') + '\n');
    let failedToStart: Error | undefined;
    child.on('error', (error) => (failedToStart = error));
    child.on('close', (code, signal) => {
      clearTimeout(limit);
      this.#running.delete(child);
      this.#answer(batch, output, failedToStart ? `cannot be run (${failedToStart.message})` : ending(code, signal));
      if (!this.#timer) this.#start();
    });
  }

  #answer(batch: Batch, output: string, ended: string): void {
    const { byAddress, others } = readFpingOutput(output);
    const why = others.length === 0 ? '' : `: ${(others[0] ?? '').slice(0, 200)}`;
    let unanswered = 0;
    for (const [address, waiters] of batch) {
      const echoes = byAddress.get(address);
      if (!echoes) unanswered++;
      for (const waiter of waiters)
        if (echoes) waiter.resolve(echoes);
        else waiter.reject(new ExporterFailure(`fping ${ended} and says nothing of ${address}${why}`));
    }
    // What was ended with the exporter is no fault.
    if (unanswered > 0 && !this.#closed)
      this.#warn(`fping ${ended} and says nothing of ${unanswered} of ${batch.size} addresses${why}`);
  }
}

const ending = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `ended with ${code ?? 'nothing'}` : `was ended by ${signal}`;
