import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parser } from '@prometheus-io/lezer-promql';
import {
  amissMetrics,
  amissName,
  exporterMetrics,
  isAmiss,
  probeMetrics,
  ticketingMetrics,
} from '@roundsman/contract/catalogue.ts';
import type { Metric } from '@roundsman/contract/catalogue/metric.ts';
import { faultClassIds } from '@roundsman/contract/faultClasses.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import { layers, severities } from '@roundsman/contract/vocabulary.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { durationSeconds, hasGapBy } from './seriesValues.ts';

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
const testFile = z.object({
  tests: z.array(
    z.object({
      interval: z.string(),
      input_series: z.array(z.object({ series: z.string(), values: z.string() })),
      alert_rule_test: z
        .array(z.object({ eval_time: z.string(), alertname: z.string(), exp_alerts: z.array(z.unknown()) }))
        .default([]),
    }),
  ),
});
const cases = tests.flatMap((text) => testFile.parse(parse(text, { merge: true })).tests);

/** Prometheus' own series, which no catalogue of ours lists. */
const ofPrometheus = new Set(['up', 'ALERTS_FOR_STATE']);

const probed: Readonly<Record<string, Metric>> = { ...probeMetrics, ...amissMetrics(probeMetrics) };

/** Whether the series of a metric say of which element they are; what is recorded says it first in its name. */
const hasElement = (name: string): boolean =>
  name.startsWith('element:') ||
  Object.entries(probed).some(([metric, { labels }]) => metric === name && labels?.includes('element_id'));

/** Of a selector by a pattern of names: all that it meets. */
function namesLike(selector: string): string[] {
  const pattern = /__name__=~"([^"]+)"/.exec(selector)?.[1];
  const names = Object.keys(probed).filter((name) => pattern !== undefined && RegExp(`^(?:${pattern})$`).test(name));
  if (names.length === 0) throw new Error(`${selector} meets no metric of the catalogue`);
  return names;
}

function metricNames(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter: (node) => {
      if (node.name === '⚠') throw new Error(`does not parse: ${expr.slice(node.from)}`);
      if (node.name !== 'VectorSelector') return;
      const identifier = node.node.getChild('Identifier');
      if (identifier) names.push(expr.slice(identifier.from, identifier.to));
      else names.push(...namesLike(expr.slice(node.from, node.to)));
    },
  });
  return names;
}

const metricOf = (series: string): string => /^\w+/.exec(series)?.[0] ?? '';

/** What is told only while something is amiss says by its absence that it is well: whether it is known at all, the plain metric says. */
const plainOf = (metric: string): string =>
  metric === 'probe_failure_info' ? 'probe_success' : metric.replace(/_amiss$/, '');

/** What is measured for an expression, through all that is recorded of it. */
function measuredFor(expr: string): ReadonlySet<string> {
  const names = new Set(metricNames(expr));
  // A set that grows while it is walked is walked to its new end.
  for (const name of names)
    for (const { record, expr: recorded } of records)
      if (record === name) for (const further of metricNames(recorded)) names.add(further);
  return names;
}

describe('every alerting rule', () => {
  test('asks only for metrics of the catalogue, and for what the rules record of them', () => {
    const known = new Set([
      ...Object.keys({ ...probed, ...exporterMetrics, ...ticketingMetrics }),
      ...ofPrometheus,
      ...records.map(({ record }) => record),
    ]);
    for (const rule of allRules) {
      const { expr } = rule;
      const name = 'alert' in rule ? rule.alert : rule.record;
      const unknown = metricNames(expr).filter(
        (name) => !known.has(name.replace(/_(bucket|sum|count)$/, '')) && !known.has(name),
      );
      expect({ name, unknown }).toEqual({ name, unknown: [] });
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
    const tested = new Set(cases.flatMap(({ alert_rule_test: steps }) => steps.map(({ alertname }) => alertname)));
    expect(rules.map(({ alert }) => alert).filter((alert) => !tested.has(alert))).toEqual([]);
  });

  test('says of which element, layer, class and cause it is', () => {
    for (const { alert, expr, labels } of faultRules) {
      const { symptom, probable_cause: cause, element_id: element, fault_class: faultClass } = labels;
      const named = element !== undefined || expr.includes('element_id') || metricNames(expr).some(hasElement);
      expect({ alert, symptom: symptom !== undefined && symptom in symptoms, named }).toEqual({
        alert,
        symptom: true,
        named: true,
      });
      expect({ alert, cause }).toEqual({ alert, cause: expect.stringMatching(/^\d+$/) });
      if (faultClass !== undefined) expect(faultClassIds).toContain(faultClass);
    }
  });

  // The watchdog always fires, whatever is measured.
  const ofMeasurements = rules.filter(({ expr }) => metricNames(expr).length > 0);
  test.each(ofMeasurements.map((rule) => [rule.alert, rule] as const))(
    '%s is tested for firing, not firing, recovering and missing data',
    (alert, { expr }) => {
      const asked = new Set([...measuredFor(expr)].map(plainOf));
      const ofAlert = cases.map(({ interval, input_series: all, alert_rule_test: every }) => {
        const series = all.filter((one) => asked.has(metricOf(one.series)));
        const lacksBy = (seconds: number): boolean =>
          series.some(({ values }) => hasGapBy(values, durationSeconds(interval), seconds));
        return every
          .filter(({ alertname }) => alertname === alert)
          .map(({ eval_time: written, exp_alerts: expected }) => ({
            fires: expected.length > 0,
            lacks: lacksBy(durationSeconds(written)),
          }));
      });
      const fires = ofAlert.map((steps) => steps.map((step) => step.fires));
      expect({
        firing: fires.some((steps) => steps.includes(true)),
        notFiring: fires.some(([first]) => first === false),
        recovering: fires.some((steps) => steps.includes(true) && steps.lastIndexOf(false) > steps.indexOf(true)),
        missing: ofAlert.some((steps) => steps.some(({ lacks }) => lacks)),
      }).toEqual({ firing: true, notFiring: true, recovering: true, missing: true });
    },
  );
});

describe('every recording rule', () => {
  const catalogue = new Set(Object.keys(probed));
  test('is made of metrics of the catalogue, or of what was recorded before it or as it', () => {
    const known = new Set(catalogue);
    for (const { record, expr } of records) {
      expect({ record, unknown: metricNames(expr).filter((name) => !known.has(name) && name !== record) }).toEqual({
        record,
        unknown: [],
      });
      known.add(record);
    }
  });

  test('has a promtool test, itself or through what is made of it', () => {
    const isTested = (name: string): boolean =>
      tests.some((text) => text.includes(`expr: ${name}`)) ||
      faultRules.some(({ expr }) => metricNames(expr).includes(name)) ||
      records.some(({ record, expr }) => record !== name && metricNames(expr).includes(name) && isTested(record));
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

test('the tests of the rules tell again what is amiss, as the exporter does', () => {
  const untold = cases.flatMap(({ input_series: all }) =>
    all.flatMap(({ series, values }) => {
      const [metric = '', written = ''] = series.split(/(?=\{)/);
      const known = probed[metric];
      const numbers = [...values.matchAll(/(?<![x+\d.])-?[\d.]+/g)].map(([value]) => Number(value));
      const told = `${amissName(metric)}${written}`;
      return known && numbers.some((value) => isAmiss(known, value, written)) && !all.some((one) => one.series === told)
        ? [told]
        : [];
    }),
  );
  expect(untold).toEqual([]);
});

test("Prometheus' own promtool accepts the rules and passes their tests", async () => {
  const promtool = promisify(execFile);
  await promtool('promtool', ['check', 'rules', ...folder('prometheus/rules')]);
  const { stdout } = await promtool('promtool', ['test', 'rules', ...folder('prometheus/tests')]);
  expect(stdout.match(/SUCCESS/g)).toHaveLength(tests.length);
}, 240_000);
