import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { city } from '../city/city.ts';
import { draft } from '../city/draft.ts';
import { videoOf } from '../city/video.ts';
import { MannersBook } from '../manners.ts';
import { scenes } from '../picture/recipe.ts';
import { plant } from '../plant/plant.ts';
import { startCamera } from './camera.ts';
import { ClipLibrary } from './clipLibrary.ts';
import { Encoder } from './encoder.ts';
import { Shutter } from './shutter.ts';
import { recipeOf } from './streams.ts';

// Clips are drawn and coded here, on a machine that is busy with other tests.
jest.setTimeout(90_000);

const run = promisify(execFile);
const account = { username: 'roundsman', password: 'word' };
const inventory = city({ sites: 4 });
const district = plant(inventory, { clock: Date.now, batterySeconds: 900 });
const cameras = inventory.elements.filter(({ kind }) => kind === 'camera');
let folder: string;
let library: ClipLibrary;
const running: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clips-'));
  library = new ClipLibrary(folder, (error) => {
    throw error;
  });
});
afterAll(async () => {
  for (const stop of running) await stop();
  await rm(folder, { recursive: true });
});

/** The first camera of the city, as another model would be. */
async function cameraOf(model: string): Promise<number> {
  const [element] = cameras;
  if (!element) throw new Error('no camera');
  const camera = await startCamera(
    draft({ ...element, model, ...videoOf({ model }) }),
    { host: '127.0.0.1', port: 0 },
    account,
    {
      ...{ library, shutter: new Shutter(0), plant: district, manners: new MannersBook() },
    },
  );
  running.push(camera.stop);
  return camera.port;
}

interface Probed {
  codec_name: string;
  nb_read_frames?: string;
}

async function probe(port: number, stream: string): Promise<Probed[]> {
  const url = `rtsp://${account.username}:${account.password}@127.0.0.1:${port}/stream/${stream}`;
  const told = 'stream=codec_name,width,height,r_frame_rate,nb_read_frames';
  const flags = ['-v', 'error', '-rtsp_transport', 'tcp', '-read_intervals', '%+2', '-count_frames'];
  const { stdout, stderr } = await run('ffprobe', [...flags, '-show_entries', told, '-of', 'json', url]);
  // Whoever comes in the midst of a group misses what it refers to.
  expect(stderr.replaceAll(/^.*Could not find ref.*\n/gm, '')).toBe('');
  return (JSON.parse(stdout) as { streams: Probed[] }).streams;
}

describe('a camera serves', () => {
  test('a sub-stream and a main stream, of which ffprobe reads the profile of the inventory', async () => {
    const port = await cameraOf('Ranger 8 IR');
    const [sub, ...others] = await probe(port, 'sub');
    expect(others).toEqual([]);
    expect(sub).toMatchObject({ codec_name: 'h264', width: 640, height: 360, r_frame_rate: '15/1' });
    const [main] = await probe(port, 'main');
    expect(main).toMatchObject({ codec_name: 'h264', width: 1280, height: 720, r_frame_rate: '15/1' });
    expect(Number(main?.nb_read_frames)).toBeGreaterThan(10);
  });

  test('H.265 where its model codes so', async () => {
    const [main] = await probe(await cameraOf('SY-8M-EP'), 'main');
    expect(main).toMatchObject({ codec_name: 'hevc', width: 1280, height: 720 });
    expect(Number(main?.nb_read_frames)).toBeGreaterThan(10);
  });

  test('a track of sound beside the video where its model has a microphone, and nothing on it', async () => {
    const [video, sound] = await probe(await cameraOf('Ranger 4'), 'sub');
    expect(video).toMatchObject({ codec_name: 'h264' });
    expect(Number(video?.nb_read_frames)).toBeGreaterThan(10);
    expect(sound).toMatchObject({ codec_name: 'pcm_mulaw' });
    expect(Number(sound?.nb_read_frames ?? 0)).toBe(0);
  });
});

test('a main stream whose clip is still being made shows another place meanwhile, of the same codec, and then its own', async () => {
  const [first] = cameras;
  if (!first) throw new Error('no camera');
  const made = await library.load(recipeOf(first, district, 'main'));
  const { scene } = recipeOf(first, district);
  const wanted = { ...recipeOf(first, district, 'main'), scene: (scene + 1) % scenes };
  const encoder = new Encoder(new Shutter(0), library, () => wanted);
  expect(await encoder.clip()).toBe(made);
  const own = await library.load(wanted);
  expect(await encoder.clip()).toBe(own);
  expect(own).not.toBe(made);
});
