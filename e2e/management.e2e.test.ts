import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(60_000);

/** One is read over ONVIF; its twin, which records the same cameras, by its report. */
const recorder = 'recorder-001';
const twin = 'recorder-002';
const transmission = z.looseObject({
  elements: z.array(
    z.looseObject({
      id: z.string(),
      recording: z.looseObject({ http: z.looseObject({ port: z.number() }) }).optional(),
    }),
  ),
});

async function addTwin(folder: string): Promise<Record<string, unknown>> {
  const file = path.join(folder, 'inventory', 'transmission.yaml');
  const { elements, ...rest } = transmission.parse(parse(await readFile(file, 'utf8')));
  const first = elements.find(({ id }) => id === recorder);
  // Its agent and its web server have the same number.
  const port = first?.recording?.http.port;
  const other = {
    ...first,
    ...{ id: twin, address: `127.63.200.2:${port}`, mac: undefined, modules: ['http_recording'] },
  };
  await writeFile(file, stringify({ ...rest, elements: [...elements, other] }));
  return {};
}

let district: ReadDistrict;
/** It enforces, and is on the first channels of the recorder. */
let camera = '';
let channel = '';
const injected: string[] = [];

beforeAll(async () => {
  district = await startReadDistrict({ sites: 12, batterySeconds: 4, configure: addTwin });
  const { elements } = district.inventory;
  const channels = elements.find(({ id }) => id === recorder)?.recording?.channels ?? [];
  const enforcing = new Set(elements.flatMap(({ id, purpose }) => (purpose === 'enforcement' ? [id] : [])));
  const found = channels.find(({ element }) => enforcing.has(element));
  if (!found) throw new Error('no enforcement camera of the city is recorded');
  ({ channel, element: camera } = found);
}, 120_000);
afterAll(() => district?.stop());
afterEach(async () => {
  for (const id of injected.splice(0)) await district.simulator.clear(id);
});

async function figures(device: string, group = 'management'): Promise<Map<string, number>> {
  const lines = await district.probe(device, group);
  const blank = (line: string): number => line.lastIndexOf(' ');
  return new Map(lines.map((line) => [line.slice(0, blank(line)), Number(line.slice(blank(line)))]));
}
const inject = async (kind: string, target: string): Promise<void> =>
  void injected.push((await district.simulator.inject(kind, target)).id);
const becomes = (
  what: string,
  device: string,
  holds: (found: Map<string, number>) => boolean,
  group?: string,
): Promise<boolean> => until(what, async () => holds(await figures(device, group)), { seconds: 40 });
const ofChannel = (name: string): string => `${name}{channel="${channel}",element_id="${camera}"}`;

// First of all: over ONVIF the history of the day is searched every ten minutes only.
test('three hours of footage that are missing are told with their camera, over ONVIF as by the report', async () => {
  await inject('recording_gap', camera);
  for (const device of [recorder, twin]) {
    const found = await figures(device);
    expect([device, found.get('probe_success')]).toEqual([device, 1]);
    expect(found.get(ofChannel('recording_recorded_ratio'))).toBeCloseTo(21 / 24, 2);
    expect(Math.abs((found.get(ofChannel('recording_longest_gap_seconds')) ?? NaN) - 3 * 3600)).toBeLessThan(60);
  }
});

test('a camera is who the inventory says, on time, and captures what it did in earlier weeks', async () => {
  const found = await figures(camera);
  expect(found.get('probe_success')).toBe(1);
  expect(Math.abs(found.get('device_clock_offset_seconds{source="onvif"}') ?? NaN)).toBeLessThan(0.3);
  expect(found.get('device_clock_uncertainty_seconds{source="onvif"}')).toBeLessThanOrEqual(0.1);
  expect(found.get('device_clock_limit_seconds')).toBe(1);
  for (const property of ['serial', 'model', 'firmware', 'mac'])
    expect([property, found.get(`device_identity_difference{property="${property}"}`)]).toEqual([property, 0]);
  expect(found.get('capture_baseline_size')).toBeGreaterThanOrEqual(1);
  const passages = found.get('capture_passages') ?? NaN;
  expect(Math.abs(passages - (found.get('capture_passages_expected') ?? NaN))).toBeLessThanOrEqual(0.3 * passages);
});

test('recorders keep their cameras for as long as they must, on disks that work', async () => {
  for (const device of [recorder, twin]) {
    const found = await figures(device);
    expect([device, found.get('probe_success')]).toEqual([device, 1]);
    expect(found.get(ofChannel('recording_channel_active'))).toBe(1);
    const required = found.get(ofChannel('recording_required_retention_seconds')) ?? NaN;
    expect(required).toBe(30 * 86_400);
    expect(found.get(ofChannel('recording_retention_seconds'))).toBeGreaterThan(required);
  }
  const states = [...(await figures(twin))].filter(([name]) => name.startsWith('device_disk_state{'));
  expect(states.filter(([name, is]) => name.includes('state="normal"') && is === 1).length).toBeGreaterThan(0);
});

describe('a fault is read as what it is:', () => {
  test('a clock that runs away', async () => {
    await inject('clock_drift', camera);
    await becomes('a wrong clock', camera, (found) => {
      const [offset, uncertainty] = ['offset', 'uncertainty'].map((of) =>
        found.get(`device_clock_${of}_seconds{source="onvif"}`),
      );
      return Math.abs(offset ?? NaN) - (uncertainty ?? NaN) > 1;
    });
  });

  test('another camera in its place', async () => {
    await inject('swapped_camera', camera);
    const serial = 'device_identity_difference{property="serial"}';
    await becomes('another serial number', camera, (found) => found.get(serial) === 1);
  });

  test('a covered lens, which the camera tells by itself, and that it is free again', async () => {
    const tamper = (value: number) => (found: Map<string, number>) =>
      [...found].some(
        ([name, is]) => name.startsWith('device_notification_active{notification="tamper"') && is === value,
      );
    const seen = async (value: number): Promise<boolean> =>
      until(
        `tampering ${value}`,
        async () => {
          await figures(camera);
          // What a device tells stands in the first of its scrapes.
          return tamper(value)(await figures(camera, 'reach'));
        },
        { seconds: 40 },
      );
    await inject('covered_lens', camera);
    await seen(1);
    for (const id of injected.splice(0)) await district.simulator.clear(id);
    await seen(0);
  });

  // Last: the camera is then left alone for a minute.
  test('a password that was changed: the camera is asked with it once, whoever asks', async () => {
    await inject('camera_credentials_changed', camera);
    const refused = (found: Map<string, number>): boolean => found.has('probe_failure_info{reason="unauthorised"}');
    await becomes('a refused login', camera, refused);
    for (const group of ['management', 'rtsp'])
      expect((await figures(camera, group)).get('camera_backoff_seconds')).toBeGreaterThan(0);
  });
});
