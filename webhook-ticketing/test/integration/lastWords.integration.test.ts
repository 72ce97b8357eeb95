import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, openScene, operator, type Scene } from '../harness.ts';
import { measure } from '../measured.ts';

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

const surge = (startsAt: string, endsAt?: string) => alert('surge_protector_open', 'switch-1', startsAt, endsAt);
const receive = (...alerts: ReturnType<typeof alert>[]) => scene.app.ticketing.receiveAlerts(alerts, 'webhook');
/** The ONU of the cabinet answers, and sees no link to the switch; nobody else does. */
const switchDies = (): ReturnType<typeof alert>[] => {
  measure(scene, 'probe_success', { job: 'snmp', device_id: 'onu-1' }, 1);
  measure(scene, 'network_port_oper_up', { device_id: 'onu-1', element_id: 'switch-1' }, 0);
  return [
    ...['switch-1', 'ups-1'].map((id) => alert('device_unreachable', id, now())),
    ...[1, 2, 3, 4].map((c) => alert('camera_unreachable', `cam-1-${c}`, now())),
    alert('link_down', 'switch-1', now()),
  ];
};
const causes = async (): Promise<unknown[]> =>
  (await scene.orders()).map(({ diagnosis }) => [diagnosis?.faultClass, diagnosis?.faultPoint]);

describe('an alert that ended as its device fell silent', () => {
  test('stays its last word: a switch whose surge protector gave way before was struck, and did not just die', async () => {
    const struck = now();
    await receive(surge(struck));
    scene.clock.advance(15);
    await receive(surge(struck, now()));
    scene.clock.advance(20);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['lightning_damage', 'switch-1']]);
    const [first] = (await scene.order()).diagnosis?.candidates ?? [];
    expect(first?.for[0]).toMatchObject({
      element: 'switch-1',
      text: { en: 'Switch switch-1 reports that the surge protector has given way' },
    });
  });

  test('and is none where it was well again before: a switch that dies hours later just died', async () => {
    const struck = now();
    await receive(surge(struck));
    scene.clock.advance(15);
    await receive(surge(struck, now()));
    scene.clock.advance(3600);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['switch_dead', 'switch-1']]);
  });

  test('nor where it is measured to be well since', async () => {
    const struck = now();
    await receive(surge(struck));
    scene.clock.advance(15);
    await receive(surge(struck, now()));
    scene.clock.advance(20);
    measure(scene, 'cabinet_surge_protector_ok', { device_id: 'switch-1' }, 1);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['switch_dead', 'switch-1']]);
  });

  test('nor where somebody has settled it: its order was cancelled while it fired', async () => {
    const struck = now();
    await scene.judge([surge(struck)]);
    await scene.command(operator, (await scene.order()).id, { command: 'cancel', note: 'The contact is broken' });
    scene.clock.advance(3600);
    await receive(surge(struck, now()));
    scene.clock.advance(20);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['switch_dead', 'switch-1']]);
  });

  test('nor where another device said it, which answers: that may have found it well since', async () => {
    const struck = now();
    const seenBy = (device: string, endsAt?: string) =>
      alert('surge_protector_open', 'switch-1', struck, endsAt, { device_id: device });
    await receive(seenBy('ups-2'));
    scene.clock.advance(15);
    await receive(seenBy('ups-2', now()));
    scene.clock.advance(20);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['switch_dead', 'switch-1']]);
  });

  test('nor while nothing is measured, which could refute it', async () => {
    const struck = now();
    await receive(surge(struck));
    scene.clock.advance(15);
    await receive(surge(struck, now()));
    scene.clock.advance(20);
    scene.edges.monitor.up = false;
    await scene.judge(switchDies());
    expect((await causes()).flat()).not.toContain('lightning_damage');
  });

  test('opens no order by itself', async () => {
    const opened = now();
    await receive(alert('cabinet_door_open', 'ups-1', opened));
    scene.clock.advance(5);
    await receive(alert('cabinet_door_open', 'ups-1', opened, now()));
    scene.clock.advance(20);
    await scene.judge(switchDies());
    expect(await causes()).toEqual([['switch_dead', 'switch-1']]);
  });

  test('takes nothing away from the order that it has', async () => {
    const opened = now();
    await scene.judge([alert('cabinet_door_open', 'ups-1', opened)]);
    const before = await scene.order();
    await receive(alert('cabinet_door_open', 'ups-1', opened, now()));
    scene.clock.advance(20);
    await scene.judge(switchDies());
    expect(await causes()).toEqual(
      expect.arrayContaining([
        ['cabinet_opened', 'ups-1'],
        ['switch_dead', 'switch-1'],
      ]),
    );
    const [after] = (await scene.orders()).filter(({ id }) => id === before.id);
    expect(after).toMatchObject({ diagnosis: { faultClass: 'cabinet_opened' }, affected: before.affected });
  });

  test('keeps no order from being corrected: a fibre that wears out and then breaks is one fault', async () => {
    const worn = now();
    const dim = (endsAt?: string) => alert('light_dropped', 'onu-1', worn, endsAt);
    await scene.judge([dim()]);
    const before = await scene.order();
    expect(before.diagnosis?.candidates[0]?.faultClass).toBe('fibre_degraded');
    scene.clock.advance(600);
    await receive(dim(now()));
    scene.clock.advance(20);
    await scene.judge([
      alert('onu_lost', 'onu-1', now()),
      ...['onu-1', 'switch-1', 'ups-1'].map((id) => alert('device_unreachable', id, now())),
      ...[1, 2, 3, 4].map((c) => alert('camera_unreachable', `cam-1-${c}`, now())),
    ]);
    const order = await scene.order();
    expect(order).toMatchObject({ id: before.id });
    expect(order.diagnosis?.candidates.map(({ faultClass }) => faultClass)).toEqual(
      expect.arrayContaining(['feeder_fibre_cut', 'onu_failure', 'drop_fibre_cut']),
    );
  });
});
