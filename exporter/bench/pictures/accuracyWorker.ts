import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { makeCamera } from './camera.ts';
import { loadCanvas } from './canvas.ts';
import { countFalseAlarms, learnView, tryFaults, type FalseAlarm, type Positive } from './watch.ts';
import { Weather } from './weather.ts';

export const jobs = z.object({
  things: z.array(z.string()),
  days: z.number(),
  cameras: z.array(z.object({ scene: z.string(), seed: z.number() })),
});

/** What came of one camera. */
export interface CameraResult {
  scene: string;
  seed: number;
  days: number;
  alarms: FalseAlarm[];
  positives: Positive[];
}

const { things, days, cameras } = jobs.parse(workerData);
const canvases = things.map((file) => loadCanvas(file, 0.66));
for (const { scene, seed } of cameras) {
  const camera = makeCamera(scene, seed, canvases);
  const weather = new Weather(camera, 1);
  const memory = await learnView(camera, weather);
  const positives = await tryFaults(camera, new Weather(camera, 2), memory);
  const alarms = days ? await countFalseAlarms(camera, weather, memory, days) : [];
  parentPort?.postMessage({ scene, seed, days, alarms, positives } satisfies CameraResult);
}
