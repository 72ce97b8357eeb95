import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import { exporterMetrics, probeMetrics, ticketingMetrics } from '@roundsman/contract/catalogue.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import { layers, severities } from '@roundsman/contract/vocabulary.ts';
import { parse } from 'yaml';
import { z } from 'zod';

const here = import.meta.dirname;
const folder = (name: string): string[] =>
  readdirSync(path.join(here, name)).map((file) => path.join(here, name, file));
const alertingRule = z.object({
  alert: z.string(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
});
const recordingRule = z.strictObject({ record: z.string(), expr: z.string() });
const ruleFile = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(z.union([alertingRule, recordingRule])),
    }),
  ),
});
const allRules = folder('prometheus/rules').flatMap((file) =>
  ruleFile.parse(parse(readFileSync(file, 'utf8'))).groups.flatMap((group) => group.rules),
);
const rules = allRules.filter((rule) => 'alert' in rule);
const records = allRules.filter((rule) => 'record' in rule);
const faultRules = rules.filter((rule) => rule.labels['layer'] !== 'platform');
const tests = folder('prometheus/tests').map((file) => readFileSync(file, 'utf8'));

/** Prometheus' own series, which no catalogue of ours lists. */
const ofPrometheus = new Set(['up']);

function metricNames(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name === '⚠') throw new Error(`does not parse: ${expr.slice(node.from)}`);
      if (node.name !== 'VectorSelector') return;
      const identifier = node.node.getChild('Identifier');
      if (identifier) names.push(expr.slice(identifier.from, identifier.to));
    },
  });
  return names;
}

describe('every alerting rule', () => {
  test('asks only for metrics of the catalogue', () => {
    const known = new Set([
      ...Object.keys({ ...probeMetrics, ...exporterMetrics, ...ticketingMetrics }),
      ...ofPrometheus,
      ...records.map(({ record }) => record),
    ]);
    for (const { alert, expr } of rules) {
      const unknown = metricNames(expr).filter(
        (name) => !known.has(name.replace(/_(bucket|sum|count)$/, '')) && !known.has(name),
      );
      expect({ alert, unknown }).toEqual({ alert, unknown: [] });
    }
  });

  test('has a runbook in both languages, and no runbook is left over', () => {
    for (const { alert, annotations } of rules) {
      const runbook = path.join(here, 'runbooks', `${alert}.md`);
      expect({ alert, runbook: annotations['runbook'], exists: existsSync(runbook) }).toEqual({
        alert,
        runbook: alert,
        exists: true,
      });
      expect(readFileSync(runbook, 'utf8')).toMatch(/## English[\s\S]+## 中文/);
    }
    expect(
      folder('runbooks')
        .map((file) => path.basename(file, '.md'))
        .sort(),
    ).toEqual(rules.map(({ alert }) => alert).sort());
  });

  test('has a summary in both languages and a severity and layer of the vocabulary', () => {
    for (const { alert, annotations, labels } of rules) {
      expect({ alert, en: annotations['summary'], zh: annotations['summary_zh'] }).toEqual({
        alert,
        en: expect.stringMatching(/\w/),
        zh: expect.stringMatching(/\p{Script=Han}/u),
      });
      expect(layers).toContain(labels['layer']);
      expect(severities).toContain(labels['severity']);
    }
  });

  test('has a promtool test', () => {
    for (const { alert } of rules) {
      expect({ alert, tested: tests.some((text) => text.includes(`alertname: ${alert}\n`)) }).toEqual({
        alert,
        tested: true,
      });
    }
  });
});

describe('every recording rule', () => {
  const catalogue = new Set(Object.keys(probeMetrics));
  test('is made of metrics of the catalogue, or of what was recorded before it', () => {
    const known = new Set(catalogue);
    for (const { record, expr } of records) {
      expect({ record, unknown: metricNames(expr).filter((name) => !known.has(name)) }).toEqual({
        record,
        unknown: [],
      });
      known.add(record);
    }
  });

  test('has a promtool test, itself or through what is made of it', () => {
    const isTested = (name: string): boolean =>
      tests.some((text) => text.includes(`expr: ${name}`)) ||
      records.some(({ record, expr }) => metricNames(expr).includes(name) && isTested(record));
    expect(records.map(({ record }) => record).filter((name) => !isTested(name))).toEqual([]);
  });
});

test('every symptom of the contract has its rule, and every fault rule its symptom', () => {
  const byRule = faultRules.map(({ alert, labels }) => ({ alert, symptom: labels['symptom'], layer: labels['layer'] }));
  const byContract = Object.entries(symptoms).map(([symptom, { alertname, layer }]) => ({
    alert: alertname,
    symptom,
    layer,
  }));
  expect(byRule.sort((a, b) => a.alert.localeCompare(b.alert))).toEqual(
    byContract.sort((a, b) => a.alert.localeCompare(b.alert)),
  );
});

test("Prometheus' own promtool accepts the rules and passes their tests", async () => {
  const promtool = promisify(execFile);
  await promtool('promtool', ['check', 'rules', ...folder('prometheus/rules')]);
  const { stdout } = await promtool('promtool', ['test', 'rules', ...folder('prometheus/tests')]);
  expect(stdout.match(/SUCCESS/g)).toHaveLength(tests.length);
}, 60_000);
