import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

/** Ticks of a second in /proc; 100 on every Linux that Debian runs on. */
const ticksPerSecond = 100;

/** What /proc says of a process; null when it has ended, though its parent may not have taken note of that yet. */
function read(pid: number, file: 'stat' | 'smaps_rollup'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null;
    throw error;
  }
}

/** Fields of /proc/PID/stat from the third on (proc(5)); the name of the program may hold blanks, and ends with the last parenthesis. */
const statOf = (pid: number): string[] | null => read(pid, 'stat')?.split(') ').at(-1)?.split(' ') ?? null;

/** A process and all that descend from it; a database has one for every connection. */
function familyOf(pid: number): number[] {
  const childrenOf = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? Number(statOf(Number(entry))?.[1] ?? -1) : -1;
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(entry)]);
  }
  const family = new Set([pid]);
  for (const member of family) for (const child of childrenOf.get(member) ?? []) family.add(child);
  return [...family];
}

/** User and system time of a process with its threads and of the children that it has outlived, seconds. */
const cpuSeconds = (pid: number): number =>
  (statOf(pid) ?? []).slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;

/** Memory of a process, MB; of what it shares with others its part (PSS). */
const memoryMb = (pid: number): number => {
  const known = read(pid, 'smaps_rollup');
  return known === null ? 0 : Number(/^Pss:\s+(\d+) kB/m.exec(known)?.[1]) / 1024;
};

/** Time for which the processors of this machine were busy, for whomever, seconds. */
const machineBusySeconds = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;

const sum = (pids: readonly number[], of: (pid: number) => number): number =>
  pids.reduce((total, pid) => total + of(pid), 0);

export interface Load {
  /** Name of a process → how many processors it kept busy on average, and its most memory. */
  processes: Record<string, { cores: number; 'memory MB': number }>;
  machine: { processors: number; busy: number; 'busy by others': number; 'mean load average': number };
}

/** Measures from now on until it is asked. `pids`: the processes by name; this one comes with them. */
export function measureLoad(pids: Readonly<Record<string, number>>): () => Load {
  const watched = Object.entries({ ...pids, 'this benchmark': process.pid });
  const family = (name: string, pid: number): number[] => (name === 'this benchmark' ? [pid] : familyOf(pid));
  const cpuOf = ([name, pid]: [string, number]): number => sum(family(name, pid), cpuSeconds);
  const started = performance.now();
  const before = watched.map(cpuOf);
  const busyBefore = machineBusySeconds();
  const most = watched.map(() => 0);
  const loads: number[] = [];
  const look = (): void => {
    for (const [index, [name, pid]] of watched.entries())
      most[index] = Math.max(most[index] ?? 0, sum(family(name, pid), memoryMb));
    loads.push(loadavg()[0] ?? 0);
  };
  look();
  const looking = setInterval(look, 10_000);
  return () => {
    clearInterval(looking);
    look();
    const seconds = (performance.now() - started) / 1000;
    const cores = watched.map((process, index) => (cpuOf(process) - (before[index] ?? 0)) / seconds);
    const busy = (machineBusySeconds() - busyBefore) / seconds;
    const ours = cores.reduce((total, each) => total + each, 0);
    return {
      processes: Object.fromEntries(
        watched.map(([name], index) => [
          name,
          { cores: hundredths(cores[index] ?? 0), 'memory MB': Math.round(most[index] ?? 0) },
        ]),
      ),
      machine: {
        processors: cpus().length,
        busy: hundredths(busy),
        'busy by others': hundredths(busy - ours),
        'mean load average': hundredths(loads.reduce((total, each) => total + each, 0) / loads.length),
      },
    };
  };
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;
