import { amissMetrics, amissName, isAmiss, probeMetrics, type Metric } from '@roundsman/contract/catalogue.ts';

export type ProbeMetric = keyof typeof probeMetrics;

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '"': '\\"', '\n': '\\n' };

/** Labels as they stand in a sample, `{port="ge1",element_id="cam-1"}`; built once a row, not once a sample. */
export function labels(pairs: Readonly<Record<string, string>>): string {
  const written = Object.entries(pairs).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, (found) => escapes[found] ?? found)}"`,
  );
  return `{${written.join(',')}}`;
}

const names = Object.keys(probeMetrics) as ProbeMetric[];
const escapeHelp = (help: string): string => help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
const headers = new Map(
  Object.entries<Metric>({ ...probeMetrics, ...amissMetrics(probeMetrics) }).map(([name, { type, help }]) => [
    name,
    `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`,
  ]),
);
const mayBeAmiss = new Map<string, Metric>(
  Object.entries<Metric>(probeMetrics).filter(([, { amiss }]) => amiss !== undefined),
);

/**
 * The answer to one scrape in Prometheus' text format 0.0.4, written directly: a registry with objects per sample costs several
 * times as much as the probe. A metric that was never added is absent, never zero.
 */
export class Exposition {
  readonly #samples = new Map<ProbeMetric, string>();
  readonly #amiss = new Map<ProbeMetric, string>();

  /** Add a sample; `undefined` (the device does not know) adds nothing. `labelled` is made by `labels`. */
  add(name: ProbeMetric, value: number | undefined, labelled = ''): void {
    if (value === undefined) return;
    const sample = `${labelled} ${formatValue(value)}\n`;
    this.#samples.set(name, `${this.#samples.get(name) ?? ''}${name}${sample}`);
    const metric = mayBeAmiss.get(name);
    if (metric && isAmiss(metric, value, labelled))
      this.#amiss.set(name, `${this.#amiss.get(name) ?? ''}${amissName(name)}${sample}`);
  }

  /** Whether a metric has any sample. */
  has(name: ProbeMetric): boolean {
    return this.#samples.has(name);
  }

  /** The samples of one metric, each a line. */
  samples(name: ProbeMetric): string {
    return this.#samples.get(name) ?? '';
  }

  /** All samples, by metric in the order of the catalogue, each followed by what is amiss with it. */
  text(): string {
    let text = '';
    for (const name of names) {
      const samples = this.#samples.get(name);
      if (samples !== undefined) text += `${headers.get(name) ?? ''}${samples}`;
      const amiss = this.#amiss.get(name);
      if (amiss !== undefined) text += `${headers.get(amissName(name)) ?? ''}${amiss}`;
    }
    return text;
  }
}

function formatValue(value: number): string {
  if (Number.isFinite(value) || Number.isNaN(value)) return String(value);
  return value > 0 ? '+Inf' : '-Inf';
}
