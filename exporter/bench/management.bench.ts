import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { heapFlags } from '../src/heapFlags.ts';
import { cameraLogin } from '../test/exporterUnderTest.ts';
import { inventoryText } from '../test/inventoryFixture.ts';
import { cpuMs, quantile, rssMb } from './measuredProcess.ts';
import { nodeChildren } from './nodeChildren.ts';
import { scrapeEvenly } from './scrapeEvenly.ts';

/** Of which every third enforces, so that its clock is read to a tenth of a second. */
const cameras = 1000;

/**
 * One exporter with 1,000 cameras, each asked over ONVIF once a minute for its clock, who it is and what happened. Prints a table,
 * and last one JSON object. The first minute, in which everything is asked for the first time, is shown apart.
 */
export async function benchManagement(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  const { start: child, stop } = nodeChildren();
  try {
    const [line] = await child('onvifFleet.ts', [String(cameras)]).line(/^\[.*\]$/m);
    const config = writeConfig(folder, z.array(z.number()).parse(JSON.parse(line)));
    const exporter = child('../src/main.ts', ['--config', config], heapFlags);
    const [, port] = await exporter.line(/"port":(\d+),.*"listening"/);
    const pid = exporter.process.pid ?? 0;
    const ask = {
      ...({ port: Number(port), group: 'management', minutes: 1 } as const),
      devices: Array.from({ length: cameras }, (_, at) => `camera-${at}`),
    };
    console.log(`${cameras} cameras, each asked over ONVIF once a minute\n`);
    console.log('| minute | p50 ms | p99 ms | lost | cores | CPU ms a probe | RSS MB |\n|---|---|---|---|---|---|---|');
    let last = {};
    for (const minute of [1, 2, 3]) {
      const [before, started] = [cpuMs(pid), performance.now()];
      const scraped = await scrapeEvenly(ask);
      const spent = cpuMs(pid) - before;
      const cores = spent / (performance.now() - started);
      const after = scraped.map(({ afterMs }) => afterMs).sort((a, b) => a - b);
      const lost = scraped.filter(({ good }) => !good).length;
      const [p50, p99, rss] = [quantile(after, 0.5), quantile(after, 0.99), rssMb(pid)].map(Math.round);
      console.log(
        `| ${minute} | ${p50} | ${p99} | ${lost} | ${cores.toFixed(3)} | ${(spent / cameras).toFixed(2)} | ${rss} |`,
      );
      last = { cameras, cpu_cores: Math.round(cores * 1000) / 1000, rss_mb: rss, p99_ms: p99, lost };
    }
    console.log(`\n${JSON.stringify(last)}`);
  } finally {
    await stop();
    rmSync(folder, { recursive: true });
  }
}

function writeConfig(folder: string, ports: readonly number[]): string {
  const devices = ports.map((port, at) => ({
    ...{ id: `camera-${at}`, kind: 'camera', modules: ['onvif'], address: '127.0.0.1', credentials: 'camera' },
    ...{ onvif: { port }, purpose: at % 3 === 0 ? 'enforcement' : 'surveillance' },
  }));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  write('inventory.yml', inventoryText(devices));
  write('credentials.yml', stringify({ camera: { type: 'rtsp', ...cameraLogin } }));
  const config = { listen: { port: 0 }, inventory: ['inventory.yml'], credentialsFile: 'credentials.yml' };
  write('exporter.yml', stringify(config));
  return path.join(folder, 'exporter.yml');
}
