import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import type { CameraResult } from './pictures/accuracyWorker.ts';
import { upperBound, wilson } from './pictures/interval.ts';
import { Random } from './pictures/random.ts';
import { requireScenes, testScenes, tuningScenes } from './pictures/scenes.ts';

/**
 * How often the judge of pictures misses a fault, and how often it finds one that is none, on scenes that no threshold has seen.
 * Prints a table, and last one JSON object. DAYS says how many normal days each camera is watched, 10 unless told; CAMERAS how
 * many cameras look at each scene, 2 unless told. WORKERS: how many cores are used, 2 unless told. MINUTES: no
 * camera is begun after so many, for a machine that is shared. Whoever changes the judge looks
 * at SCENES=tuning; a test scene that was looked at for a change is a tuning scene from then on.
 */
export async function benchAccuracy(): Promise<void> {
  requireScenes();
  const [days, perScene] = [Number(process.env.DAYS ?? 10), Number(process.env.CAMERAS ?? 2)];
  const workers = Number(process.env.WORKERS ?? 2);
  const scenes = process.env.SCENES === 'tuning' ? tuningScenes : testScenes;
  const most = Number(process.env.MINUTES ?? Infinity);
  // Each scene once, then each a second time: so a run that is cut short has looked at as many scenes as it could.
  const waiting = Array.from({ length: perScene }, (_, order) =>
    scenes.map((scene, at) => ({ scene, seed: 5000 + at * 10 + order })),
  ).flat();
  const all = waiting.length;
  const started = performance.now();
  const minutes = (): number => (performance.now() - started) / 60_000;
  const results: CameraResult[] = [];
  const run = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData = { things: scenes.slice(0, 4), days };
      const worker = new Worker(path.join(import.meta.dirname, 'pictures/accuracyWorker.ts'), { workerData });
      const next = (): void => {
        const camera = minutes() < most ? waiting.shift() : undefined;
        if (camera) worker.postMessage(camera);
        else worker.terminate().then(() => resolve(), reject);
      };
      worker.on('message', (result: CameraResult) => {
        results.push(result);
        const alarms = result.alarms.map(({ fault }) => fault).join(' ');
        console.error(
          `${results.length} of ${all} cameras, ${minutes().toFixed(1)} min; false alarms: ${alarms || 'none'}`,
        );
        next();
      });
      worker.on('error', reject);
      next();
    });
  await Promise.all(Array.from({ length: workers }, run));
  report(scenes, results, minutes());
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function report(tried: readonly string[], results: readonly CameraResult[], minutes: number): void {
  const positives = results.flatMap((result) => result.positives);
  const alarms = results.flatMap((result) => result.alarms);
  const days = results.reduce((sum, result) => sum + result.days, 0);
  const scenes = tuningScenes.length + testScenes.length;
  console.log(`${tried.length} of ${scenes} scenes; ${tuningScenes.length} of all serve for tuning;`);
  console.log(`${results.length} cameras, ${days} camera-days without a fault, ${minutes.toFixed(1)} min\n`);
  console.log(
    '| fault | positives | scenes | missed, clear | 95 % | missed, mild | 95 % | said instead | false alarms |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  const missedRatios = pictureFaultIds.map((fault) => {
    const clear = positives.filter((one) => one.fault === fault && one.strength === 'clear');
    const mild = positives.filter((one) => one.fault === fault && one.strength === 'mild');
    const missed = (of: typeof clear): typeof clear => of.filter(({ said }) => said !== fault);
    const [missedClear, missedMild] = [missed(clear), missed(mild)];
    const interval = (count: number, of: number): string => {
      const { low, high } = wilson(count, of);
      return `${percent(low)} to ${percent(high)}`;
    };
    const instead = [...new Set(missedClear.map(({ said }) => said ?? 'nothing'))].join(', ');
    const cells = [
      ...[fault, clear.length, new Set(clear.map(({ scene }) => scene)).size],
      ...[percent(missedClear.length / clear.length), interval(missedClear.length, clear.length)],
      ...[percent(missedMild.length / mild.length), interval(missedMild.length, mild.length)],
      ...[instead, alarms.filter((alarm) => alarm.fault === fault).length],
    ];
    console.log(`| ${cells.join(' | ')} |`);
    return missedClear.length / clear.length;
  });
  const byScene = tried.map((scene) => {
    const own = results.filter((result) => result.scene === scene);
    return {
      alarms: own.reduce((sum, result) => sum + result.alarms.length, 0),
      days: own.reduce((sum, result) => sum + result.days, 0),
    };
  });
  const upper = days ? upperBound(byScene, new Random(1)) : NaN;
  console.log(
    `\nfalse alarms: ${alarms.length} in ${days} camera-days; upper 95 % bound, by scene: ${upper.toFixed(4)} a camera-day`,
  );
  for (const result of results) {
    for (const { fault, strength, scene, said, scores } of result.positives) {
      if (strength === 'clear' && said !== fault) {
        const seen = scores.slice(0, 6).map((score) => score?.toFixed(2) ?? 'unknown');
        console.error(
          `missed: ${fault} on ${path.basename(scene)} (${result.seed}), said ${said ?? 'nothing'}, scores ${seen.join(' ')}`,
        );
      }
    }
    for (const { fault, day, sun, fog } of result.alarms) {
      const when = `day ${day.toFixed(2)}, sun ${sun.toFixed(0)}°, fog ${fog.toFixed(1)}`;
      console.error(`false alarm: ${fault} on ${path.basename(result.scene)} (${result.seed}), ${when}`);
    }
  }
  console.log(
    JSON.stringify({
      worst_missed_ratio: Math.round(Math.max(...missedRatios) * 1e4) / 1e4,
      false_alarms_per_camera_day: days ? Math.round((alarms.length / days) * 1e5) / 1e5 : null,
      false_alarms_upper_bound: days ? Math.round(upper * 1e5) / 1e5 : null,
      camera_days: days,
      scenes,
      test_scenes: tried.length,
    }),
  );
}
