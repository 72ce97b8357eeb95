import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** A process named so that another one that got its number later is not taken for it. */
const processMark = z.strictObject({ name: z.string(), pid: z.int(), startedAt: z.string() });
type ProcessMark = z.infer<typeof processMark>;
const runFile = z.strictObject({ launcher: processMark, processes: z.array(processMark) });

/** Said to the person at the terminal as it is. */
export class AlreadyRunning extends Error {
  readonly advice = true;
}

export const isAlive = (pid: number): boolean => startOf(pid) !== null;

/** When a process started, in clock ticks since boot (proc(5), field 22 of stat); null when it is gone or a zombie. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

const mark = (name: string, pid: number): ProcessMark => ({ name, pid, startedAt: startOf(pid) ?? '' });
const stillRuns = ({ pid, startedAt }: ProcessMark): boolean => startOf(pid) === startedAt;

/** What runs on a data folder, kept in `run.json` there. */
export class RunRecord {
  readonly #file: string;
  readonly #launcher = mark('launcher', process.pid);
  #processes: ProcessMark[] = [];

  private constructor(file: string) {
    this.#file = file;
  }

  /**
   * Takes the data folder; what a launcher that is gone left running is ended first.
   * @throws AlreadyRunning while its launcher lives.
   */
  static async take(dataDir: string): Promise<RunRecord> {
    mkdirSync(dataDir, { recursive: true });
    const file = path.join(dataDir, 'run.json');
    if (existsSync(file)) {
      const earlier = runFile.safeParse(parseJson(readFileSync(file, 'utf8'))).data;
      if (earlier && stillRuns(earlier.launcher)) {
        throw new AlreadyRunning(
          `Roundsman runs already on ${dataDir} (process ${earlier.launcher.pid}): stop that one, or choose another --data-dir and --port-base`,
        );
      }
      if (earlier) await endAll(earlier.processes);
    }
    const record = new RunRecord(file);
    record.#write();
    return record;
  }

  add(name: string, pid: number): void {
    this.#processes = [...this.#processes.filter((other) => other.name !== name), mark(name, pid)];
    this.#write();
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }

  #write(): void {
    writeFileSync(this.#file, JSON.stringify({ launcher: this.#launcher, processes: this.#processes }), {
      mode: 0o600,
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Cut off by a crash while it was written: nothing is known of what ran.
  }
}

/** SIGINT first, which for PostgreSQL is the fast shutdown; SIGKILL for what is there after five seconds. */
async function endAll(processes: readonly ProcessMark[]): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    for (const left of processes.filter(stillRuns)) process.kill(left.pid, signal);
    for (let waited = 0; waited < 5000 && processes.some(stillRuns); waited += 50) await pause(50);
  }
}
