import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startChild, type ChildServer } from '../test/childServer.ts';
import { inventoryText } from '../test/inventoryFixture.ts';
import { startSnmpd } from '../test/snmpd.ts';
import { heapFlags } from '../src/heapFlags.ts';
import { startSnmpExporterPeer } from '../test/snmpExporterPeer.ts';
import { flatYml, ifMibModule, upsMibModule, upsObjects, v3Auth, v3Config } from './benchModules.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';

const concurrency = 32;
const token = 'token-of-the-benchmark';

/** Measured in turns, since what else the machine does comes and goes; the median counts. */
const rounds = 5;

interface Load {
  name: string;
  module: string;
  ports: readonly number[];
  /** Before the first round: an exporter runs for months, and is not measured while its code is still being compiled. */
  warmUp: number;
  /** In each round. */
  scrapes: number;
}

interface Exporter {
  name: string;
  pid: number;
  url: string;
  headers: Readonly<Record<string, string>>;
}

interface Figures {
  way: string;
  cpuMs: number;
  p50Ms: number;
  p99Ms: number;
  wallMs: number;
  rssMb: number;
  series: number;
  packets: number;
  failed: number;
}

/** `/snmp` and Debian's snmp_exporter in turn on the same agents. Prints a table, and last one JSON object. */
export async function benchSnmp(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const stops: (() => Promise<void>)[] = [() => Promise.resolve(rmSync(folder, { recursive: true }))];
  try {
    const child = (command: string, args: string[]): ChildServer => {
      const made = startChild(command, args);
      stops.push(() => made.stop());
      return made;
    };
    const fleet = async (count: number, kind: string, delayMs: number): Promise<number[]> => {
      const script = path.join(import.meta.dirname, 'switchFleet.ts');
      const running = child(process.execPath, [script, String(count), kind, String(delayMs)]);
      return z.array(z.number()).parse(JSON.parse((await running.line(/^\[.*\]$/m))[0]));
    };
    const [switches, ups, far] = [
      await fleet(1000, 'switch', 0),
      await fleet(200, 'ups', 0),
      await fleet(64, 'switch', 50),
    ];
    // One process with many ports: an exporter asks one agent for one thing at a time.
    const secure = await startSnmpd('public', [...v3Config, ...upsObjects], 48);
    stops.push(() => secure.stop());

    const flat = { if_mib: ifMibModule(), ups: upsMibModule(), ups_v3: { ...upsMibModule(), ...v3Auth } };
    const yml = flatYml(flat);
    const ours = child(process.execPath, [
      ...heapFlags,
      path.join(import.meta.dirname, '../src/main.ts'),
      '--config',
      ourConfig(folder, yml),
    ]);
    const [, ourPort] = await ours.line(/"port":(\d+),.*"listening"/);
    const peer = await startSnmpExporterPeer(yml);
    stops.push(() => peer.stop());
    const exporters: Exporter[] = [
      {
        name: 'ours',
        pid: ours.process.pid ?? 0,
        url: `http://127.0.0.1:${ourPort}`,
        headers: { Authorization: `Bearer ${token}` },
      },
      { name: 'snmp_exporter 0.21', pid: peer.pid, url: peer.url, headers: {} },
    ];
    const loads: Load[] = [
      { name: 'switch', module: 'if_mib', ports: switches.slice(0, 200), warmUp: 1000, scrapes: 600 },
      { name: 'UPS', module: 'ups', ports: ups, warmUp: 3000, scrapes: 2000 },
      { name: 'UPS, v3 authPriv', module: 'ups_v3', ports: secure.ports, warmUp: 3000, scrapes: 2000 },
      { name: 'switch, 50 ms away', module: 'if_mib', ports: far, warmUp: 64, scrapes: 96 },
    ];
    const results: [Figures, Figures][] = [];
    for (const load of loads) {
      const [mine, theirs]: [Figures[], Figures[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        const warmUp = round === 0 ? load.warmUp : 0;
        mine.push(await measure(exporters[0], { ...load, warmUp }));
        theirs.push(await measure(exporters[1], { ...load, warmUp }));
      }
      results.push([median(mine), median(theirs)]);
    }
    const many = { name: 'switch', module: 'if_mib', ports: switches, warmUp: 0, scrapes: 2000 };
    const thousand = await measure(exporters[0], many);
    report(results, thousand);
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

const unzip = promisify(gunzip);

async function measure(exporter: Exporter | undefined, load: Load): Promise<Figures> {
  if (!exporter) throw new Error('there is no exporter');
  const { pid, url, headers } = exporter;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const took: number[] = [];
  let [next, failed] = [0, 0];
  let last: Buffer = Buffer.alloc(0);
  let packed = false;
  const scrape = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const request = get(
        `${url}/snmp?target=127.0.0.1:${port}&module=${load.module}`,
        { agent, headers: { ...headers, 'Accept-Encoding': 'gzip' } },
        (response) => {
          const parts: Buffer[] = [];
          packed = response.headers['content-encoding'] === 'gzip';
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            last = Buffer.concat(parts);
            resolve(response.statusCode ?? 0);
          });
        },
      );
      request.on('error', reject);
    });
  const scrapeUntil = async (end: number): Promise<void> => {
    while (next < end) {
      const port = load.ports[next++ % load.ports.length] ?? 0;
      const started = performance.now();
      const status = await scrape(port);
      took.push(performance.now() - started);
      if (status !== 200) failed++;
    }
  };
  const all = (end: number): Promise<unknown> =>
    Promise.all(Array.from({ length: concurrency }, () => scrapeUntil(end)));
  await all(load.warmUp);
  took.length = 0;
  failed = 0;
  const [before, started] = [cpuMs(pid), performance.now()];
  await all(load.warmUp + load.scrapes);
  const [used, wall] = [(cpuMs(pid) - before) / load.scrapes, performance.now() - started];
  agent.destroy();
  took.sort((a, b) => a - b);
  const text = (packed ? await unzip(last) : last).toString();
  const own = (line: string): boolean => line !== '' && !line.startsWith('#') && !line.startsWith('snmp_scrape_');
  return {
    way: `${load.name}: ${exporter.name}`,
    cpuMs: used,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    wallMs: wall / load.scrapes,
    rssMb: rssMb(pid),
    series: text.split('\n').filter(own).length,
    packets: Number(/^snmp_scrape_packets_sent\S* (\d+)$/m.exec(text)?.[1]),
    failed,
  };
}

/** Of each figure the median of the rounds; what failed in any. */
function median(all: readonly Figures[]): Figures {
  const of = (figure: 'cpuMs' | 'p50Ms' | 'p99Ms' | 'wallMs' | 'rssMb' | 'series' | 'packets'): number =>
    quantile(
      all.map((one) => one[figure]).sort((a, b) => a - b),
      0.5,
    );
  return {
    way: all[0]?.way ?? '',
    ...{ cpuMs: of('cpuMs'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), wallMs: of('wallMs') },
    ...{ rssMb: of('rssMb'), series: of('series'), packets: of('packets') },
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
  };
}

function report(results: readonly [Figures, Figures][], thousand: Figures): void {
  console.log(
    `${concurrency} scrapes at once, max-repetitions 25, gzip; the median of ${rounds} rounds in turns. CPU is of the exporter alone; wall is the time of all scrapes divided by their number.\n` +
      "The peer is Debian's prometheus-snmp-exporter 0.21 of 2022.\n",
  );
  console.log(
    '| way | CPU ms | p50 ms | p99 ms | wall ms | RSS MB | packets | series | failed |\n|---|---|---|---|---|---|---|---|---|',
  );
  const row = ({ way, packets, series, failed, ...times }: Figures): string => {
    const figures = [times.cpuMs, times.p50Ms, times.p99Ms, times.wallMs, times.rssMb];
    return `| ${way} | ${figures.map((value) => value.toFixed(value < 10 ? 2 : 0)).join(' | ')} | ${packets} | ${series} | ${failed} |`;
  };
  for (const pair of results) for (const figures of pair) console.log(row(figures));
  console.log(row({ ...thousand, way: 'switch, 1,000 of them: ours' }));
  const ratio = (at: number, of: 'cpuMs' | 'p99Ms' | 'wallMs'): number | undefined => {
    const [mine, theirs] = results[at] ?? [];
    return mine && theirs && Math.round((mine[of] / theirs[of]) * 1000) / 1000;
  };
  console.log();
  console.log(
    JSON.stringify({
      switch_cpu_ratio: ratio(0, 'cpuMs'),
      switch_p99_ratio: ratio(0, 'p99Ms'),
      ups_cpu_ratio: ratio(1, 'cpuMs'),
      v3_cpu_ratio: ratio(2, 'cpuMs'),
      rtt50_wall_ratio: ratio(3, 'wallMs'),
      rss_mb_1000_targets: Math.round(thousand.rssMb),
      failed: [...results.flat(), thousand].reduce((sum, { failed }) => sum + failed, 0),
    }),
  );
}

function ourConfig(folder: string, yml: string): string {
  const file = path.join(folder, 'exporter.yml');
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  write('inventory.yml', inventoryText([]));
  write('credentials.yml', '{}\n');
  write('token', token);
  write('snmp.yml', yml);
  write(
    'exporter.yml',
    stringify({
      listen: { port: 0 },
      inventory: ['inventory.yml'],
      credentialsFile: 'credentials.yml',
      snmp: { files: ['snmp.yml'], tokenFile: 'token', allowedNetworks: ['127.0.0.0/8'] },
    }),
  );
  return file;
}
