import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { startChild, type ChildServer } from '../test/childServer.ts';
import { inventoryText } from '../test/inventoryFixture.ts';
import { heapFlags } from '../src/heapFlags.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';

const agents = 200;
const concurrency = 32;
const warmUp = 200;
const scrapes = 2000;
const community = 'public';

interface Figures {
  way: string;
  cpuMs: number;
  p50Ms: number;
  p99Ms: number;
  rssMb: number;
  series: number;
  failed: number;
}

/** Ours and snmp_exporter in turn on the same simulated switches. Prints a table, and last one JSON object. */
export async function benchProbe(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const running: ChildServer[] = [];
  const child = (command: string, args: string[]): ChildServer => {
    const made = startChild(command, args);
    running.push(made);
    return made;
  };
  try {
    const fleet = child(process.execPath, [path.join(import.meta.dirname, 'switchFleet.ts'), String(agents)]);
    const ports = z.array(z.number()).parse(JSON.parse((await fleet.line(/^\[.*\]$/m))[0]));

    const ours = child(process.execPath, [
      ...heapFlags,
      path.join(import.meta.dirname, '../src/main.ts'),
      '--config',
      ourConfig(folder, ports),
    ]);
    const [, ourPort] = await ours.line(/"port":(\d+),.*"listening"/);
    const own = await measure(
      'snmp_if, ours',
      ours,
      (at) => `http://127.0.0.1:${ourPort}/probe?target=switch-${at}&module=snmp`,
    );
    await ours.stop();

    const results = [own];
    const peerPort = await freePort();
    const peer = child('prometheus-snmp-exporter', [
      `--config.file=${peerConfig(folder)}`,
      `--web.listen-address=127.0.0.1:${peerPort}`,
    ]);
    const started = await peer.line(/Listening on/i).catch((error: unknown) => error);
    if (started instanceof Error) console.log(`without the peer: ${started.message.split('\n')[0] ?? ''}`);
    else {
      for (const module of ['same_objects', 'all_objects']) {
        const url = (at: number): string =>
          `http://127.0.0.1:${peerPort}/snmp?target=127.0.0.1:${ports[at]}&module=${module}`;
        results.push(await measure(`snmp_exporter, ${module}`, peer, url));
      }
    }
    report(results);
  } finally {
    await Promise.all(running.map((process) => process.stop()));
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  way: string,
  { process: { pid } }: ChildServer,
  url: (agent: number) => string,
): Promise<Figures> {
  if (pid === undefined) throw new Error(`${way} does not run`);
  const took: number[] = [];
  let [next, failed, series] = [0, 0, 0];
  const scrapeUntil = async (end: number): Promise<void> => {
    while (next < end) {
      const at = next++ % agents;
      const started = performance.now();
      const body = await (await fetch(url(at), { headers: { 'Accept-Encoding': 'gzip' } })).text();
      took.push(performance.now() - started);
      if (!/oper_up|ifOperStatus/i.test(body)) failed++;
      series = body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
    }
  };
  const all = (end: number): Promise<unknown> =>
    Promise.all(Array.from({ length: concurrency }, () => scrapeUntil(end)));
  await all(warmUp);
  took.length = 0;
  failed = 0;
  const before = cpuMs(pid);
  await all(warmUp + scrapes);
  const used = (cpuMs(pid) - before) / scrapes;
  took.sort((a, b) => a - b);
  return {
    way,
    cpuMs: used,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    rssMb: rssMb(pid),
    series,
    failed,
  };
}

function report(results: readonly Figures[]): void {
  console.log(
    `${agents} switches of 24 ports, ${scrapes} scrapes, ${concurrency} at once; CPU is of the exporter alone\n`,
  );
  console.log('| way | CPU ms a scrape | p50 ms | p99 ms | RSS MB | series | failed |\n|---|---|---|---|---|---|---|');
  for (const row of results) {
    const figures = [row.cpuMs, row.p50Ms, row.p99Ms, row.rssMb].map((value) => value.toFixed(value < 10 ? 2 : 0));
    console.log(`| ${row.way} | ${figures.join(' | ')} | ${row.series} | ${row.failed} |`);
  }
  const [ours, same, all] = results;
  const round = (value: number | undefined): number | undefined =>
    value === undefined ? undefined : Math.round(value * 1000) / 1000;
  const ratio = (mine: number | undefined, theirs: number | undefined): number | undefined =>
    mine === undefined || theirs === undefined ? undefined : round(mine / theirs);
  console.log();
  console.log(
    JSON.stringify({
      agents,
      scrapes,
      cpu_ms: round(ours?.cpuMs),
      p50_ms: round(ours?.p50Ms),
      p99_ms: round(ours?.p99Ms),
      rss_mb: round(ours?.rssMb),
      failed: ours?.failed,
      peer_cpu_ms: round(same?.cpuMs),
      cpu_ratio: ratio(ours?.cpuMs, same?.cpuMs),
      p99_ratio: ratio(ours?.p99Ms, same?.p99Ms),
      all_objects_cpu_ratio: ratio(ours?.cpuMs, all?.cpuMs),
    }),
  );
}

function ourConfig(folder: string, ports: readonly number[]): string {
  const devices = ports.map((port, at) => ({
    id: `switch-${at}`,
    kind: 'switch',
    modules: ['snmp_if'],
    address: `127.0.0.1:${port}`,
    credentials: 'agent',
  }));
  const file = path.join(folder, 'exporter.yml');
  writeFileSync(path.join(folder, 'inventory.yml'), inventoryText(devices));
  writeFileSync(path.join(folder, 'credentials.yml'), `agent: { type: snmp_v2c, community: ${community} }\n`, {
    mode: 0o600,
  });
  writeFileSync(
    file,
    stringify({ listen: { port: 0 }, inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' }),
  );
  return file;
}

/** What snmp_if reads, by the names of IF-MIB. */
const sameObjects = {
  ifAdminStatus: '2.2.1.7',
  ifOperStatus: '2.2.1.8',
  ifInDiscards: '2.2.1.13',
  ifInErrors: '2.2.1.14',
  ifOutDiscards: '2.2.1.19',
  ifOutErrors: '2.2.1.20',
  ifHCInOctets: '31.1.1.1.6',
  ifHCOutOctets: '31.1.1.1.10',
  ifHighSpeed: '31.1.1.1.15',
};

/** Two modules in the format of snmp_exporter up to 0.22: the objects that ours reads, and whole ifTable and ifXTable. */
function peerConfig(folder: string): string {
  const name = '1.3.6.1.2.1.31.1.1.1.1';
  const allObjects: Record<string, string> = {};
  for (let column = 1; column <= 20; column++)
    allObjects[column === 8 ? 'ifOperStatus' : `ifColumn${column}`] = `2.2.1.${column}`;
  for (let column = 2; column <= 19; column++) allObjects[`ifXColumn${column}`] = `31.1.1.1.${column}`;
  const module = (objects: Record<string, string>, walk: string[]) => ({
    walk,
    get: ['1.3.6.1.2.1.1.3.0'],
    metrics: Object.entries(objects).map(([object, column]) => ({
      name: object,
      oid: `1.3.6.1.2.1.${column}`,
      type: 'gauge',
      help: object,
      indexes: [{ labelname: 'ifIndex', type: 'gauge' }],
      lookups: [{ labels: ['ifIndex'], labelname: 'ifName', oid: name, type: 'DisplayString' }],
    })),
    max_repetitions: 25,
    auth: { community },
  });
  const columns = Object.values(sameObjects).map((column) => `1.3.6.1.2.1.${column}`);
  const file = path.join(folder, 'snmp.yml');
  writeFileSync(
    file,
    stringify(
      {
        same_objects: module(sameObjects, [...columns, name]),
        all_objects: module(allObjects, ['1.3.6.1.2.1.2.2.1', '1.3.6.1.2.1.31.1.1.1']),
      },
      { aliasDuplicateObjects: false },
    ),
  );
  return file;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
