import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import type { CameraResult } from './pictures/accuracyWorker.ts';
import { upperBound, wilson } from './pictures/interval.ts';
import { Random } from './pictures/random.ts';
import { requireScenes, testScenes, tuningScenes } from './pictures/scenes.ts';

/**
 * How often the judge of pictures misses a fault, and how often it finds one that is none, on scenes set aside from tuning; what
 * has looked at them since stands in docs/picture-quality.md.
 * Prints a table, and last one JSON object. DAYS says how many normal days each camera is watched, 12 unless told; CAMERAS how
 * many cameras look at each scene, 2 unless told. WORKERS: how many cores are used, 2 unless told.
 */
export async function benchAccuracy(): Promise<void> {
  requireScenes();
  const [days, perScene] = [Number(process.env.DAYS ?? 12), Number(process.env.CAMERAS ?? 2)];
  const workers = Number(process.env.WORKERS ?? 2);
  const cameras = testScenes.flatMap((scene, at) =>
    Array.from({ length: perScene }, (_, order) => ({ scene, seed: 5000 + at * 10 + order })),
  );
  const started = performance.now();
  const results: CameraResult[] = [];
  const run = (part: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData = {
        things: testScenes.slice(0, 4),
        days,
        cameras: cameras.filter((_, at) => at % workers === part),
      };
      const worker = new Worker(path.join(import.meta.dirname, 'pictures/accuracyWorker.ts'), { workerData });
      worker.on('message', (result: CameraResult) => {
        results.push(result);
        const [done, minutes] = [results.length, (performance.now() - started) / 60_000];
        console.error(
          `${done} of ${cameras.length} cameras, ${minutes.toFixed(1)} min, ${result.alarms.length} false alarms`,
        );
      });
      worker.on('error', reject);
      worker.on('exit', (code) => (code ? reject(new Error(`a worker ended with ${code}`)) : resolve()));
    });
  await Promise.all(Array.from({ length: workers }, (_, part) => run(part)));
  report(results, (performance.now() - started) / 60_000);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

function report(results: readonly CameraResult[], minutes: number): void {
  const positives = results.flatMap((result) => result.positives);
  const alarms = results.flatMap((result) => result.alarms);
  const days = results.reduce((sum, result) => sum + result.days, 0);
  const scenes = tuningScenes.length + testScenes.length;
  console.log(
    `${scenes} scenes, of which ${testScenes.length} are tested and ${tuningScenes.length} served for tuning;`,
  );
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
  const byScene = testScenes.map((scene) => {
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
      test_scenes: testScenes.length,
    }),
  );
}
