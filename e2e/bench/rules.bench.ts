import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import { answers } from '../../scripts/stack/health.ts';
import { freePorts } from '../../scripts/stack/ports.ts';
import { requireProgram } from '../../scripts/stack/requireProgram.ts';
import { root } from '../../scripts/stack/stackFolder.ts';
import { StackProcess } from '../../scripts/stack/stackProcess.ts';
import { quantile } from './distribution.ts';
import { measureLoad } from './processLoad.ts';
import { ruleFleet, type Series } from './ruleFleet.ts';

/**
 * How long a real Prometheus takes to evaluate all rules of the house over the series of DEVICES devices, for each cycle of five
 * seconds: what a group takes, by how many cycles pass from one of its evaluations to the next (`cycle_s`), and as though all of them,
 * the hourly ones too, fell into one cycle (`all_at_once_s`). WARM_UP minutes fill the windows of the rules, then it is looked for
 * MINUTES. Long windows (a day, a week) are of series that are recorded seldom and hold little here.
 */
const whole = (name: string, otherwise: number): number => {
  const value = Number(process.env[name] ?? otherwise);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${name}: expected a whole number from 1, got ${value}`);
  return value;
};
const fleet = ruleFleet(whole('DEVICES', 10_000));
const warmUpMinutes = whole('WARM_UP', 11);
const minutes = whole('MINUTES', 3);
const devicesPerPage = 100;
const cycleSeconds = 5;
const barSeconds = 0.5;

/** The devices of a job, so many to a page, and how each page reads by now. */
const pages = new Map<string, readonly Series[]>();
const started = performance.now();
for (const { name, devices } of fleet.jobs)
  for (let at = 0; at * devicesPerPage < devices.length; at += 1)
    pages.set(`/${name}/${at}`, devices.slice(at * devicesPerPage, (at + 1) * devicesPerPage).flat());
const exposition = createServer((request, reply) => {
  const series = pages.get(request.url ?? '');
  if (!series) return void reply.writeHead(404).end();
  const seconds = (performance.now() - started) / 1000;
  const lines = series.map(([name, value]) => `${name} ${typeof value === 'number' ? value : value(seconds)}\n`);
  return void reply.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(lines.join(''));
}).listen(0, '127.0.0.1');
await once(exposition, 'listening');
const { port } = exposition.address() as AddressInfo;

const folder = await mkdtemp(path.join(tmpdir(), 'rules-bench-'));
const rules = path.join(root, 'provisioning/prometheus/rules');
const config = {
  global: { evaluation_interval: '5s' },
  rule_files: [path.join(rules, '*.yml')],
  scrape_configs: fleet.jobs.map(({ name, seconds }) => ({
    job_name: name,
    scrape_interval: `${seconds}s`,
    scrape_timeout: '10s',
    honor_labels: true,
    static_configs: [...pages.keys()]
      .filter((page) => page.startsWith(`/${name}/`))
      .map((page) => ({ targets: [`127.0.0.1:${port}`], labels: { __metrics_path__: page } })),
  })),
};
await writeFile(path.join(folder, 'prometheus.yml'), stringify(config));
const url = `http://127.0.0.1:${(await freePorts()).prometheus}`;
const prometheus = new StackProcess({
  name: 'prometheus',
  command: [
    requireProgram('prometheus'),
    `--config.file=${path.join(folder, 'prometheus.yml')}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=${new URL(url).host}`,
  ],
  folder,
  logFile: path.join(folder, 'prometheus.log'),
  health: answers(`${url}/-/ready`),
});

const groupsAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        name: z.string(),
        interval: z.number(),
        evaluationTime: z.number(),
        rules: z.array(
          z.object({
            name: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
            evaluationTime: z.number(),
            alerts: z.array(z.unknown()).optional(),
          }),
        ),
      }),
    ),
  }),
});
const ask = async () => groupsAnswer.parse(await (await fetch(`${url}/api/v1/rules`)).json()).data.groups;

try {
  await prometheus.start();
  await pause(warmUpMinutes * 60_000);
  const load = measureLoad({ prometheus: prometheus.pid ?? 0 });
  const cycles: number[] = [];
  const allAtOnce: number[] = [];
  const spent = new Map<string, number[]>();
  const add = (name: string, seconds: number): void => void spent.set(name, [...(spent.get(name) ?? []), seconds]);
  let alerts = 0;
  let rulesSeen = 0;
  for (const end = Date.now() + minutes * 60_000; Date.now() < end; await pause(5000)) {
    const groups = await ask();
    const all = groups.flatMap((group) => group.rules);
    const failed = all.filter(({ health }) => health === 'err').map(({ name, lastError }) => `${name}: ${lastError}`);
    if (failed.length > 0) throw new Error(`rules fail: ${failed.join('; ')}`);
    allAtOnce.push(groups.reduce((sum, { evaluationTime }) => sum + evaluationTime, 0));
    cycles.push(
      groups.reduce((sum, { evaluationTime, interval }) => sum + (evaluationTime * cycleSeconds) / interval, 0),
    );
    for (const { name, evaluationTime, interval } of groups) add(`all of ${name}, each ${interval} s`, evaluationTime);
    for (const { name, evaluationTime } of all) add(name, evaluationTime);
    alerts = all.reduce((sum, rule) => sum + (rule.alerts?.length ?? 0), 0);
    rulesSeen = all.length;
  }
  const median = (values: readonly number[]): number =>
    quantile(
      [...values].sort((a, b) => a - b),
      0.5,
    );
  const dearest = [...spent].map(([name, values]) => [name, median(values)] as const).sort((a, b) => b[1] - a[1]);
  for (const [name, seconds] of dearest.slice(0, 30))
    console.log(`${(seconds * 1000).toFixed(1).padStart(8)} ms  ${name}`);
  console.log(JSON.stringify(load(), null, 2));
  const cycle = median(cycles);
  if (cycle > barSeconds) process.exitCode = 1;
  console.log(
    JSON.stringify({
      devices: fleet.devices,
      series: fleet.series,
      files: (await readdir(rules)).length,
      rules: rulesSeen,
      alerts,
      cycles: cycles.length,
      cycle_s: Number(cycle.toFixed(3)),
      worst_cycle_s: Number(Math.max(...cycles).toFixed(3)),
      all_at_once_s: Number(median(allAtOnce).toFixed(3)),
      load_average: Number(loadavg()[0]?.toFixed(1)),
    }),
  );
} finally {
  await prometheus.stop();
  exposition.closeAllConnections();
  exposition.close();
  await rm(folder, { recursive: true, force: true });
}
