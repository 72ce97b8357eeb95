import { lstat, opendir } from 'node:fs/promises';
import path from 'node:path';
import type { CaptureReport } from '@roundsman/contract/captureReport.ts';
import type { CaptureSource } from '@roundsman/contract/inventory/camera.ts';
import { ProbeFailure } from '../probe/failure.ts';
import { hourOf, wallClock } from './localHours.ts';

type FolderSource = Extract<CaptureSource, { folder: unknown }>['folder'];

const maxEntries = 100_000;
/** Files whose times are read at once. */
const batch = 64;
/** yyyyMMddHHmmss, where no more digits stand before it. */
const dateInName = /(?<!\d)20\d{12}/;

/**
 * The pictures of the current and the last hour in the folders of these hours; no folder below them is looked into, no symbolic link
 * followed. A folder of an hour that does not exist has no pictures, but the camera's own must exist: else it is the disk that is missing.
 * `root`: below which the paths of the inventory are. @throws ProbeFailure
 */
export async function readFolder(root: string, source: FolderSource, when: When): Promise<CaptureReport> {
  try {
    return await countPictures(root, source, when);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof ProbeFailure || code === undefined) throw error;
    throw new ProbeFailure('unreachable', `the folder of captures cannot be read (${code})`);
  }
}

interface When {
  /** Ms since 1970. */
  now: number;
  timezone: string;
  /** In ms of `performance.now()`. */
  deadline: number;
}

async function countPictures(
  root: string,
  { path: pattern, suffix, dated }: FolderSource,
  { now, timezone, deadline }: When,
): Promise<CaptureReport> {
  const current = hourOf(now, timezone);
  const hours = [hourOf(current - 1, timezone), current];
  const counts = new Map(hours.map((hour) => [hour, 0]));
  let last: number | undefined;
  const taken = (at: number | undefined): void => {
    if (at === undefined || at > now) return;
    const hour = hourOf(at, timezone);
    const count = counts.get(hour);
    if (count === undefined) return;
    counts.set(hour, count + 1);
    last = Math.max(at, last ?? 0);
  };
  const momentOf: (file: string) => Promise<number | undefined> | number | undefined =
    dated === 'name' ? namedMoment(hours, timezone) : modifiedMoment;
  await mustExist(root, pattern);
  for (const folder of new Set(hours.map((hour) => expanded(pattern, hour, timezone)))) {
    if (!(await isFolder(root, folder))) continue;
    await eachFile(path.join(root, folder), suffix, deadline, async (files) => {
      for (const at of await Promise.all(files.map(momentOf))) taken(at);
    });
  }
  return { hours: counts, last };
}

const expanded = (pattern: string, hour: number, timezone: string): string => {
  const wall = wallClock(hour, timezone);
  return pattern
    .replaceAll('{yyyy}', wall.slice(0, 4))
    .replaceAll('{MM}', wall.slice(4, 6))
    .replaceAll('{dd}', wall.slice(6, 8))
    .replaceAll('{HH}', wall.slice(8, 10));
};

/** The parts before the first that depends on the hour. */
async function mustExist(root: string, pattern: string): Promise<void> {
  const parts = pattern.split('/');
  const first = parts.findIndex((part) => part.includes('{'));
  const own = parts.slice(0, first < 0 ? undefined : first).join('/');
  if (!(await isFolder(root, own)))
    throw new ProbeFailure('unreachable', `there is no folder ${own || '.'} of captures`);
}

/** Whether every part of a path below the root is a folder, none of them a symbolic link. */
async function isFolder(root: string, folder: string): Promise<boolean> {
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = 0; depth <= parts.length; depth++) {
    const at = path.join(root, ...parts.slice(0, depth));
    const found = await lstat(at).catch(absent);
    if (!found?.isDirectory()) return false;
  }
  return true;
}

/** @throws ProbeFailure `timeout`; `protocol` for more files than can be counted every few minutes */
async function eachFile(
  folder: string,
  suffix: string,
  deadline: number,
  take: (files: string[]) => Promise<void>,
): Promise<void> {
  let waiting: string[] = [];
  let entries = 0;
  const handOver = async (): Promise<void> => {
    if (performance.now() > deadline) throw new ProbeFailure('timeout', 'the folder was not read within the deadline');
    await take(waiting);
    waiting = [];
  };
  for await (const entry of await opendir(folder)) {
    if (++entries > maxEntries)
      throw new ProbeFailure('protocol', `a folder has more than ${maxEntries} files; have one for each day or hour`);
    if (!entry.isFile() || !entry.name.endsWith(suffix)) continue;
    waiting.push(path.join(folder, entry.name));
    if (waiting.length >= batch) await handOver();
  }
  await handOver();
}

/** A file may be gone before it is looked at. */
const modifiedMoment = async (file: string): Promise<number | undefined> => (await lstat(file).catch(absent))?.mtimeMs;

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}

/** The moment in a name, by the clock on the wall, for names of these hours. */
function namedMoment(hours: readonly number[], timezone: string): (file: string) => number | undefined {
  const byWall = new Map(hours.map((hour) => [wallClock(hour, timezone).slice(0, 10), hour]));
  return (file) => {
    const [date = ''] = dateInName.exec(path.basename(file)) ?? [];
    const hour = byWall.get(date.slice(0, 10));
    const [minutes, seconds] = [Number(date.slice(10, 12)), Number(date.slice(12, 14))];
    return hour === undefined || minutes > 59 || seconds > 59 ? undefined : hour + (minutes * 60 + seconds) * 1000;
  };
}
