import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProcessSpec {
  name: string;
  command: readonly [string, ...string[]];
  /** Replaces the variables of the launcher's environment that it names. */
  environment?: Record<string, string>;
  folder: string;
  /** Standard output and error are appended here. */
  logFile: string;
  /** Runs as this user instead of the launcher's; only root may ask for it. */
  user?: { uid: number; gid: number };
  /** What asks it to end in good order. */
  stopSignal?: 'SIGTERM' | 'SIGINT';
  /** Throws while the process is not yet at work. */
  health: () => Promise<void>;
  /** For how long it may take to be at work, in milliseconds. */
  healthDeadline?: number;
}

/** A server that did not come to work; the message holds the end of its log. Said to the person at the terminal as it is. */
export class StartFailed extends Error {
  readonly advice = true;
}

const stopGrace = 10_000;

/**
 * One server of the stack. It runs in a process group of its own, so that Ctrl-C reaches the launcher alone and things are
 * stopped in order; the kernel ends it when the launcher dies, however that happens (PR_SET_PDEATHSIG).
 */
export class StackProcess {
  readonly spec: ProcessSpec;
  #child: ChildProcess | null = null;
  #ended: Promise<string> = Promise.resolve('not started');
  #onSpawn: (pid: number) => void = () => undefined;
  #onUnexpectedEnd: (how: string) => void = () => undefined;
  #toldToEnd = false;

  constructor(spec: ProcessSpec) {
    this.spec = spec;
  }

  /** Told the number of every process that is started from now on. */
  onSpawn(told: (pid: number) => void): this {
    this.#onSpawn = told;
    return this;
  }

  get name(): string {
    return this.spec.name;
  }

  /** Null while it does not run. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Resolves, with how it ended, when the process that runs now has ended. */
  get ended(): Promise<string> {
    return this.#ended;
  }

  /** Told how it ended when nobody here asked for that. */
  onUnexpectedEnd(told: (how: string) => void): this {
    this.#onUnexpectedEnd = told;
    return this;
  }

  /** Starts it and waits until it is at work. @throws Error with the last lines of its log when it ends or stays silent. */
  async start(): Promise<void> {
    this.#spawn();
    const { health, healthDeadline = 30_000, name } = this.spec;
    const deadline = Date.now() + healthDeadline;
    const ended = this.#ended.then((how) => ({ how }));
    for (;;) {
      const outcome = await Promise.race([
        health().then(
          () => 'healthy' as const,
          (error: unknown) => ({ error }),
        ),
        ended,
      ]);
      if (outcome === 'healthy') return;
      if ('how' in outcome) throw new StartFailed(`${name} ended at its start (${outcome.how})${this.#lastLines()}`);
      if (Date.now() > deadline) {
        await this.stop();
        const why = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
        throw new StartFailed(`${name} is not at work after ${healthDeadline / 1000} s: ${why}${this.#lastLines()}`);
      }
      await pause(50);
    }
  }

  /** Asks it to end, and makes it end after ten seconds. */
  async stop(): Promise<void> {
    if (!this.#child) return;
    this.signal(this.spec.stopSignal ?? 'SIGTERM');
    const impatient = setTimeout(() => this.kill(), stopGrace);
    await this.#ended;
    clearTimeout(impatient);
  }

  /** Ends the process and all its children without asking. */
  kill(): void {
    this.#toldToEnd = true;
    const pid = this.pid;
    if (pid === null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#toldToEnd = true;
    this.#child?.kill(signal);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  #spawn(): void {
    if (this.#child) throw new Error(`${this.name} runs already`);
    const { command, environment = {}, folder, logFile, user, stopSignal = 'SIGTERM' } = this.spec;
    mkdirSync(path.dirname(logFile), { recursive: true });
    const log = openSync(logFile, 'a', 0o600);
    const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
    const child = spawn('setpriv', [...identity, '--pdeathsig', stopSignal.slice(3), '--', ...command], {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    this.#toldToEnd = false;
    if (child.pid !== undefined) this.#onSpawn(child.pid);
    this.#ended = new Promise((resolve) => {
      const end = (how: string): void => {
        this.#child = null;
        resolve(how);
        if (!this.#toldToEnd) this.#onUnexpectedEnd(how);
      };
      child.once('error', (error) => end(error.message));
      child.once('exit', (status, signal) => end(signal ?? `status ${status}`));
    });
  }

  #lastLines(): string {
    const lines = readFileSync(this.spec.logFile, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
    return `\n${lines}\n(all of it: ${this.spec.logFile})`;
  }
}
