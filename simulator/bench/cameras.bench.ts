import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cityParts } from '../src/city/city.ts';
import { credentialsFile, demoCredentials, inventoryFiles } from '../src/city/yamlFiles.ts';
import { endpointOf } from '../src/endpoint.ts';
import { reach, watch, type Camera } from './rtspViewer.ts';
import { snmpPoller } from './snmpPoller.ts';

const wantedCameras = 1000;
const ports = { snmp: 26161, rtsp: 25554 };
const pollSeconds = 15;
const streamEverySeconds = 30;
const streamSeconds = 4;
const probingSeconds = 60;
const allStreamingSeconds = 20;

/** A city just big enough. */
function cityOf(cameras: number) {
  for (let sites = Math.ceil(cameras / 5); ; sites++) {
    const parts = cityParts({ sites, ports });
    if (parts.cameras.elements.length >= cameras) return parts;
  }
}

const wait = (ms: number): Promise<void> => new Promise((wake) => setTimeout(wake, ms));

/** Calls `each` for every item once a period, spread evenly over it, for so long. */
async function spread<T>(
  items: readonly T[],
  periodSeconds: number,
  seconds: number,
  each: (item: T) => void,
): Promise<void> {
  const start = performance.now();
  const total = Math.floor((items.length * seconds) / periodSeconds);
  for (let i = 0; i < total;) {
    const due = Math.min(total, ((performance.now() - start) / 1000 / periodSeconds) * items.length);
    for (; i < due; i++) each(items[i % items.length] as T);
    await wait(5);
  }
}

const ticksPerSecond = 100;

/** CPU of a process until now, user and system, seconds (proc(5), /proc/pid/stat fields 14 and 15). */
async function cpuSeconds(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
async function residentMegabytes(pid: number): Promise<number> {
  return Number(/VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

async function startChild(folder: string): Promise<ChildProcess> {
  const main = path.join(import.meta.dirname, '../src/main.ts');
  const flags = ['--inventory', path.join(folder, 'inventory'), '--credentials', path.join(folder, 'credentials.yaml')];
  const child = spawn(
    process.execPath,
    [main, ...flags, '--control-port', '0', '--data-dir', path.join(folder, 'clips')],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ready = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  if (!Buffer.isBuffer(ready[0])) throw new Error('the simulator did not start');
  return child;
}

/** One simulator process under the probes of the whole district, then with every camera streaming at once. */
export async function camerasBench(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cameras-bench-'));
  const parts = cityOf(wantedCameras);
  await mkdir(path.join(folder, 'inventory'));
  for (const [name, text] of inventoryFiles(parts, 'bench'))
    await writeFile(path.join(folder, 'inventory', name), text);
  await writeFile(path.join(folder, 'credentials.yaml'), credentialsFile('bench'));
  const child = await startChild(folder);
  const pid = child.pid ?? 0;
  try {
    const account = demoCredentials['camera-default'];
    const cameras = parts.cameras.elements
      .slice(0, wantedCameras)
      .map((element): Camera => ({ ...endpointOf(element), streamPath: element.streamPath ?? '/' }));
    const asked = [...parts.power.elements, ...parts.transmission.elements].filter(
      ({ credentials }) => credentials === 'snmp-default',
    );
    const agents = asked.flatMap((element) =>
      element.modules.flatMap((module) =>
        module === 'snmp_if' || module === 'snmp_ups' ? [{ module, endpoint: endpointOf(element) }] : [],
      ),
    );
    const poller = snmpPoller(demoCredentials['snmp-default'].community);
    const failures: unknown[] = [];
    const failed = (error: unknown): void => void failures.push(error);
    const streamed: Promise<number>[] = [];

    const before = await cpuSeconds(pid);
    const start = performance.now();
    await Promise.all([
      spread(agents, pollSeconds, probingSeconds, ({ module, endpoint }) => poller.poll(module, endpoint)),
      spread(cameras, pollSeconds, probingSeconds, (camera) => void reach(camera, account).catch(failed)),
      spread(cameras, streamEverySeconds, probingSeconds, (camera) => {
        streamed.push(watch(camera, account, streamSeconds * 1000).catch((error: unknown) => (failed(error), 0)));
      }),
    ]);
    const probing = ((await cpuSeconds(pid)) - before) / ((performance.now() - start) / 1000);
    const octets = (await Promise.all(streamed)).reduce((sum, each) => sum + each, 0);
    await wait(200);
    poller.close();

    let settled: () => void = () => undefined;
    const measured = new Promise<void>((done) => (settled = done));
    const opening = 15;
    const all: Promise<number>[] = [];
    void spread(cameras, opening, opening, (camera) => {
      const left = (opening + allStreamingSeconds) * 1000 + 5000;
      all.push(watch(camera, account, left).catch((error: unknown) => (failed(error), 0)));
    }).then(() => settled());
    await measured;
    await wait(3000);
    const beforeAll = await cpuSeconds(pid);
    const startAll = performance.now();
    await wait(allStreamingSeconds * 1000);
    const allStreaming = ((await cpuSeconds(pid)) - beforeAll) / ((performance.now() - startAll) / 1000);
    const rss = await residentMegabytes(pid);
    const received = await Promise.all(all);
    const flowing = received.filter((each) => each > 0).length;

    const kilobits = (octets * 8) / 1000 / (streamed.length * streamSeconds);
    console.table({
      cameras: cameras.length,
      'SNMP agents': agents.length,
      'SNMP requests answered': `${poller.counts.answered} of ${poller.counts.sent}`,
      'streams watched for 4 s': streamed.length,
      'kbit/s of a stream': Math.round(kilobits),
      'failed probes': failures.length,
      'CPU cores, probed as by the exporter': probing.toFixed(3),
      'sessions at once': flowing,
      'CPU cores, all streaming': allStreaming.toFixed(3),
      'resident memory, MB': Math.round(rss),
    });
    if (failures.length > 0) console.error('first failure:', failures[0]);
    const figures = {
      cameras: cameras.length,
      cpu_cores: round(probing),
      cpu_cores_all_streaming: round(allStreaming),
    };
    console.log(JSON.stringify({ ...figures, rss_mb: Math.round(rss) }));
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(folder, { recursive: true });
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
