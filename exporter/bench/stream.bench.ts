import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { inventoryText } from '../test/inventoryFixture.ts';
import { heapFlags } from '../src/heapFlags.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';
import { nodeChildren } from './nodeChildren.ts';

const cameras = 1000;
const intervalMs = 30_000;
/** An answer is late when it comes this long after its camera's moment and the time for which the stream was watched. */
const lateMs = 1000;
const rounds = 4;
const ourChecks = 24;
const peerChecks = 4;

interface Visit {
  /** From the camera's moment to the answer, without the window, ms. */
  afterMs: number;
  good: boolean;
}

/**
 * Ours and ffprobe in turn on the same server, CPU a check; then 1,000 cameras every 30 s from one exporter. Prints a table, and last
 * one JSON object. SECONDS says for how long the cameras are asked after the first 30 s, which warm up; 60 unless told.
 */
export async function benchStream(): Promise<void> {
  const seconds = Number(process.env.SECONDS ?? 60);
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const { start: child, stop } = nodeChildren();
  try {
    const [, clipPort = ''] = await child('clipServer.ts', []).line(/\{"clipPort":(\d+)\}/);
    const config = writeConfig(folder, Number(clipPort));
    const exporter = child('../src/main.ts', ['--config', config], heapFlags);
    const [, port] = await exporter.line(/"port":(\d+),.*"listening"/);
    const pid = exporter.process.pid ?? 0;
    const agent = new Agent({ keepAlive: true });
    const visit = (device: string, due = performance.now()): Promise<Visit> => scrape(agent, Number(port), device, due);

    const ratios = { main: NaN, sub: NaN };
    console.log('| stream | ours, CPU ms a check | ffprobe, CPU ms a check | ratio |\n|---|---|---|---|');
    for (const stream of ['main', 'sub'] as const) {
      const devices = Array.from({ length: ourChecks }, (_, at) => `${stream}-${at}`);
      await Promise.all(devices.map((device) => visit(device)));
      const spent = { ours: 0, peer: 0 };
      for (let round = 0; round < rounds; round++) {
        const before = cpuMs(pid);
        const visits = await Promise.all(devices.map((device) => visit(device)));
        spent.ours += cpuMs(pid) - before;
        if (visits.some(({ good }) => !good)) throw new Error(`a check of ${stream} failed`);
        for (let at = 0; at < peerChecks; at++) spent.peer += ffprobeCpuMs(`rtsp://127.0.0.1:${clipPort}/${stream}`);
      }
      const [ours, peer] = [spent.ours / (rounds * ourChecks), spent.peer / (rounds * peerChecks)];
      ratios[stream] = ours / peer;
      console.log(`| ${stream} | ${ours.toFixed(2)} | ${peer.toFixed(0)} | ${ratios[stream].toFixed(4)} |`);
    }

    await visitAll(visit, intervalMs);
    const [before, started] = [cpuMs(pid), performance.now()];
    const visits = await visitAll(visit, seconds * 1000);
    const cores = (cpuMs(pid) - before) / (performance.now() - started);
    report(visits, cores, rssMb(pid), ratios);
    agent.destroy();
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}

/** Ask every camera once an interval, spread evenly. */
async function visitAll(visit: (device: string, due: number) => Promise<Visit>, forMs: number): Promise<Visit[]> {
  const begin = performance.now() + 100;
  const visits: Promise<Visit>[] = [];
  for (let at = 0; at < (cameras * forMs) / intervalMs;) {
    const now = performance.now() - begin;
    for (; at < (cameras * forMs) / intervalMs && (at * intervalMs) / cameras <= now; at++)
      visits.push(visit(`camera-${at % cameras}`, begin + (at * intervalMs) / cameras));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(visits);
}

function scrape(agent: Agent, port: number, device: string, due: number): Promise<Visit> {
  return new Promise((resolve) => {
    const ended = (text: string): void => {
      const windowSeconds = Number(/^stream_window_seconds\{[^}]*\} ([\d.]+)$/m.exec(text)?.[1] ?? 0);
      const afterMs = performance.now() - due - windowSeconds * 1000;
      resolve({ afterMs, good: /^probe_success 1$/m.test(text) });
    };
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '10' };
    const url = { agent, port, host: '127.0.0.1', path: `/probe?target=${device}&module=rtsp`, headers };
    const request = get(url, (response) => {
      let text = '';
      response.setEncoding('latin1').on('data', (part: string) => void (text += part));
      response.on('end', () => ended(text));
      response.on('error', () => ended(''));
    });
    request.on('error', () => ended(''));
  });
}

/** As a user would ask. The shell's `times` says last what its children took: user and system. */
function ffprobeCpuMs(url: string): number {
  const command = `ffprobe -v error -rtsp_transport tcp -show_streams ${url} >/dev/null && times`;
  const text = execFileSync('bash', ['-c', command], { encoding: 'utf8' });
  const ofChildren = text.trim().split('\n').at(-1) ?? '';
  const parts = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)];
  return parts.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0);
}

function report(
  visits: readonly Visit[],
  cores: number,
  rss: number,
  { main, sub }: { main: number; sub: number },
): void {
  const after = visits.map(({ afterMs }) => afterMs).sort((a, b) => a - b);
  const late = visits.filter(({ afterMs, good }) => !good || afterMs > lateMs).length / visits.length;
  const lost = visits.filter(({ good }) => !good).length;
  console.log(`\n${cameras} cameras, each asked every ${intervalMs / 1000} s\n`);
  console.log(
    '| visits | p50 ms beside the window | p99 ms | late | failed | cores | RSS MB |\n|---|---|---|---|---|---|---|',
  );
  const times = [quantile(after, 0.5), quantile(after, 0.99)].map((ms) => ms.toFixed(0)).join(' | ');
  console.log(
    `| ${visits.length} | ${times} | ${(late * 100).toFixed(2)} % | ${lost} | ${cores.toFixed(3)} | ${rss.toFixed(0)} |\n`,
  );
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  console.log(
    JSON.stringify({
      ...{ main_cpu_ratio: rounded(main), sub_cpu_ratio: rounded(sub), cameras },
      ...{ cpu_cores: rounded(cores), rss_mb: Math.round(rss), late_ratio: rounded(late) },
    }),
  );
}

function writeConfig(folder: string, port: number): string {
  const named = (name: string, count: number, streamPath: string) =>
    Array.from({ length: count }, (_, at) => ({
      id: `${name}-${at}`,
      kind: 'camera',
      modules: ['rtsp'],
      address: `127.0.0.1:${port}`,
      credentials: 'camera',
      streamPath,
    }));
  const devices = [
    ...named('main', ourChecks, '/main'),
    ...named('sub', ourChecks, '/sub'),
    ...named('camera', cameras, '/sub'),
  ];
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  write('inventory.yml', inventoryText(devices));
  write('credentials.yml', 'camera: { type: rtsp, username: viewer, password: viewer }\n');
  const files = { inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' };
  write('exporter.yml', stringify({ listen: { port: 0 }, ...files }));
  return path.join(folder, 'exporter.yml');
}
