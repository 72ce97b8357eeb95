import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(120_000);

const cameraFile = z.looseObject({ elements: z.array(z.looseObject({ id: z.string(), model: z.string() })) });
/** It has one stream, so that no visit is to another: the main one's turn comes by the clock, in the midst of any test. */
const single = 'camera-001-1';
/** It is asked for still pictures instead of its streams. */
const still = 'camera-001-2';

/** Judges pictures every three seconds, and takes one camera for one without a main stream, one for one without RTSP. */
async function withFewerStreams(folder: string): Promise<Record<string, unknown>> {
  const file = path.join(folder, 'inventory', 'cameras.yaml');
  const { elements, ...rest } = cameraFile.parse(parse(await readFile(file, 'utf8')));
  const changed = elements.map((element) => {
    const { mainStreamPath, ...withoutMain } = element;
    if (element.id === single && mainStreamPath !== undefined) return withoutMain;
    if (element.id !== still) return element;
    const snapshot = { ...z.looseObject({}).parse(element['onvif']), path: '/snapshot.jpg' };
    return { ...element, modules: ['reach', 'snapshot'], snapshot };
  });
  await writeFile(file, stringify({ ...rest, elements: changed }, { compat: 'yaml-1.1' }));
  return { pictures: { folder: path.join(folder, 'pictures'), everyMinutes: 0.05 } };
}

let district: ReadDistrict;
let camera: Element;
const injected: string[] = [];

beforeAll(async () => {
  district = await startReadDistrict({ sites: 1, batterySeconds: 900, configure: withFewerStreams });
  const found = district.inventory.elements.find(({ id }) => id === single);
  if (!found) throw new Error(`the city has no ${single}`);
  camera = found;
}, 120_000);
afterAll(() => district?.stop());
afterEach(async () => {
  for (const id of injected.splice(0)) await district.simulator.clear(id);
});

const inject = async (kind: string, target: string): Promise<void> =>
  void injected.push((await district.simulator.inject(kind, target)).id);

type Figures = ReadonlyMap<string, number>;
async function figures(device: string, group: string): Promise<Figures> {
  const lines = await district.probe(device, group);
  const blank = (line: string): number => line.lastIndexOf(' ');
  return new Map(lines.map((line) => [line.slice(0, blank(line)), Number(line.slice(blank(line)))]));
}
const of = (found: Figures, name: string): number => found.get(`${name}{stream="watched"}`) ?? NaN;
const differs = (found: Figures, property: string): number | undefined =>
  found.get(`stream_profile_difference{stream="watched",property="${property}"}`);
/** The first visit that shows it; that a clip is made for it may take a while. */
const sees = (what: string, holds: (found: Figures) => boolean, device = camera.id): Promise<Figures> =>
  until(
    what,
    async () => {
      const found = await figures(device, 'rtsp');
      return holds(found) && found;
    },
    { seconds: 90 },
  );

describe('a stream that is off its profile is told by what differs, and by nothing else:', () => {
  test.each([
    [
      'low_frame_rate',
      'frame_rate',
      (found: Figures) => of(found, 'stream_frames') / of(found, 'stream_window_seconds') < 8,
    ],
    ['low_bit_rate', 'bit_rate', (found: Figures) => of(found, 'stream_bytes') > 0],
    ['other_picture_size', 'resolution', (found: Figures) => of(found, 'stream_frames') > 0],
    ['no_key_frames', 'key_frame_interval', (found: Figures) => of(found, 'stream_key_frames') === 0],
  ])('%s', async (kind, property, looks) => {
    await inject(kind, camera.id);
    const found = await sees(`${property} to differ`, (seen) => differs(seen, property) === 1 && looks(seen));
    expect(found.get('probe_success')).toBe(1);
    const others = ['codec', 'resolution', 'frame_rate', 'bit_rate', 'key_frame_interval'].filter(
      (one) => one !== property,
    );
    expect(others.map((other) => differs(found, other) ?? 0)).toEqual([0, 0, 0, 0]);
  });
});

test('an encoder that keeps its bit rate with filler alone sends no video, however much comes', async () => {
  await inject('filler_only', camera.id);
  const found = await sees('no media', (seen) => seen.get('probe_failure_info{reason="no_media"}') === 1);
  expect(of(found, 'stream_frames')).toBe(0);
  expect(of(found, 'stream_bytes')).toBe(0);
  const kilobits = (of(found, 'stream_filler_bytes') * 8) / 1000 / of(found, 'stream_window_seconds');
  expect(kilobits).toBeGreaterThan(300);
});

test('garbage among the packets is counted and lost, and the rest is read', async () => {
  const whole = await sees('a good visit', (seen) => seen.get('probe_success') === 1);
  expect(of(whole, 'stream_malformed_packets')).toBe(0);
  await district.simulator.behave(camera.id, { garbageRatio: 0.2 });
  const found = await figures(camera.id, 'rtsp');
  await district.simulator.mend(camera.id);
  expect(found.get('probe_success')).toBe(1);
  expect(of(found, 'stream_malformed_packets')).toBeGreaterThan(0);
  expect(of(found, 'stream_packets_lost')).toBeGreaterThan(0);
  expect(of(found, 'stream_frames')).toBeGreaterThan(0);
  expect(differs(found, 'resolution')).toBe(0);
});

test('a camera without RTSP shows by its still picture, fetched by digest, that it has gone black, and is seen to be good again', async () => {
  const score = (found: Figures): number => found.get('picture_fault_score{fault="black"}') ?? NaN;
  const good = await sees('a verdict', (seen) => score(seen) < 0.5, still);
  expect(good.get('probe_success')).toBe(1);
  await inject('black_picture', still);
  await sees('a black picture', (seen) => score(seen) > 0.97, still);
  for (const id of injected.splice(0)) await district.simulator.clear(id);
  await sees('a good picture', (seen) => score(seen) < 0.5, still);
});
