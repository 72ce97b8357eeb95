import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { LookName } from './looks.ts';
import type { Recipe } from './recipe.ts';

// Clips are drawn and coded here, on a machine that may be busy with other tests.
jest.setTimeout(60_000);

const run = promisify(execFile);
const [width, height] = [160, 90];
const size = (width * height * 3) / 2;
const luma = width * height;
let folder: string;
beforeAll(async () => void (folder = await mkdtemp(path.join(tmpdir(), 'looks-'))));
afterAll(() => rm(folder, { recursive: true }));

/** The pictures of a clip as ffmpeg decodes them, small, in YUV 4:2:0. */
async function decoded(of: Partial<Recipe>): Promise<Buffer[]> {
  const recipe: Recipe = {
    ...{ scene: 0, light: 'day', look: 'normal', coding: 'as_set', codec: 'H264', stream: 'sub' },
    ...of,
  };
  const file = path.join(folder, 'clip');
  await run(process.execPath, [path.join(import.meta.dirname, 'shootCli.ts'), JSON.stringify(recipe), file]);
  const flags = ['-nostdin', '-v', 'error', '-i', file, '-vf', `scale=${width}:${height}`, '-pix_fmt', 'yuv420p'];
  const { stdout, stderr } = await run('ffmpeg', [...flags, '-f', 'rawvideo', 'pipe:1'], {
    ...{ encoding: 'buffer', maxBuffer: 2 ** 26 },
  });
  expect(stderr.toString()).toBe('');
  return Array.from({ length: stdout.length / size }, (_, at) => stdout.subarray(at * size, (at + 1) * size));
}

const mean = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const difference = (a: Uint8Array, b: Uint8Array): number => mean(a.map((value, at) => Math.abs(value - (b[at] ?? 0))));
/** Without the line in which the time stands. */
const scene = (picture: Buffer): Buffer => picture.subarray(width * 12, luma);
const contrast = (picture: Buffer): number => {
  const middle = mean(scene(picture));
  return Math.sqrt(scene(picture).reduce((sum, value) => sum + (value - middle) ** 2, 0) / scene(picture).length);
};
const sharpness = (picture: Buffer): number => difference(scene(picture).subarray(1), scene(picture).subarray(0, -1));
const chroma = (picture: Buffer): [u: number, v: number] => [
  mean(picture.subarray(luma, luma * 1.25)),
  mean(picture.subarray(luma * 1.25)),
];

const first = async (look: LookName): Promise<Buffer> => (await decoded({ look }))[0] ?? Buffer.alloc(size);

describe('a street', () => {
  test('moves, and its clip closes without a jump', async () => {
    const pictures = await decoded({});
    expect(pictures).toHaveLength(120);
    const step = (from: number, to: number) =>
      difference(scene(pictures[from] ?? Buffer.alloc(0)), scene(pictures[to] ?? Buffer.alloc(0)));
    expect(step(0, 40)).toBeGreaterThan(2 * step(40, 41));
    // As every second a key frame codes all anew, which shows by itself.
    expect(step(119, 0)).toBeLessThan(1.5 * step(59, 60));
  });

  test('is another one for another scene, and without colour and darker in infrared light', async () => {
    const [normal = Buffer.alloc(0)] = await decoded({});
    const [other = Buffer.alloc(0)] = await decoded({ scene: 1 });
    const [night = Buffer.alloc(0)] = await decoded({ light: 'infrared' });
    expect(difference(scene(normal), scene(other))).toBeGreaterThan(15);
    expect(mean(scene(night))).toBeLessThan(mean(scene(normal)) - 30);
    for (const each of chroma(night)) expect(Math.abs(each - 128)).toBeLessThan(1);
  });

  test('in H.265 shows the same', async () => {
    const [normal = Buffer.alloc(0)] = await decoded({});
    const [other = Buffer.alloc(0)] = await decoded({ codec: 'H265' });
    expect(difference(scene(normal), scene(other))).toBeLessThan(6);
  });
});

describe('a camera that is', () => {
  let normal: Buffer;
  beforeAll(async () => void (normal = await first('normal')));

  test('black shows next to no light', async () => expect(mean(scene(await first('black')))).toBeLessThan(20));
  test('dark shows little, and that little has shapes', async () => {
    const dark = await first('dark');
    expect(mean(scene(dark))).toBeLessThan(32);
    expect(contrast(dark)).toBeGreaterThan(2);
  });
  test('too bright shows hardly anything but white', async () =>
    expect(mean(scene(await first('bright')))).toBeGreaterThan(200));
  test('covered shows no shapes, yet light', async () => {
    const covered = await first('covered');
    expect(contrast(covered)).toBeLessThan(12);
    expect(mean(scene(covered))).toBeGreaterThan(40);
  });
  test('out of focus has lost its edges, not its light', async () => {
    const defocused = await first('defocused');
    expect(sharpness(defocused)).toBeLessThan(sharpness(normal) / 2);
    expect(mean(scene(defocused))).toBeCloseTo(mean(scene(normal)), -1);
  });
  test('moved shows the same street elsewhere', async () => {
    const moved = await first('moved');
    expect(difference(scene(moved), scene(normal))).toBeGreaterThan(15);
    expect(sharpness(moved) / sharpness(normal)).toBeGreaterThan(0.6);
  });
  test('partly occluded shows the rest as it was', async () => {
    const occluded = await first('occluded');
    const right = (picture: Buffer): Uint8Array => scene(picture).filter((_, at) => at % width > width * 0.7);
    const left = (picture: Buffer): Uint8Array => scene(picture).filter((_, at) => at % width < width * 0.3);
    expect(difference(right(occluded), right(normal))).toBeLessThan(5);
    expect(difference(left(occluded), left(normal))).toBeGreaterThan(30);
  });
  test('snowed in changes all over from picture to picture', async () => {
    const pictures = await decoded({ look: 'snow' });
    const [one = normal, next = normal] = [pictures[0], pictures[15]];
    // Much of what is fine the coding takes away at this bit rate, as it does with real ones.
    expect(difference(scene(one), scene(next))).toBeGreaterThan(6);
    for (const each of chroma(one)) expect(Math.abs(each - 128)).toBeLessThan(1);
    expect(sharpness(one)).toBeGreaterThan(6);
  });
  test('stuck with its infrared filter away is magenta, one with a cast green', async () => {
    const [, magenta] = chroma(await first('infrared_stuck'));
    const [, green] = chroma(await first('colour_cast'));
    expect(magenta).toBeGreaterThan(chroma(normal)[1] + 15);
    expect(green).toBeLessThan(chroma(normal)[1] - 15);
  });
  test('frozen sends one picture: the same at each key frame, and between them but for what the coding makes of it', async () => {
    const pictures = await decoded({ look: 'frozen' });
    const [key = normal] = pictures;
    for (let at = 15; at < pictures.length; at += 15) expect(pictures[at]?.equals(key)).toBe(true);
    for (const each of pictures) expect(difference(scene(each), scene(key))).toBeLessThan(1.5);
  });
});
