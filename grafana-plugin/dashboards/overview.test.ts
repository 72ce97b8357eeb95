import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import { exporterMetrics, probeMetrics, ticketingMetrics } from '@roundsman/contract/catalogue.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import { overview } from './overview.ts';

const provisioning = path.resolve(import.meta.dirname, '../../provisioning/grafana');
const read = (file: string) => readFileSync(path.join(provisioning, file), 'utf8');

const shape = z.looseObject({
  panels: z.array(
    z.looseObject({
      id: z.number(),
      type: z.string(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z
        .array(z.looseObject({ expr: z.string().optional(), datasource: z.object({ uid: z.string() }) }))
        .optional(),
    }),
  ),
  templating: z.looseObject({ list: z.array(z.looseObject({ query: z.string() })) }),
});
const dashboard = shape.parse(JSON.parse(JSON.stringify(overview())));
const exprs = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.flatMap(({ expr }) =>
    expr ? [{ title, expr: expr.replace(/\$__\w+/g, '5m').replace('$district', '.*') }] : [],
  ),
);

/** Every metric that Prometheus can have of the house; a histogram under the names of its series. */
const catalogue = Object.entries({ ...probeMetrics, ...exporterMetrics, ...ticketingMetrics }).flatMap(
  ([name, { type }]) => (type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name]),
);
/** What Prometheus makes itself. */
const ofPrometheus = ['up', 'ALERTS'];

/** The names of the metrics in an expression; fails where it is not PromQL. */
function metricsOf(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter(node) {
      assert.ok(!node.type.isError, `not PromQL at ${node.from}: ${expr}`);
      if (node.node.parent?.name === 'VectorSelector' && node.name === 'Identifier') {
        names.push(expr.slice(node.from, node.to));
      }
    },
  });
  return names;
}

test('what is not PromQL is found', () => {
  assert.throws(() => metricsOf('sum(rate(x[5m])'), /not PromQL/);
});

test('the generated file is the one that the builder makes', () => {
  const made = `${JSON.stringify(overview(), null, 2)}\n`;
  assert.equal(read('dashboards/overview.json'), made, 'run `npm run dashboards`');
});

for (const { title, expr } of exprs) {
  test(`"${title}" asks for metrics of the catalogue: ${expr.slice(0, 60)}`, () => {
    const names = metricsOf(expr);
    assert.ok(names.length > 0);
    assert.deepEqual(
      names.filter((name) => ![...catalogue, ...ofPrometheus].includes(name)),
      [],
    );
  });
}

test('every title is in both languages', () => {
  const oneLanguage = dashboard.panels.filter(({ title }) => !/[A-Za-z]/.test(title) || !/\p{Script=Han}/u.test(title));
  assert.deepEqual(oneLanguage, []);
});

test('no panel overlaps another or leaves the grid', () => {
  const taken = new Map<string, string>();
  for (const { title, gridPos } of dashboard.panels) {
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        assert.ok(x < 24 && !taken.has(`${x},${y}`), `${title} and ${taken.get(`${x},${y}`)}`);
        taken.set(`${x},${y}`, title);
      }
    }
  }
});

test('every data source that a panel asks is provisioned, with the secret in a file', () => {
  const { datasources } = z
    .looseObject({ datasources: z.array(z.looseObject({ uid: z.string() })) })
    .parse(parse(read('datasources/roundsman.yml')));
  const uids = datasources.map(({ uid }) => uid);
  const asked = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ datasource }) => datasource.uid));
  assert.deepEqual(
    [...new Set(asked)].filter((uid) => !uids.includes(uid)),
    [],
  );
  for (const file of ['datasources/roundsman.yml', 'plugins/roundsman.yml']) {
    assert.match(read(file), /serviceToken: \$__file\{\/run\/secrets\/service_token\}/);
  }
});
