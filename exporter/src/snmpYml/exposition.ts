import type { ScrapePlan } from './plan.ts';
import type { Rendered, Stretch } from './render.ts';
import type { TextBuffer } from './textBuffer.ts';

/** What one module's scrape cost. */
export interface ScrapeStatistics {
  walkSeconds: number;
  seconds: number;
  packetsSent: number;
  packetsRetried: number;
  pdusReturned: number;
}

/** One module of a scrape, read and rendered. */
export interface ScrapedModule {
  plan: ScrapePlan;
  rendered: Rendered;
  statistics: ScrapeStatistics;
}

/** Two rows came to the same series: the metric's indexes and lookups do not tell them apart. */
export class RepeatedSeries extends Error {
  constructor(series: string) {
    super(`the series ${series} comes from two rows; the metric needs another index or lookup to tell them apart`);
    this.name = 'RepeatedSeries';
  }
}

/** The metrics about the scrape itself, under the names and with the help of snmp_exporter. */
const about = (
  [
    {
      name: 'snmp_scrape_duration_seconds',
      help: 'Total SNMP time scrape took (walk and processing).',
      read: ({ seconds }) => seconds,
    },
    {
      name: 'snmp_scrape_packets_retried',
      help: 'Packets retried for get, bulkget, and walk.',
      read: ({ packetsRetried }) => packetsRetried,
    },
    {
      name: 'snmp_scrape_packets_sent',
      help: 'Packets sent for get, bulkget, and walk; including retries.',
      read: ({ packetsSent }) => packetsSent,
    },
    {
      name: 'snmp_scrape_pdus_returned',
      help: 'PDUs returned from get, bulkget, and walk.',
      read: ({ pdusReturned }) => pdusReturned,
    },
    {
      name: 'snmp_scrape_walk_duration_seconds',
      help: 'Time SNMP walk/bulkwalk took.',
      read: ({ walkSeconds }) => walkSeconds,
    },
  ] satisfies { name: string; help: string; read: (of: ScrapeStatistics) => number }[]
).map(({ name, help, read }) => ({
  name,
  header: Buffer.from(`# HELP ${name} ${help}\n# TYPE ${name} gauge\n`),
  read,
}));

/**
 * Write the answer to a scrape in Prometheus' text format 0.0.4. The metrics about the scrape have the label `module` as they have
 * since 0.23; a single module of the flat shape has none, as it was then. @throws RepeatedSeries
 */
export function exposition(modules: readonly ScrapedModule[], to: TextBuffer): void {
  const [only] = modules;
  for (const { header, samples, suspect } of only && modules.length === 1 ? ofOne(only) : ofSeveral(modules)) {
    if (suspect) refuseRepeated(samples);
    to.octets(header);
    for (const { text, from, to: end } of samples) to.copy(text, from, end);
  }
  const labelled = modules.length > 1 || only?.plan.module.auth === undefined;
  for (const { name, header, read } of about) {
    to.octets(header);
    for (const { plan, statistics } of modules) {
      to.text(`${name}${labelled ? `{module="${plan.module.name}"}` : ''}`);
      to.value(read(statistics));
    }
  }
}

/** The samples of one name. */
interface WrittenFamily {
  header: Uint8Array;
  samples: readonly Stretch[];
  /** The same series may be there twice. */
  suspect: boolean;
}

function ofOne({ plan, rendered: { families, suspects } }: ScrapedModule): WrittenFamily[] {
  const written: WrittenFamily[] = [];
  plan.families.forEach(({ header, shared }, at) => {
    const samples = families[at] ?? [];
    if (samples.length > 0) written.push({ header, samples, suspect: shared || suspects.has(at) });
  });
  return written;
}

function ofSeveral(modules: readonly ScrapedModule[]): Iterable<WrittenFamily> {
  const families = new Map<string, WrittenFamily>();
  for (const { plan, rendered } of modules)
    plan.families.forEach(({ name, header, shared }, at) => {
      const samples = rendered.families[at] ?? [];
      if (samples.length === 0) return;
      const before = families.get(name);
      families.set(name, {
        header: before?.header ?? header,
        samples: [...(before?.samples ?? []), ...samples],
        suspect: before !== undefined || shared || rendered.suspects.has(at),
      });
    });
  return families.values();
}

function refuseRepeated(samples: readonly Stretch[]): void {
  const seen = new Set<string>();
  for (const line of samples.flatMap(({ text, from, to }) => text.view(from, to).toString('utf8').split('\n'))) {
    if (line === '') continue;
    const series = line.slice(0, line.lastIndexOf(' '));
    if (seen.has(series)) throw new RepeatedSeries(series);
    seen.add(series);
  }
}
