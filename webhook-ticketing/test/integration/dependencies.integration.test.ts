import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { randomUUID } from 'node:crypto';
import { testCity } from '../city.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { allCameras, camerasOf, devicesOf, outageAlerts, pass, powerBack } from '../feederOutage.ts';
import { alert, openScene, operator, type Scene } from '../harness.ts';
import { measure } from '../measured.ts';

/** Where systems with dependencies between what they watch have told too much, too little, or nothing at all. */

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const later = (seconds: number): string => new Date(scene.clock.now().getTime() + seconds * 1000).toISOString();
const cam = 'cam-1-1';

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
const open = async (inventory?: Inventory): Promise<void> => {
  scene = await openScene(await cluster.createDatabase(), inventory);
};
beforeEach(() => open());
afterEach(() => scene.dispose());

const told = async (): Promise<string[]> => {
  await scene.app.duties.drainOutbox();
  return scene.edges.desk.messages.map(({ kind, contact }) => `${kind} ${contact}`);
};
const ordersOf = async (element: string): Promise<WorkOrder[]> =>
  (await scene.orders()).filter(({ affected }) => affected.includes(element));
const silentCameras = (n: number, startsAt = now()) =>
  camerasOf(n).map((id) => alert('camera_unreachable', id, startsAt));
const silentDevices = (n: number, startsAt = now()) =>
  devicesOf(n).map((id) => alert('device_unreachable', id, startsAt));

describe('a device that falls silent with what it hangs on', () => {
  test('and is seen before it, has no order beside it and tells nobody twice', async () => {
    await scene.app.ticketing.receiveAlerts(silentCameras(1), 'webhook');
    scene.clock.advance(2);
    await scene.judge(silentDevices(1));
    expect(await scene.order()).toMatchObject({ affected: expect.arrayContaining([...camerasOf(1), 'switch-1']) });
    expect(await told()).toHaveLength(1);
  });

  test('and is judged before it, is brought into its order when that is seen', async () => {
    await scene.judge(silentCameras(1));
    const before = (await scene.orders()).map(({ id }) => id);
    scene.clock.advance(20);
    await scene.judge(silentDevices(1));
    const order = await scene.order();
    expect(before).toContain(order.id);
    expect(order.affected).toEqual(expect.arrayContaining([...camerasOf(1), ...devicesOf(1)]));
  });

  test('is in one order whatever the order in which both are delivered, at the same instant or one by one', async () => {
    const startsAt = now();
    const storm = outageAlerts(startsAt).reverse();
    await Promise.all(storm.map((each) => scene.app.ticketing.receiveAlerts([each], 'webhook')));
    await scene.judge(outageAlerts(startsAt));
    expect(await scene.order()).toMatchObject({ diagnosis: { faultClass: 'area_mains_outage' } });
    expect(await told()).toEqual(['dispatched pw-sun']);
  });

  test('does not use up its alert: repeated for hours as a symptom, it is told when it turns out to be its own fault', async () => {
    const startsAt = now();
    await scene.judge(outageAlerts(startsAt));
    for (let repeat = 0; repeat < 12; repeat++) {
      scene.clock.advance(600);
      await scene.judge(outageAlerts(startsAt));
    }
    expect(await told()).toEqual(['dispatched pw-sun']);
    await powerBack(scene, startsAt, [cam]);
    await pass(scene, 210, [cam]);
    expect(await ordersOf(cam)).toMatchObject([{ affected: [cam], state: 'dispatched' }]);
    expect(await told()).toEqual(['dispatched pw-sun', 'dispatched mu-zhao']);
  });

  test('makes no storm of messages when it comes back after it', async () => {
    const startsAt = now();
    await scene.judge(outageAlerts(startsAt));
    scene.clock.advance(900);
    await powerBack(scene, startsAt, allCameras);
    await pass(scene, 105, allCameras);
    await scene.app.ticketing.receiveAlerts(outageAlerts(startsAt, now()), 'webhook');
    await pass(scene, 120, []);
    expect(await scene.order()).toMatchObject({ state: 'verified' });
    expect(await told()).toEqual(['dispatched pw-sun']);
  });

  test('and comes back while that stands, leaves the order as it is, and no alert without one', async () => {
    const startsAt = now();
    await scene.judge(outageAlerts(startsAt));
    const { id } = await scene.order();
    await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', cam, startsAt, later(30))], 'webhook');
    scene.clock.advance(40);
    await scene.app.duties.correlate();
    await scene.app.duties.verifyRecoveries();
    expect(await scene.order()).toMatchObject({ id, state: 'dispatched' });
    expect(await scene.sql('select count(*)::int from alerts where order_id is distinct from $1', [id])).toEqual([
      { count: 0 },
    ]);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    expect(await scene.order()).toMatchObject({ id });
    expect(await told()).toHaveLength(1);
  });
});

describe('a switch with two ways to the core', () => {
  const twoWays = (): Inventory => {
    const city = testCity();
    return {
      ...city,
      elements: city.elements.map((each) =>
        each.id === 'switch-1' ? { ...each, uplinks: [{ to: 'onu-1' }, { to: 'onu-2' }] } : each,
      ),
    };
  };
  beforeEach(async () => {
    await scene.dispose();
    await open(twoWays());
  });
  const well = (ids: readonly string[], job: string): void => {
    for (const id of ids) measure(scene, 'probe_success', { job, device_id: id }, 1);
  };

  test('of which one fails, is no symptom of it: a fault of its own has an order of its own', async () => {
    well(['onu-2', 'switch-2', 'ups-2', 'ups-1', 'switch-1'], 'snmp');
    well([...camerasOf(1).slice(1), ...camerasOf(2)], 'reach');
    await scene.judge([alert('device_unreachable', 'onu-1', now()), alert('camera_unreachable', cam, now())]);
    expect((await scene.orders()).map(({ affected }) => affected).sort()).toEqual([[cam], ['onu-1']]);
    expect(await told()).toHaveLength(2);
  });

  test('of which both fail, is a symptom: no camera behind them has an order of its own', async () => {
    well(['switch-3', 'ups-3', 'onu-3'], 'snmp');
    await scene.judge([...silentDevices(1), ...silentCameras(1), ...silentDevices(2), ...silentCameras(2)]);
    const orders = await scene.orders();
    expect(
      orders.flatMap(({ diagnosis }) => diagnosis?.faultPoint ?? []).filter((id) => id.startsWith('cam-')),
    ).toEqual([]);
    for (const camera of camerasOf(1)) expect(await ordersOf(camera)).toHaveLength(1);
    expect(orders.length).toBeLessThanOrEqual(2);
  });
});

describe('an order that has recovered', () => {
  test('swallows no new alert: another fault of the same device has an order and a message', async () => {
    const startsAt = now();
    await scene.judge([alert('camera_unreachable', cam, startsAt)]);
    const { id } = await scene.order();
    await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', cam, startsAt, now())], 'webhook');
    await pass(scene, 90, []);
    expect(await scene.order()).toMatchObject({ id, state: 'verified' });
    await scene.judge([alert('camera_unauthorised', cam, now())]);
    expect((await ordersOf(cam)).filter((each) => each.id !== id)).toMatchObject([{ state: 'dispatched' }]);
    expect(await told()).toHaveLength(2);
  });
});

describe('planned works that end while faults remain', () => {
  test('leave none of them silent', async () => {
    const declared = await scene.app.ticketing.declareMaintenance(operator, {
      id: randomUUID(),
      area: { kind: 'elements', elements: ['feeder-1'] },
      from: now(),
      to: later(3600),
      approver: 'pw-sun',
      reason: 'The transformer is replaced',
    });
    expect(declared).toMatchObject({ ok: { state: 'running' } });
    scene.clock.advance(60);
    const startsAt = now();
    await scene.judge(outageAlerts(startsAt));
    scene.clock.advance(3300);
    await powerBack(scene, startsAt, [cam]);
    await pass(scene, 300, [cam]);
    await scene.app.duties.releaseHeld();
    expect(await ordersOf(cam)).toMatchObject([{ affected: [cam], state: 'dispatched', heldFor: null }]);
    expect(await told()).toEqual(['dispatched mu-zhao']);
  });
});

describe('a restart in the middle', () => {
  test('of a storm, between its receipt and its judgement, loses nothing and tells nothing twice', async () => {
    const startsAt = now();
    await scene.app.ticketing.receiveAlerts(outageAlerts(startsAt), 'webhook');
    const successor = await scene.replica();
    await successor.ticketing.receiveAlerts(outageAlerts(startsAt), 'webhook');
    scene.clock.advance(4);
    await Promise.all([scene.app.duties.correlate(), successor.duties.correlate()]);
    await successor.duties.correlate();
    expect(await scene.order()).toMatchObject({ diagnosis: { faultClass: 'area_mains_outage' } });
    await Promise.all([scene.app.duties.drainOutbox(), successor.duties.drainOutbox()]);
    expect(await told()).toEqual(['dispatched pw-sun']);
  });

  test('of Alertmanager and Prometheus, which know no alert at first, ends no order and makes no second one', async () => {
    const startsAt = now();
    await scene.judge(outageAlerts(startsAt));
    const { id } = await scene.order();
    scene.edges.monitor.runningSince = now();
    scene.edges.monitor.alerts = [];
    for (let round = 0; round < 4; round++) {
      scene.clock.advance(30);
      await scene.app.duties.reconcile();
      await scene.app.duties.correlate();
      await scene.app.duties.verifyRecoveries();
    }
    await scene.judge(outageAlerts(startsAt));
    expect(await scene.order()).toMatchObject({ id, state: 'dispatched' });
    expect(await told()).toHaveLength(1);
  });

  test('with an alert of a device that the inventory does not know leaves its neighbours with their order', async () => {
    await scene.judge([
      alert('camera_unreachable', 'cam-that-was-removed', now()),
      alert('camera_unreachable', cam, now()),
    ]);
    expect(await scene.order()).toMatchObject({ affected: [cam] });
  });
});
