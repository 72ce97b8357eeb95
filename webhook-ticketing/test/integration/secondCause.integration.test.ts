import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';
import { allCameras, outageAlerts, pass, powerBack, scrape } from '../feederOutage.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const late = 'cam-1-1';

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** The feeder fails and takes everything along; answers when, and the only order. */
async function outage(): Promise<{ startsAt: string; order: WorkOrder }> {
  const startsAt = now();
  await scene.judge(outageAlerts(startsAt));
  const order = await scene.order();
  expect(order.diagnosis?.faultClass).toBe('area_mains_outage');
  return { startsAt, order };
}
const byId = async (id: string): Promise<WorkOrder> => {
  const found = await scene.app.ticketing.getWorkOrder(operator, id);
  if (!('ok' in found)) throw new Error(found.rejected);
  return found.ok;
};

describe('a wide cause that recovers in pieces', () => {
  test('makes no second storm of the devices that are still starting', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    const starting = allCameras;
    await powerBack(scene, startsAt, starting);
    await pass(scene, 90, starting);
    expect((await scene.orders()).map(({ id }) => id)).toEqual([order.id]);
    await scene.app.ticketing.receiveAlerts(outageAlerts(startsAt, now()), 'webhook');
    await pass(scene, 150, []);
    expect(await scene.order()).toMatchObject({ id: order.id, state: 'verified' });
    expect(await scene.sql('select * from suspicions')).toEqual([]);
  });

  test('leaves the one camera that is bad by a fresh look with an order of its own, linked both ways', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    const back = scene.clock.now().getTime();
    await powerBack(scene, startsAt, [late]);
    await pass(scene, 210, [late]);
    const orders = await scene.orders();
    const second = orders.find(({ id }) => id !== order.id);
    expect(orders).toHaveLength(2);
    expect(second).toMatchObject({ affected: [late], splitFrom: order.id, party: { id: 'maintenance' } });
    expect(await byId(order.id)).toMatchObject({ splitInto: [second?.id], state: 'verified' });
    expect((await byId(order.id)).affected).not.toContain(late);
    // Its clocks start when the outage was over, not when it began: what came before was the outage's.
    expect(Date.parse(second?.clocks[0]?.startedAt ?? '')).toBeGreaterThanOrEqual(back);
    expect(Date.parse(second?.onsetAt ?? '')).toBeGreaterThanOrEqual(back);
    const owner = `select order_id from alerts where element_id = $1 and status = 'firing'`;
    expect(await scene.sql(owner, [late])).toEqual([{ order_id: second?.id }]);
    for (const [id, type] of [
      [order.id, 'split_off'],
      [second?.id ?? '', 'split_from'],
    ] as const) {
      const record = await scene.app.ticketing.getWorkOrderEvents(operator, id);
      if (!('ok' in record)) throw new Error(record.rejected);
      expect(record.ok.chainIntact).toBe(true);
      expect(record.ok.events.find((event) => event.type === type)?.text.zh).toContain('另有原因');
    }
  });

  test('and was verified before a device complains is waited for all the same', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, []);
    await pass(scene, 75, []);
    expect((await byId(order.id)).state).toBe('verified');
    await scene.judge([alert('camera_unreachable', late, now())]);
    expect(await scene.orders()).toHaveLength(1);
    await pass(scene, 150, [late]);
    expect((await scene.orders()).find(({ splitFrom }) => splitFrom === order.id)).toMatchObject({ affected: [late] });
  });

  test('keeps no device waiting for its start that was well for a minute since', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, []);
    await pass(scene, 75, []);
    await scene.judge([alert('camera_unreachable', late, now())]);
    await pass(scene, 15, [late]);
    const orders = await scene.orders();
    expect(orders.find(({ id }) => id !== order.id)).toMatchObject({ affected: [late], splitFrom: order.id });
  });

  test('keeps no stream waiting that its rule has found bad for half a minute since', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, []);
    await pass(scene, 120, []);
    expect((await byId(order.id)).state).toBe('verified');
    const seen = scene.clock.now().getTime() / 1000 - 35;
    const labels = { element_id: late, symptom: 'stream_stalled' };
    scene.edges.monitor.series.push({ name: 'ALERTS_FOR_STATE', series: { labels, samples: [[seen + 35, seen]] } });
    await scene.judge([alert('stream_stalled', late, now())]);
    const orders = await scene.orders();
    expect(orders.find(({ id }) => id !== order.id)).toMatchObject({ affected: [late], splitFrom: order.id });
  });

  test('is not split while Prometheus is away: by what was measured, not by what was not', async () => {
    const { startsAt, order } = await outage();
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, [late]);
    scene.edges.monitor.up = false;
    await pass(scene, 300, [late]);
    expect(await scene.order()).toMatchObject({ id: order.id });
    scene.edges.monitor.up = true;
    await pass(scene, 30, [late]);
    expect(await scene.orders()).toHaveLength(2);
  });

  test('goes on where it was when the service restarts in the midst of it', async () => {
    const { startsAt } = await outage();
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, [late]);
    await pass(scene, 90, [late]);
    const successor = await scene.replica();
    for (let past = 0; past < 90; past += 15) {
      scene.clock.advance(15);
      scrape(scene, [late]);
      await successor.duties.correlate();
    }
    expect(await scene.orders()).toHaveLength(2);
  });

  test('stays with the person who has accepted it, who keeps the first order', async () => {
    const { startsAt, order } = await outage();
    await scene.command(engineerOf('pw-sun', 'power'), order.id, { command: 'accept' });
    scene.clock.advance(1800);
    await powerBack(scene, startsAt, [late]);
    await pass(scene, 210, [late]);
    expect(await byId(order.id)).toMatchObject({ assignee: { contact: 'pw-sun' } });
    expect((await scene.orders()).find(({ id }) => id !== order.id)).toMatchObject({
      state: 'dispatched',
      assignee: { contact: 'mu-zhao' },
    });
  });
});
