import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { faultReport } from '@roundsman/contract/faultReport.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const devicesOf = (n: number): string[] => [`switch-${n}`, `onu-${n}`, `ups-${n}`];

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** A whole cabinet falls silent, as seen by alerts. */
const silent = (n: number): ReturnType<typeof alert>[] => [
  ...devicesOf(n).map((id) => alert('device_unreachable', id, now())),
  ...[1, 2, 3, 4].map((c) => alert('camera_unreachable', `cam-${n}-${c}`, now())),
];

describe('evidence that comes late', () => {
  test('brings orders that have one cause together, with what belongs to them', async () => {
    await scene.judge(silent(1));
    const first = await scene.order();
    scene.clock.advance(10);
    const report = faultReport.parse({ idempotencyKey: randomUUID(), kind: 'no_picture', element: 'cam-2-1' });
    const told = await scene.app.ticketing.reportFault(null, report, 'citizen');
    if (!('ok' in told)) throw new Error(told.rejected);
    expect(await scene.orders()).toHaveLength(2);

    scene.clock.advance(20);
    await scene.judge([...silent(2), ...silent(3), ...[1, 2, 3].map((n) => alert('mains_lost', `ups-${n}`, now()))]);
    const order = await scene.order();
    expect(order).toMatchObject({
      id: first.id,
      diagnosis: { faultClass: 'area_mains_outage' },
      party: { id: 'power' },
      reports: 1,
    });
    expect(order.siteIds.toSorted()).toEqual(['site-1', 'site-2', 'site-3']);

    const joined = await scene.app.ticketing.listWorkOrders(operator, { state: 'joined', limit: 10, offset: 0 });
    expect(joined.workOrders).toMatchObject([{ joinedTo: first.id, source: 'citizen' }]);
    expect(await scene.sql('select distinct order_id from alerts')).toEqual([{ order_id: first.id }]);
    // The reporter keeps the number and follows the order that was joined.
    expect(await scene.app.ticketing.trackReport(told.ok.trackingToken)).toMatchObject({
      ok: { number: told.ok.number, step: 'assigned' },
    });
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, first.id);
    if (!('ok' in record)) throw new Error(record.rejected);
    expect(record.ok.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['rediagnosed', 'took_over', 'report_attached']),
    );
    expect(record.ok.chainIntact).toBe(true);
  });

  test('sends the order to the party that answers for it now, and tells its person', async () => {
    await scene.judge(silent(1));
    await scene.app.duties.drainOutbox();
    scene.clock.advance(20);
    await scene.judge([...silent(2), ...silent(3), ...[1, 2, 3].map((n) => alert('mains_lost', `ups-${n}`, now()))]);
    await scene.app.duties.drainOutbox();
    expect(scene.edges.desk.messages.at(-1)).toMatchObject({ kind: 'dispatched', contact: 'pw-sun' });
  });

  test('of Prometheus is asked for around the symptoms, and does without when it is away', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    expect(scene.edges.monitor.queries).toBeGreaterThan(0);
    scene.edges.monitor.up = false;
    await scene.judge([alert('camera_unreachable', 'cam-3-1', now())]);
    expect((await scene.orders()).flatMap(({ affected }) => affected)).toEqual(
      expect.arrayContaining(['cam-1-1', 'cam-3-1']),
    );
  });

  test('of a device nobody has complained about opens no order before its own alert fires', async () => {
    const at = Date.parse(now()) / 1000;
    const measured = (name: string, labels: Record<string, string>, value: number): void => {
      scene.edges.monitor.series.push({ name, series: { labels, samples: [[at, value]] } });
    };
    for (const device of [1, 2, 3].flatMap(devicesOf)) measured('probe_success', { job: 'snmp', device_id: device }, 1);
    for (const camera of ['cam-1-1', 'cam-3-1']) measured('probe_success', { job: 'reach', device_id: camera }, 0);
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    expect(await scene.order()).toMatchObject({ affected: ['cam-1-1'] });
    await scene.judge([alert('camera_unreachable', 'cam-3-1', now())]);
    expect((await scene.orders()).map(({ affected }) => affected)).toEqual(
      expect.arrayContaining([['cam-1-1'], ['cam-3-1']]),
    );
  });

  test('of when its rule first saw a fault makes that its onset, not when the alert had waited', async () => {
    const startsAt = now();
    const seen = Date.parse(startsAt) / 1000 - 15;
    const labels = { element_id: 'cam-1-1', symptom: 'camera_unreachable' };
    scene.edges.monitor.series.push({ name: 'ALERTS_FOR_STATE', series: { labels, samples: [[seen + 15, seen]] } });
    await scene.judge([alert('camera_unreachable', 'cam-1-1', startsAt)]);
    expect(await scene.order()).toMatchObject({ onsetAt: new Date(seen * 1000).toISOString() });
  });
});
