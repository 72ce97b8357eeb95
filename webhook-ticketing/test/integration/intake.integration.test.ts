import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, openScene, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

describe('the intake of alerts', () => {
  test('makes one order of an alert that is delivered many times', async () => {
    const unreachable = alert('camera_unreachable', 'cam-1-1', now());
    for (let time = 0; time < 5; time++) await scene.app.ticketing.receiveAlerts([unreachable, unreachable], 'webhook');
    await scene.judge([unreachable]);
    await scene.judge([unreachable]);
    const order = await scene.order();
    expect(order).toMatchObject({ source: 'alarm', state: 'dispatched', party: { id: 'maintenance' } });
    expect(order.affected).toContain('cam-1-1');
  });

  test('opens nothing for an alert whose resolve came first', async () => {
    const startsAt = now();
    await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', 'cam-1-1', startsAt, now())], 'webhook');
    await scene.judge([alert('camera_unreachable', 'cam-1-1', startsAt)]);
    expect(await scene.orders()).toEqual([]);
  });

  test('takes in the neighbours of an alert without fault labels, and counts it', async () => {
    const bad = { ...alert('camera_unreachable', 'cam-1-1', now()), labels: { alertname: 'X' }, fingerprint: 'ff' };
    const unstorable = alert('camera_unreachable', 'cam-1-2', now());
    unstorable.labels['note'] = 'a\u0000b';
    const endless = alert('camera_unreachable', 'cam-1-4', now());
    endless.labels['note'] = 'a'.repeat(5_000);
    const unknown = alert('camera_unreachable', 'nowhere', now());
    const good = alert('camera_unreachable', 'cam-1-3', now());
    expect(await scene.app.ticketing.receiveAlerts([bad, unstorable, endless, unknown, good], 'webhook')).toEqual({
      accepted: 1,
    });
    await scene.judge([]);
    expect((await scene.order()).affected).toEqual(['cam-1-3']);
  });

  test('holds alerts so that a cause that comes after its symptoms is judged with them', async () => {
    const start = now();
    await scene.app.ticketing.receiveAlerts(
      [1, 2, 3, 4].map((n) => alert('camera_unreachable', `cam-1-${n}`, start)),
      'webhook',
    );
    scene.clock.advance(2);
    expect(await scene.app.duties.correlate()).toBe(2_000);
    expect(await scene.orders()).toEqual([]);
    await scene.app.ticketing.receiveAlerts(
      [alert('device_unreachable', 'switch-1', start), alert('device_unreachable', 'onu-1', start)],
      'webhook',
    );
    scene.clock.advance(2);
    await scene.app.duties.correlate();
    expect((await scene.order()).affected.length).toBeGreaterThanOrEqual(5);
  });

  test('two replicas that receive and judge the same storm open one order', async () => {
    const other = await scene.replica();
    const start = now();
    const storm = [1, 2, 3].flatMap((n) => [
      alert('mains_lost', `ups-${n}`, start),
      ...[1, 2, 3, 4].map((c) => alert('camera_unreachable', `cam-${n}-${c}`, start)),
    ]);
    await Promise.all([
      scene.app.ticketing.receiveAlerts(storm, 'webhook'),
      other.ticketing.receiveAlerts(storm.toReversed(), 'webhook'),
    ]);
    scene.clock.advance(5);
    await Promise.all([scene.app.duties.correlate(), other.duties.correlate(), scene.app.duties.correlate()]);
    await Promise.all([scene.app.duties.correlate(), other.duties.correlate()]);
    const order = await scene.order();
    expect(order).toMatchObject({
      diagnosis: { faultClass: 'area_mains_outage' },
      party: { id: 'power' },
      severity: 'critical',
    });
    expect(order.siteIds).toEqual(expect.arrayContaining(['site-1', 'site-2', 'site-3']));
    await Promise.all([scene.app.duties.drainOutbox(), other.duties.drainOutbox()]);
    expect(scene.edges.desk.messages.map(({ contact, kind }) => ({ contact, kind }))).toEqual([
      { contact: 'pw-sun', kind: 'dispatched' },
    ]);
  });
});

describe('the reconciliation with Alertmanager', () => {
  const listed = (element: string): Scene['edges']['monitor']['alerts'][number] => {
    const { fingerprint, labels, startsAt } = alert('camera_unreachable', element, now());
    return { fingerprint, labels, startsAt };
  };

  test('opens an order for an alert that the webhook lost', async () => {
    scene.edges.monitor.alerts.push(listed('cam-2-1'));
    await scene.app.duties.reconcile();
    await scene.judge([]);
    expect((await scene.order()).affected).toEqual(['cam-2-1']);
  });

  test('opens nothing for a silenced alert', async () => {
    scene.edges.monitor.alerts.push({ ...listed('cam-2-1'), state: 'suppressed' });
    await scene.app.duties.reconcile();
    await scene.judge([]);
    expect(await scene.orders()).toEqual([]);
  });

  test('ends an alert that is missing from two lists, and none when the list cannot be read', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-2-1', now())]);
    const status = async (): Promise<unknown> => (await scene.sql('select status from alerts'))[0]?.['status'];
    scene.edges.monitor.up = false;
    scene.clock.advance(30);
    await expect(scene.app.duties.reconcile()).rejects.toThrow('Alertmanager answered 503');
    scene.edges.monitor.up = true;
    await scene.app.duties.reconcile();
    expect(await status()).toBe('firing');
    scene.clock.advance(60);
    await scene.app.duties.reconcile();
    expect(await status()).toBe('resolved');
  });

  test('ends nothing while Alertmanager has just started and does not know its alerts yet', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-2-1', now())]);
    for (let time = 0; time < 4; time++) {
      scene.clock.advance(60);
      scene.edges.monitor.runningSince = now();
      await scene.app.duties.reconcile();
    }
    expect(await scene.sql(`select from alerts where status = 'firing'`)).toHaveLength(1);
  });
});
