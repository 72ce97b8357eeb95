import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Maintenance, MaintenanceDeclaration } from '@roundsman/contract/maintenance.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { faultReport } from '@roundsman/contract/faultReport.ts';
import { randomUUID } from 'node:crypto';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, operator, openScene, type Scene } from '../harness.ts';
import { measure } from '../measured.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const inSeconds = (seconds: number): string => new Date(scene.clock.now().getTime() + seconds * 1000).toISOString();
const hour = 3600;
const cam = 'cam-1-1';

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** Works at site 1 for two hours from now, where nothing else is said. */
async function declare(given: Partial<MaintenanceDeclaration> = {}): Promise<Maintenance> {
  const outcome = await scene.app.ticketing.declareMaintenance(operator, {
    id: randomUUID(),
    area: { kind: 'sites', sites: ['site-1'] },
    from: now(),
    to: inSeconds(2 * hour),
    approver: 'pw-sun',
    reason: 'The cabinet is moved',
    ...given,
  });
  if (!('ok' in outcome)) throw new Error(outcome.detail ?? outcome.rejected);
  return outcome.ok;
}
const messages = async (): Promise<string[]> => {
  await scene.app.duties.drainOutbox();
  return scene.edges.desk.messages.map(({ kind, contact }) => `${kind} ${contact}`);
};
const clocks = ({ clocks: all }: WorkOrder): unknown => Object.fromEntries(all.map(({ name, state }) => [name, state]));
const look = (element: string, value: number): void =>
  measure(scene, 'probe_success', { job: 'reach', device_id: element }, value);
const later = async (seconds: number): Promise<void> => {
  scene.clock.advance(seconds);
  await scene.app.duties.tickClocks();
  await scene.app.duties.releaseHeld();
  await scene.app.duties.verifyRecoveries();
};

describe('while planned works run', () => {
  test('what fails there is recorded with its order, nobody is told, and no clock runs', async () => {
    const works = await declare();
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    await later(hour);
    const order = await scene.order();
    expect(order).toMatchObject({
      state: 'suspended',
      heldFor: { maintenance: works.id, until: works.to },
      affected: [cam],
      assignee: null,
    });
    const stopped = { informed: 'suspended', accepted: 'suspended', on_site: 'suspended', solved: 'suspended' };
    expect(clocks(order)).toMatchObject(stopped);
    expect(await messages()).toEqual([]);
    expect(await scene.sql('select order_id from alerts')).toEqual([{ order_id: order.id }]);
  });

  test('a fault beside them, or one that reaches beyond them, is sent out', async () => {
    await declare();
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', 'cam-2-1', now())]);
    await scene.judge([1, 2, 3].map((n) => alert('mains_lost', `ups-${n}`, now())));
    expect((await messages()).sort()).toEqual(['dispatched mu-zhao', 'dispatched pw-sun']);
  });

  test('an order that turns out to reach beyond them is sent out then', async () => {
    await declare({ area: { kind: 'elements', elements: [cam] } });
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    expect((await scene.order()).state).toBe('suspended');
    await scene.judge([
      ...[2, 3, 4].map((c) => alert('camera_unreachable', `cam-1-${c}`, now())),
      ...['switch-1', 'onu-1', 'ups-1'].map((id) => alert('device_unreachable', id, now())),
    ]);
    await later(1);
    expect(await scene.order()).toMatchObject({ state: 'dispatched', heldFor: null });
    expect(await messages()).toHaveLength(1);
  });

  test('what was bad before they began is not silenced, though it is learnt of later', async () => {
    const before = now();
    scene.clock.advance(5);
    await declare();
    await scene.judge([alert('camera_unreachable', cam, before)]);
    expect(await messages()).toEqual(['dispatched mu-zhao']);
  });

  test('a citizen’s report there is taken up, tells nobody, and goes out when they are over', async () => {
    await declare();
    scene.clock.advance(60);
    const report = faultReport.parse({ idempotencyKey: randomUUID(), kind: 'no_picture', element: cam });
    const told = await scene.app.ticketing.reportFault(null, report, 'citizen');
    if (!('ok' in told)) throw new Error(told.rejected);
    expect(await messages()).toEqual([]);
    await later(2 * hour);
    expect(await messages()).toEqual(['dispatched mu-zhao']);
  });

  test('what comes back by itself is verified and never told', async () => {
    await declare();
    scene.clock.advance(60);
    const startsAt = now();
    await scene.judge([alert('camera_unreachable', cam, startsAt)]);
    await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', cam, startsAt, now())], 'webhook');
    for (let sample = 0; sample < 6; sample++) {
      scene.clock.advance(15);
      look(cam, 1);
    }
    await later(1);
    const order = await scene.order();
    expect(order.state).toBe('verified');
    expect(clocks(order)).toMatchObject({ informed: 'not_applicable', accepted: 'not_applicable', solved: 'met' });
    expect(await messages()).toEqual([]);
  });
});

describe('when planned works are over', () => {
  const failDuring = async (to: number): Promise<void> => {
    await declare({ to: inSeconds(to) });
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    await later(to - 64);
  };

  test('what a fresh look finds bad is sent out with all its time before it', async () => {
    await failDuring(hour);
    expect(await messages()).toEqual([]);
    scene.clock.advance(15);
    look(cam, 0);
    await later(1);
    const order = await scene.order();
    expect(order).toMatchObject({ state: 'dispatched', heldFor: null, assignee: { contact: 'mu-zhao' } });
    expect(clocks(order)).toMatchObject({ informed: 'running', accepted: 'running', solved: 'running' });
    expect(order.clocks.find(({ name }) => name === 'solved')?.elapsedSeconds).toBeLessThan(20);
    expect(await messages()).toEqual(['dispatched mu-zhao']);
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, order.id);
    if (!('ok' in record)) throw new Error(record.rejected);
    expect(record.ok).toMatchObject({ chainIntact: true });
    expect(record.ok.events.map(({ type }) => type)).toEqual([
      'opened',
      'held_for_maintenance',
      'released_from_maintenance',
      'dispatched',
      'informed',
    ]);
  });

  test('and nothing measures, it is sent out within a minute', async () => {
    await failDuring(hour);
    await later(60);
    expect(await messages()).toEqual(['dispatched mu-zhao']);
  });

  test('before their time, because somebody ends them, it is sent out then', async () => {
    const works = await declare();
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    const ended = await scene.app.ticketing.endMaintenance(operator, works.id);
    expect(ended).toMatchObject({ ok: { state: 'over', endedBy: 'user:li' } });
    await later(60);
    expect(await messages()).toEqual(['dispatched mu-zhao']);
  });

  test('other works that explain it go on keeping it back', async () => {
    await declare({ area: { kind: 'district', district: 'north' }, to: inSeconds(3 * hour) });
    await failDuring(hour);
    await later(120);
    expect(await messages()).toEqual([]);
  });

  test('a restart of the service in the meantime loses nothing', async () => {
    await declare({ to: inSeconds(hour) });
    scene.clock.advance(60);
    await scene.judge([alert('camera_unreachable', cam, now())]);
    scene.clock.advance(hour + 60);
    await (await scene.replica()).duties.releaseHeld();
    expect(await messages()).toEqual(['dispatched mu-zhao']);
  });
});

describe('the log of planned works', () => {
  test('takes the same declaration once, and refuses other works of the same id', async () => {
    const given = { id: randomUUID(), from: now(), to: inSeconds(hour) };
    const first = await declare(given);
    scene.clock.advance(1);
    expect(await declare(given)).toEqual(first);
    await expect(declare({ ...given, reason: 'Something else' })).rejects.toThrow('choose a new one');
    expect(await scene.sql('select count(*)::int from maintenance_log')).toEqual([{ count: 1 }]);
  });

  test('only grows', async () => {
    await declare();
    await expect(scene.sql(`update maintenance_log set reason = 'other'`)).rejects.toThrow('append-only');
    await expect(scene.sql('delete from maintenance_log')).rejects.toThrow('append-only');
  });

  test('shows what is coming, runs and is over, and ends nothing twice', async () => {
    const coming = await declare({ from: inSeconds(hour) });
    const running = await declare();
    scene.clock.advance(10);
    const ended = await scene.app.ticketing.endMaintenance(operator, running.id);
    scene.clock.advance(10);
    expect(await scene.app.ticketing.endMaintenance(operator, running.id)).toEqual(ended);
    const list = await scene.app.ticketing.listMaintenance(operator);
    if (!('ok' in list)) throw new Error(list.rejected);
    expect(list.ok.maintenances.map(({ id, state }) => [id, state])).toEqual([
      [coming.id, 'coming'],
      [running.id, 'over'],
    ]);
  });
});
