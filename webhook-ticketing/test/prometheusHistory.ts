import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Samples of one series; `at` in milliseconds since the epoch. */
export interface History {
  metric: string;
  labels: Readonly<Record<string, string>>;
  samples: readonly { at: number; value: number }[];
}

export interface HistoricPrometheus {
  url: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** A real Prometheus that remembers this history and scrapes nothing. */
export async function prometheusWith(history: readonly History[]): Promise<HistoricPrometheus> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rmprom-'));
  const [samples, data, config] = ['history.om', 'data', 'prometheus.yml'].map((name) => path.join(folder, name));
  if (!samples || !data || !config) throw new Error('three names make three paths');
  await writeFile(samples, openMetrics(history));
  await writeFile(config, 'global: {}\n');
  await run('promtool', ['tsdb', 'create-blocks-from', 'openmetrics', samples, data]);
  const port = await freePort();
  const server = spawn(
    'prometheus',
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${String(port)}`,
    ],
    { stdio: 'ignore' },
  );
  const ended = once(server, 'exit');
  const url = `http://127.0.0.1:${String(port)}`;
  await ready(url, () => server.exitCode);
  return {
    url,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** All samples of a metric stand together, the name of a recording rule with its colons. */
function openMetrics(history: readonly History[]): string {
  const lines: string[] = [];
  for (const [metric, series] of Map.groupBy(history, (one) => one.metric)) {
    lines.push(`# TYPE ${metric} gauge`);
    for (const { labels, samples } of series) {
      const written = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
      for (const { at, value } of samples)
        lines.push(`${metric}{${written.join(',')}} ${String(value)} ${String(at / 1000)}`);
    }
  }
  return [...lines, '# EOF', ''].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(url: string, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const answers = await fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    if (exitCode() !== null) throw new Error(`prometheus ended with ${String(exitCode())}`);
    if (Date.now() > deadline) throw new Error('prometheus is not ready after 30 s');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
