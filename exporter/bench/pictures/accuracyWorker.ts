import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { makeCamera } from './camera.ts';
import { loadCanvas } from './canvas.ts';
import { countFalseAlarms, learnView, tryFaults, type FalseAlarm, type Positive } from './watch.ts';
import { Weather } from './weather.ts';

const job = z.object({ scene: z.string(), seed: z.number() });
const settings = z.object({ things: z.array(z.string()), days: z.number() });

/** What came of one camera. */
export interface CameraResult {
  scene: string;
  seed: number;
  days: number;
  alarms: FalseAlarm[];
  positives: Positive[];
}

const { things, days } = settings.parse(workerData);
const canvases = things.map((file) => loadCanvas(file, 0.66));
parentPort?.on('message', (message: unknown) => {
  const { scene, seed } = job.parse(message);
  // A rejection ends the worker, and the bench with it.
  void watch(scene, seed);
});

async function watch(scene: string, seed: number): Promise<void> {
  const camera = makeCamera(scene, seed, canvases);
  const weather = new Weather(camera, 1);
  const memory = await learnView(camera, weather);
  const positives = await tryFaults(camera, new Weather(camera, 2), memory);
  const alarms = days ? await countFalseAlarms(camera, weather, memory, days) : [];
  parentPort?.postMessage({ scene, seed, days, alarms, positives } satisfies CameraResult);
}
