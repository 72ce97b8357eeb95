import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readFolder } from './folder.ts';

const timezone = 'Asia/Shanghai';
const now = Date.parse('2026-11-26T00:20:00+08:00');
const midnight = Date.parse('2026-11-26T00:00:00+08:00');
const eleven = Date.parse('2026-11-25T23:00:00+08:00');

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'roundsman-captures-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function picture(file: string, at = now): void {
  const whole = path.join(root, file);
  mkdirSync(path.dirname(whole), { recursive: true });
  writeFileSync(whole, '');
  utimesSync(whole, at / 1000, at / 1000);
}
const read = (pattern: string, dated: 'modified' | 'name' = 'modified', patienceMs = 5000) =>
  readFolder(
    root,
    { path: pattern, suffix: '.jpg', dated },
    { now, timezone, deadline: performance.now() + patienceMs },
  );

test('a folder that is not there, is a file, or is reached by a symbolic link is no folder without pictures', async () => {
  picture('elsewhere/a.jpg');
  picture('file');
  symlinkSync(path.join(root, 'elsewhere'), path.join(root, 'link'));
  for (const pattern of ['gone', 'file', 'link', 'gone/{yyyy}'])
    await expect(read(pattern)).rejects.toMatchObject({ reason: 'unreachable' });
});

test('a folder that cannot be read is a failure of the disk', async () => {
  picture('cam/a.jpg');
  const unreadable = path.join(root, 'x'.repeat(200), 'y'.repeat(200));
  await expect(
    readFolder(
      `${unreadable}${'z'.repeat(5000)}`,
      { path: 'cam', suffix: '.jpg', dated: 'name' },
      { now, timezone, deadline: Infinity },
    ),
  ).rejects.toMatchObject({ reason: 'unreachable', message: expect.stringContaining('ENAMETOOLONG') });
});

test('a folder is read no longer than the deadline', async () => {
  picture('cam/a.jpg');
  await expect(read('cam', 'modified', -1)).rejects.toMatchObject({ reason: 'timeout' });
});

test('the folder of an hour that is not there has no pictures', async () => {
  mkdirSync(path.join(root, 'cam'));
  expect(await read('cam/{yyyy}/{MM}/{dd}')).toEqual({
    hours: new Map([
      [eleven, 0],
      [midnight, 0],
    ]),
    last: undefined,
  });
});

test('pictures are counted by when they were written, in the folders of both hours and nowhere below', async () => {
  picture('cam/2026-11-26/a.jpg', midnight + 5000);
  picture('cam/2026-11-26/b.jpg', midnight + 9000);
  picture('cam/2026-11-26/b.txt');
  picture('cam/2026-11-26/deeper/c.jpg');
  picture('cam/2026-11-25/d.jpg', eleven + 1000);
  picture('cam/2026-11-25/old.jpg', eleven - 1000);
  picture('cam/2026-11-24/e.jpg', eleven + 1000);
  symlinkSync(path.join(root, 'cam/2026-11-24/e.jpg'), path.join(root, 'cam/2026-11-26/link.jpg'));
  const { hours, last } = (await read('cam/{yyyy}-{MM}-{dd}')) as { hours: Map<number, number>; last: number };
  expect(hours).toEqual(
    new Map([
      [eleven, 1],
      [midnight, 2],
    ]),
  );
  expect(last).toBe(midnight + 9000);
});

test('pictures are counted by their names where these have the moment', async () => {
  for (const name of [
    'A_20261125235959123.jpg',
    '20261126001000.jpg',
    'x20261126001500_2.jpg',
    '20261125225959.jpg',
    '20261126009900.jpg',
    'no-date.jpg',
    '20261126003000.jpg',
  ])
    picture(`cam/${name}`);
  const { hours, last } = (await read('cam', 'name')) as { hours: Map<number, number>; last: number };
  expect(hours).toEqual(
    new Map([
      [eleven, 1],
      [midnight, 2],
    ]),
  );
  expect(last).toBe(midnight + 15 * 60_000);
});
