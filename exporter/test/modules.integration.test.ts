import { readFileSync } from 'node:fs';
import { probeMetrics, type Metric } from '@roundsman/contract/catalogue.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { objectsOf } from '../src/modules/deviceModule.ts';
import { fedBy } from '../src/modules/mibObject.ts';
import { deviceModules } from '../src/modules/registry.ts';
import { promtoolFindings } from './promtool.ts';
import { goldenOf, startRecordedModules } from './recordedModules.ts';

let recorded: Awaited<ReturnType<typeof startRecordedModules>>;
beforeAll(async () => {
  recorded = await startRecordedModules();
});
afterAll(() => recorded.stop());

const catalogue: Readonly<Record<string, Metric>> = probeMetrics;

describe.each(deviceModules)('the module $name', (module) => {
  test('makes of its recording what is written beside it', async () => {
    const text = await recorded.normalised(module.name);
    expect(text).toBe(readFileSync(goldenOf(module.name), 'utf8'));
    expect(promtoolFindings(text)).toBe('');
  });

  test('emits only metrics that an object of its definition feeds, with the labels of the catalogue', () => {
    const fed = new Set<string>(objectsOf(module).flatMap(fedBy));
    const lines = readFileSync(goldenOf(module.name), 'utf8').split('\n');
    for (const line of lines.filter((found) => found !== '' && !found.startsWith('#'))) {
      const [, name = '', written = ''] = /^(\w+?)(?:_amiss)?(?:\{(.*)\})? /.exec(line) ?? [];
      if (name === 'probe_success') continue;
      expect([...fed]).toContain(name);
      const labels = [...written.matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)].map(([, label]) => label);
      expect(labels.sort()).toEqual([...(catalogue[name]?.labels ?? [])].sort());
    }
  });

  test('shows in its recording every metric that it can make', () => {
    const golden = readFileSync(goldenOf(module.name), 'utf8');
    const unseen = objectsOf(module)
      .flatMap(fedBy)
      .filter((metric) => !golden.includes(`# TYPE ${metric} `));
    expect(unseen).toEqual([]);
  });
});
