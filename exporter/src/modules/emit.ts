import { probeMetrics, type Metric } from '@roundsman/contract/catalogue.ts';
import { labels as written, type Exposition, type ProbeMetric } from '../probe/exposition.ts';

/** Labels of a row. A metric takes those that the catalogue gives it and leaves the others. */
export type Labels = Readonly<Record<string, string>>;

/** Where modules put what they learnt. */
export interface Emit {
  /** A sample; undefined (the device does not know) adds nothing. */
  sample: (metric: ProbeMetric, value: number | undefined, labels?: Labels) => void;
  /** A state set: 1 for the current state, 0 for the others, nothing where the state is unknown. */
  state: (metric: ProbeMetric, states: readonly string[], current: string | undefined, labels?: Labels) => void;
}

const labelNames = new Map(
  (Object.entries(probeMetrics) as [ProbeMetric, Metric][]).map(([name, { labels = [] }]) => [name, labels]),
);

/** The labels of a metric in the catalogue. */
export const labelsOfMetric = (metric: ProbeMetric): readonly string[] => labelNames.get(metric) ?? [];

/** The one label of a metric that the row does not have: what names the state. @throws Error when there is none or more */
export function stateLabel(metric: ProbeMetric, labels: Labels): string {
  const [label, ...others] = labelsOfMetric(metric).filter((name) => labels[name] === undefined);
  if (label === undefined || others.length > 0)
    throw new Error(`${metric} has no single label left that could name the state`);
  return label;
}

const none: Labels = {};
const emitters = new WeakMap<Exposition, Emitter>();

/** Emits into an exposition. Modules may overlap (two MIBs tell the same voltage): of two samples of one series the first counts. */
export class Emitter implements Emit {
  readonly #exposition: Exposition;
  readonly #seen = new Set<string>();
  #count = 0;

  /** The one emitter of an exposition, for modules of several protocols that answer the same scrape. */
  static of(exposition: Exposition): Emitter {
    const emitter = emitters.get(exposition) ?? new Emitter(exposition);
    emitters.set(exposition, emitter);
    return emitter;
  }

  private constructor(exposition: Exposition) {
    this.#exposition = exposition;
  }

  /** Samples emitted so far. */
  get count(): number {
    return this.#count;
  }

  sample(metric: ProbeMetric, value: number | undefined, labels: Labels = none): void {
    if (value === undefined) return;
    const text = labelText(metric, labels);
    const series = metric + text;
    if (this.#seen.has(series)) return;
    this.#seen.add(series);
    this.#count++;
    this.#exposition.add(metric, value, text);
  }

  state(metric: ProbeMetric, states: readonly string[], current: string | undefined, labels: Labels = none): void {
    if (current === undefined || !states.includes(current)) return;
    const label = stateLabel(metric, labels);
    for (const state of states) this.sample(metric, state === current ? 1 : 0, { ...labels, [label]: state });
  }
}

/** Written once per row and set of label names, not once per sample. */
const writtenLabels = new WeakMap<Labels, Map<string, string>>();

function labelText(metric: ProbeMetric, labels: Labels): string {
  const names = labelsOfMetric(metric);
  if (names.length === 0) return '';
  const known = writtenLabels.get(labels) ?? new Map<string, string>();
  writtenLabels.set(labels, known);
  const key = names.join();
  const text = known.get(key) ?? written(Object.fromEntries(names.map((name) => [name, labels[name] ?? ''])));
  known.set(key, text);
  return text;
}
