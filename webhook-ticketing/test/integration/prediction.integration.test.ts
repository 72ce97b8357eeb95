import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { dailyMetrics } from '../../src/adapters/prometheus/prometheusWear.ts';
import { testCity } from '../city.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';
import { prometheusWith, type HistoricPrometheus, type History } from '../prometheusHistory.ts';

const day = 86_400_000;
/** Monday, four in the afternoon where the parties work. */
const start = Date.parse('2026-11-02T08:00:00.000Z');
const midnight = Math.floor(start / day) * day;

/** Sixty days up to the start of the tests and three weeks beyond, a value half an hour before each end of a day. */
const course = (valueOn: (dayFromStart: number) => number): History['samples'] =>
  Array.from({ length: 82 }, (_, index) => {
    const from = index - 60;
    return { at: midnight + from * day - 1_800_000, value: Number(valueOn(from).toFixed(2)) };
  });
/** A little of everything that is no drift: weekdays, and what looks like chance. */
const wobble = (from: number): number => 0.05 * Math.sin(from * 2.4) + ((from + 70) % 7 === 0 ? 0.1 : 0);
const light = (element: string, valueOn: (from: number) => number): History => ({
  metric: 'daily:onu_receive_power_dbm:median',
  labels: { device_id: 'olt-1', element_id: element, port: '0/1' },
  samples: course((from) => valueOn(from) + wobble(from)),
});

let cluster: Cluster;
let prometheus: HistoricPrometheus;
let scene: Scene;

beforeAll(async () => {
  cluster = await testCluster();
  prometheus = await prometheusWith([
    // Falls by 0.21 dB a week to -25.1 dBm: at -26 dBm in 30 days. On the 8th day somebody cleans the connector.
    light('onu-1', (from) => (from < 8 ? -25.1 - 0.03 * from : -21.5)),
    // Weak, and as weak as ever.
    light('onu-2', () => -25.2),
    // Far from any limit, and spliced anew meanwhile, a little worse than before.
    light('onu-3', (from) => (from < -20 ? -18 : -20)),
  ]);
}, 60_000);
afterAll(async () => {
  await prometheus.stop();
  await cluster.dispose();
});
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase(), testCity(), { prometheusUrl: prometheus.url });
});
afterEach(() => scene.dispose());

const messages = async (): Promise<Record<string, unknown>[]> => scene.sql('select contact, message from outbox');

test('every value that is asked for is one that the rules record', () => {
  const file = path.join(import.meta.dirname, '../../../provisioning/prometheus/rules/prediction.yml');
  const { groups } = parse(readFileSync(file, 'utf8')) as { groups: { rules: { record: string }[] }[] };
  const recorded = groups.flatMap(({ rules }) => rules.map(({ record }) => record));
  expect(dailyMetrics.filter((metric) => !recorded.includes(metric))).toEqual([]);
});

describe('light that falls towards the limit of its receiver', () => {
  test('becomes one preventive order with element, party, expected date and uncertainty, and no alarm', async () => {
    await scene.app.duties.predict();
    const order = await scene.order();
    expect(order).toMatchObject({
      source: 'inspection',
      severity: 'warning',
      state: 'dispatched',
      diagnosis: null,
      affected: ['onu-1'],
      party: { id: 'carrier' },
      forecast: { kind: 'optical_power', element: 'onu-1', part: 'onu', faultClass: 'fibre_degraded' },
    });
    const expected = order.forecast?.expected;
    const reached = start + 30 * day;
    expect(Date.parse(expected?.early ?? '')).toBeLessThan(reached);
    expect(Date.parse(expected?.late ?? '')).toBeGreaterThan(reached);
    expect(Math.abs(Date.parse(expected?.middle ?? '') - reached)).toBeLessThan(4 * day);
    expect(order.forecast?.text.en).toMatch(/falls by 0\.2\d dB a week and is -25\.1 dBm/);
    expect(order.forecast?.text.zh).toMatch(/每周下降 0\.2\d dB/);
    expect(order.clocks.filter(({ state }) => state !== 'not_applicable')).toEqual([
      expect.objectContaining({ name: 'solved', dueAt: order.forecast?.dueAt }),
    ]);
    expect(await messages()).toEqual([expect.objectContaining({ contact: 'ca-wu' })]);
    expect(await scene.app.ticketing.summariseWorkOrders()).toEqual({ byState: [], planned: 1, overdue: 0 });
  });

  test('makes no second order on later days, and another replica none either', async () => {
    await scene.app.duties.predict();
    const first = await scene.order();
    const other = await scene.replica();
    scene.clock.advance(86_400);
    await Promise.all([scene.app.duties.predict(), other.duties.predict()]);
    await scene.app.duties.predict();
    expect((await scene.order()).id).toBe(first.id);
  });

  test('is told in the working hours of the party, not at night', async () => {
    scene.clock.advance(4 * 3600);
    await scene.app.duties.predict();
    expect(await scene.orders()).toEqual([]);
    scene.clock.advance(12 * 3600);
    await scene.app.duties.predict();
    expect(await scene.orders()).toEqual([]);
    scene.clock.advance(3600);
    await scene.app.duties.predict();
    expect(await scene.orders()).toHaveLength(1);
    expect(await messages()).toHaveLength(1);
  });

  test('is cured when the measurement steps back: the order is verified by measurement', async () => {
    await scene.app.duties.predict();
    const { id } = await scene.order();
    await scene.command(engineerOf('ca-wu', 'carrier'), id, { command: 'accept' });
    scene.clock.advance(17 * 86_400);
    await scene.app.duties.predict();
    const order = await scene.order();
    expect(order.state).toBe('verified');
    await scene.command(operator, id, { command: 'evaluate', score: 5 });
    await scene.command(operator, id, { command: 'close' });
    scene.clock.advance(86_400);
    await scene.app.duties.predict();
    expect(await scene.orders()).toEqual([]);
  });

  test('that fails before anybody came has its order as a fault, and the planned one is withdrawn', async () => {
    await scene.app.duties.predict();
    const planned = await scene.order();
    await scene.judge([alert('device_unreachable', 'onu-1', scene.clock.now().toISOString())]);
    const faults = (await scene.orders()).filter(({ forecast }) => forecast === null);
    await scene.app.duties.predict();
    const after = await scene.app.ticketing.getWorkOrder(operator, planned.id);
    expect(after).toMatchObject({ ok: { state: 'cancelled' } });
    expect(faults).toEqual([expect.objectContaining({ affected: ['onu-1'] })]);
  });
});
