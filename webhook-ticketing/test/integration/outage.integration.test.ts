import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '../../src/application/databaseUnavailable.ts';
import { privateCluster, type Cluster } from '../cluster.ts';
import { testCity } from '../city.ts';
import { alert, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();

beforeAll(async () => {
  cluster = await privateCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase(), testCity(25, 12));
});
afterEach(() => scene.dispose());

/** Everything else in the city measures well: the UPSes have their mains, the devices answer. */
function measuredHealthy(except: readonly string[]): void {
  const at = scene.clock.now().getTime() / 1000;
  const add = (name: string, labels: Record<string, string>, value: number): void => {
    scene.edges.monitor.series.push({ name, series: { labels, samples: [[at, value]] } });
  };
  for (let n = 1; n <= 25; n++) {
    for (const device of [`ups-${n}`, `switch-${n}`, `onu-${n}`].filter((id) => !except.includes(id))) {
      add('probe_success', { job: 'snmp', device_id: device }, 1);
    }
    if (!except.includes(`ups-${n}`)) add('power_source', { source: 'battery', device_id: `ups-${n}` }, 0);
  }
}

describe('a storm', () => {
  test('of 500 alerts from three causes makes exactly one order for each', async () => {
    const start = now();
    measuredHealthy(['ups-4', 'switch-9']);
    const storm = [
      alert('mains_lost', 'ups-4', start),
      alert('device_unreachable', 'switch-9', start),
      ...Array.from({ length: 12 }, (_, c) => alert('camera_unreachable', `cam-9-${c + 1}`, start)),
      alert('camera_unauthorised', 'cam-20-1', start),
    ];
    const bodies = Array.from({ length: Math.ceil(500 / storm.length) }, () => storm);
    await Promise.all(bodies.map((body) => scene.app.ticketing.receiveAlerts(body, 'webhook')));
    scene.clock.advance(4);
    await scene.app.duties.correlate();
    await scene.app.duties.correlate();
    const orders = await scene.orders();
    expect(orders.map(({ siteIds }) => siteIds.join()).sort()).toEqual(['site-20', 'site-4', 'site-9']);
    await scene.app.duties.drainOutbox();
    expect(scene.edges.desk.messages).toHaveLength(3);
  });
});

describe('while the database is away', () => {
  test('every way in says so, and everything goes on by itself when it is back', async () => {
    measuredHealthy([]);
    const first = alert('camera_unreachable', 'cam-1-1', now());
    await scene.app.ticketing.receiveAlerts([first], 'webhook');
    await scene.app.start();
    await cluster.crash();
    const second = alert('camera_unreachable', 'cam-2-1', now());
    await expect(scene.app.ticketing.receiveAlerts([second], 'webhook')).rejects.toThrow(DatabaseUnavailable);
    await expect(scene.app.ticketing.summariseWorkOrders()).rejects.toThrow(DatabaseUnavailable);
    await expect(scene.app.accounts.logIn('li', 'password')).rejects.toThrow(DatabaseUnavailable);
    await cluster.start();
    await scene.app.ticketing.receiveAlerts([second], 'webhook');
    scene.clock.advance(5);
    for (let tries = 0; tries < 400 && scene.edges.desk.messages.length < 2; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      scene.clock.advance(0.05);
    }
    expect(scene.edges.desk.messages.length).toBeGreaterThanOrEqual(2);
    const orders = await scene.orders();
    expect(orders.map(({ affected }) => affected.join()).sort()).toEqual(['cam-1-1', 'cam-2-1']);
    for (const { id } of orders) {
      expect(await scene.app.ticketing.getWorkOrderEvents(operator, id)).toMatchObject({ ok: { chainIntact: true } });
    }
  }, 60_000);
});
