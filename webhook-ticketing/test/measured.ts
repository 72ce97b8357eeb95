import type { Scene } from './harness.ts';

/** Samples that are kept of a series: five minutes of scrapes. */
const kept = 20;

/** A scrape at the scene's time: one more sample of the series. */
export function measure(scene: Scene, name: string, labels: Record<string, string>, value: number): void {
  const at = scene.clock.now().getTime() / 1000;
  const { series } = scene.edges.monitor;
  const key = JSON.stringify(labels);
  const known = series.find((one) => one.name === name && JSON.stringify(one.series.labels) === key);
  if (known) known.series.samples = [...known.series.samples, [at, value] satisfies [number, number]].slice(-kept);
  else series.push({ name, series: { labels, samples: [[at, value]] } });
}
