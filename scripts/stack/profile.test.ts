import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { alertmanagerConfig } from './alertmanagerConfig.ts';
import { scaleRules } from './alertingRules.ts';
import { durationMilliseconds, scaleDuration, scaleRanges } from './duration.ts';
import { profiles } from './profile.ts';
import { prometheusConfig } from './prometheusConfig.ts';
import { root } from './stackFolder.ts';

const run = promisify(execFile);
const provisioned = (file: string): string => readFileSync(path.join(root, 'provisioning', file), 'utf8');
const { timeScale } = profiles.test;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'roundsman-profile-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a duration', () => {
  test.each(['15', '15 s', '-5s', '1.5s', '', 'soon'])('"%s" is refused by name', (text) => {
    expect(() => scaleDuration(text, 0.5)).toThrow(`"${text}" is not a duration`);
  });
  test.each([
    ['15s', 2 / 15, '2000ms'],
    ['1h30m', 0.5, '2700000ms'],
    ['1ms', 0.1, '1ms'],
    ['6h', 1, '6h'],
  ])('%s times %d is %s', (text, factor, scaled) => expect(scaleDuration(text, factor)).toBe(scaled));

  test('scaled down and up again is the same to a millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 86_400 }), (seconds) => {
        const back = durationMilliseconds(scaleDuration(scaleDuration(`${seconds}s`, 0.25), 4));
        expect(Math.abs(back - seconds * 1000)).toBeLessThanOrEqual(4);
      }),
    );
  });
});

test('ranges, subqueries and offsets of an expression are scaled, its strings are not', () => {
  expect(scaleRanges('rate(a{b="[5m] offset 5m"}[5m] offset 1m) > max_over_time(c[1h:30s]) + d[2m:]', 0.1)).toBe(
    'rate(a{b="[5m] offset 5m"}[30000ms] offset 6000ms) > max_over_time(c[360000ms:3000ms]) + d[12000ms:]',
  );
});

test('the test profile has every rule of production, sooner, and promtool accepts it', async () => {
  for (const file of readdirSync(path.join(root, 'provisioning/prometheus/rules'))) {
    const production = provisioned(`prometheus/rules/${file}`);
    const scaled = scaleRules(production, timeScale);
    writeFileSync(path.join(folder, file), scaled);
    const names = (text: string): string[] => [...text.matchAll(/alert: (\w+)/g)].map(([, name]) => name ?? '');
    expect(names(scaled).sort()).toEqual(names(production).sort());
    const waits = (text: string): number[] =>
      [...text.matchAll(/for: (\w+)/g)].map(([, duration = '']) => durationMilliseconds(duration));
    expect(waits(scaled)).toEqual(waits(production).map((wait) => Math.round(wait * timeScale)));
    await run('promtool', ['check', 'rules', path.join(folder, file)]);
  }
}, 90_000);

test('the production profile leaves the rules as they are', () => {
  const production = provisioned('prometheus/rules/power.yml');
  expect(parse(scaleRules(production, 1))).toEqual(parse(production));
});

test("Prometheus' configuration for this machine keeps every job, asks this machine only, and promtool accepts it", async () => {
  const token = path.join(folder, 'metrics.token');
  writeFileSync(token, 'x');
  const text = prometheusConfig(provisioned('prometheus/prometheus.yml'), {
    exporter: '127.0.0.1:9404',
    ticketing: '127.0.0.1:9401',
    prometheus: '127.0.0.1:9402',
    alertmanager: '127.0.0.1:9403',
    rules: path.join(folder, '*.yml'),
    metricsTokenFile: token,
    timeScale,
  });
  const jobs = (config: string): unknown[] =>
    parse(config, { merge: true }).scrape_configs.map(({ job_name }: { job_name: unknown }) => job_name);
  expect(jobs(text)).toEqual(jobs(provisioned('prometheus/prometheus.yml')));
  expect(text).not.toMatch(/https|run\/secrets|exporter:\d|ticketing:\d|alertmanager:\d/);
  const config = path.join(folder, 'prometheus.yaml');
  writeFileSync(config, text);
  await run('promtool', ['check', 'config', config]);
}, 90_000);

test("Alertmanager's configuration for this machine sends faults to ticketing and the platform's own to on-call", async () => {
  const token = path.join(folder, 'webhook.token');
  writeFileSync(token, 'x');
  const config = path.join(folder, 'alertmanager.yaml');
  const text = alertmanagerConfig(provisioned('alertmanager/alertmanager.yml'), {
    ticketingUrl: 'http://127.0.0.1:9401',
    webhookTokenFile: token,
    onCallUrl: 'http://127.0.0.1:9406/on-call',
    timeScale,
  });
  writeFileSync(config, text);
  expect(text).not.toMatch(/https|run\/secrets/);
  const receiver = async (...labels: string[]): Promise<string> => {
    const { stdout } = await run('amtool', ['config', 'routes', 'test', `--config.file=${config}`, ...labels]);
    return stdout.trim();
  };
  expect(await receiver('alertname=MainsLost', 'layer=power', 'site_id=s1')).toBe('ticketing');
  expect(await receiver('alertname=TicketingDown', 'layer=platform')).toBe('on-call');
  expect(await receiver('alertname=Watchdog', 'layer=platform')).toBe('dead-man');
}, 90_000);
