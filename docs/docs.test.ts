import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { carrierAlarmReport } from '@roundsman/contract/carrierAlarms.ts';
import { captureReport } from '@roundsman/contract/captureReport.ts';
import { recorderReport } from '@roundsman/contract/recorderReport.ts';
import { forecastKinds } from '@roundsman/contract/forecast.ts';
import { inventoryFile } from '@roundsman/contract/inventory/schema.ts';
import { parse } from 'yaml';
import { metricsPage } from './metricsPage.ts';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const guides = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'docs/acceptance.md',
  'docs/prediction.md',
];

/** Paths of the project that a page names: relative links, and code that looks like a path with a folder. */
function namedPaths(file: string): string[] {
  const text = read(file);
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target]) =>
    path.join(path.dirname(file), target ?? ''),
  );
  const code = [...text.matchAll(/`([\w.-]+\/[\w./-]+)`/g)]
    .map(([, target]) => target ?? '')
    .filter((target) => !target.startsWith('.roundsman'));
  return [...links, ...code];
}

describe('the guides', () => {
  test.each(guides)('%s names only paths that exist', (file) => {
    expect(namedPaths(file).filter((named) => !existsSync(path.join(root, named)))).toEqual([]);
  });

  test('ARCHITECTURE.md names every room', () => {
    const rooms = [
      'contract',
      'exporter',
      'simulator',
      'webhook-ticketing',
      'grafana-plugin',
      'provisioning',
      'e2e',
      'scripts',
    ];
    expect(rooms.filter((room) => !read('ARCHITECTURE.md').includes(`\`${room}/\``))).toEqual([]);
  });
});

test('the page of metrics is what the catalogue writes', () => {
  expect(read('docs/metrics.md')).toBe(metricsPage());
});

test('the example of how devices are asked is one that the inventory takes', () => {
  const [, example = ''] = /```yaml\n([^`]+)```/.exec(read('docs/asking.md')) ?? [];
  expect(inventoryFile.parse({ version: 1, ...parse(example) }).elements).not.toHaveLength(0);
});

test('the example of what a recorder reports is one that is taken', () => {
  const [, body = ''] = /```json\n([^`]+"disks"[^`]+)```/.exec(read('docs/asking.md')) ?? [];
  expect(recorderReport.parse(JSON.parse(body)).channels).toHaveLength(1);
});

test('the example of what a camera captured is one that is taken', () => {
  const [, body = ''] = /```json\n([^`]+"hours"[^`]+)```/.exec(read('docs/asking.md')) ?? [];
  expect(captureReport.parse(JSON.parse(body))).toHaveProperty('last');
});

test('the examples of how notifications and alarms come in are taken', () => {
  const page = read('docs/traps.md');
  const inventories = [...page.matchAll(/```yaml\n([^`]+)```/g)].map(([, example = '']) =>
    inventoryFile.parse({ version: 1, ...parse(example) }),
  );
  expect(inventories.map(({ elements }) => elements.length)).toEqual([1, 2]);
  const [, body = ''] = /```json\n([^`]+)```/.exec(page) ?? [];
  expect(carrierAlarmReport.parse(JSON.parse(body)).alarms[0]?.probableCause).toBe('loss_of_signal');
});

test('the page on prediction says of each kind of wear what is looked at, in both languages', () => {
  const [, english = '', chinese = ''] = read('docs/prediction.md').split(/^## /m);
  for (const kind of forecastKinds) {
    expect(english).toContain(`(\`${kind}\`)`);
    expect(chinese).toContain(`（\`${kind}\`）`);
  }
});

test('decisions are numbered without gaps', () => {
  const numbers = readdirSync(path.join(root, 'docs/adr')).map((file) => Number(file.slice(0, 4)));
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, i) => i + 1));
});
