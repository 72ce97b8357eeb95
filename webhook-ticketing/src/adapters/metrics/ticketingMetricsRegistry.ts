import { ticketingMetrics, type Metric } from '@roundsman/contract/catalogue.ts';
import type { HistogramName, Meter } from '../../application/meter.ts';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** The metrics of the catalogue, by name. A registry of its own: services in one process do not mix. */
export interface TicketingMetrics extends Meter {
  /** Called before each exposition. An error there leaves the other metrics alone. */
  beforeExposition(refresh: () => Promise<void>): void;
  render(): Promise<{ contentType: string; body: string }>;
}

/** Seconds; the budgets of the latency (60, 90, 120) are bounds. */
const buckets: Readonly<Record<HistogramName, number[]>> = {
  roundsman_fault_to_notify_seconds: [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 75, 90, 120, 180, 300, 600],
  roundsman_http_request_duration_seconds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
};

const labelled: ReadonlySet<string> = new Set(
  Object.entries<Metric>(ticketingMetrics)
    .filter(([, { labels }]) => labels !== undefined)
    .map(([name]) => name),
);
const isHistogram = (name: string): name is HistogramName => Object.hasOwn(buckets, name);

export function createTicketingMetrics(): TicketingMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const histograms = new Map<string, Histogram>();
  for (const [name, metric] of Object.entries<Metric>(ticketingMetrics)) {
    const options = { name, help: metric.help, labelNames: [...(metric.labels ?? [])], registers: [registry] };
    if (metric.type === 'counter') counters.set(name, new Counter(options));
    else if (metric.type === 'gauge') gauges.set(name, new Gauge(options));
    else histograms.set(name, new Histogram({ ...options, buckets: isHistogram(name) ? buckets[name] : [] }));
  }
  // prom-client starts a gauge without labels at 0; what is not known yet is absent instead.
  const forget = (name: string): void => {
    const gauge = gauges.get(name);
    gauge?.reset();
    if (!labelled.has(name)) gauge?.remove();
  };
  for (const name of gauges.keys()) forget(name);
  const refreshes: (() => Promise<void>)[] = [];
  return {
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(labels, by),
    set: (name, value, labels = {}) => gauges.get(name)?.set(labels, value),
    clear: forget,
    observe: (name, seconds, labels = {}) => histograms.get(name)?.observe(labels, seconds),
    beforeExposition: (refresh) => void refreshes.push(refresh),
    render: async () => {
      await Promise.allSettled(refreshes.map((refresh) => refresh()));
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}
