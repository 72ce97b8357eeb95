import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const told = (): string[] => scene.edges.desk.messages.map(({ kind, contact }) => `${kind} ${contact}`);
const cam = 'cam-1-1';

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** An order for one camera that came back by itself, unaccepted, and was verified; its id. */
async function recovered(): Promise<string> {
  const startsAt = now();
  await scene.judge([alert('camera_unreachable', cam, startsAt)]);
  const { id } = await scene.order();
  await scene.app.duties.drainOutbox();
  scene.clock.advance(60);
  await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', cam, startsAt, now())], 'webhook');
  scene.clock.advance(90);
  const end = scene.clock.now().getTime() / 1000;
  const samples = [5, 4, 3, 2, 1, 0].map((back): [number, number] => [end - back * 15, 1]);
  scene.edges.monitor.series.push({
    name: 'probe_success',
    series: { labels: { device_id: cam, job: 'reach' }, samples },
  });
  await scene.app.duties.verifyRecoveries();
  expect((await scene.order()).state).toBe('verified');
  scene.clock.advance(600);
  return id;
}
const orderOfAlert = async (symptom: string): Promise<unknown> =>
  (await scene.sql('select order_id from alerts where symptom = $1', [symptom]))[0]?.['order_id'];

describe('a camera that has recovered', () => {
  test('and fails in another way has a new order, which is measured by the new alert', async () => {
    const first = await recovered();
    await scene.judge([alert('camera_unauthorised', cam, now())]);
    const second = (await scene.orders()).find(({ id }) => id !== first);
    expect(second?.diagnosis?.faultClass).toBe('credentials_changed');
    expect(await orderOfAlert('camera_unauthorised')).toBe(second?.id);
  });

  test('and fails in the same way again, before anybody had accepted it, is told to the person on duty again', async () => {
    const id = await recovered();
    await scene.judge([alert('camera_unreachable', cam, now())]);
    await scene.app.duties.drainOutbox();
    expect(await scene.order()).toMatchObject({ id, state: 'dispatched', assignee: { contact: 'mu-zhao' } });
    expect(told()).toEqual(['dispatched mu-zhao', 'dispatched mu-zhao']);
  });

  test('and that the operator does not believe, is told to whom it was sent', async () => {
    const id = await recovered();
    await scene.command(operator, id, { command: 'reopen', note: 'Still dark' });
    await scene.app.duties.drainOutbox();
    expect(told()).toEqual(['dispatched mu-zhao', 'sent_back mu-zhao']);
  });

  test('and whose order is closed has a new order when it fails in the same way', async () => {
    const id = await recovered();
    await scene.command(operator, id, { command: 'evaluate', score: 5 });
    await scene.command(operator, id, { command: 'close', found: { outcome: 'nothing' } });
    await scene.judge([alert('camera_unreachable', cam, now())]);
    expect((await scene.order()).id).not.toBe(id);
  });
});

describe('a claimed fix', () => {
  test('is not refused at once because the phone that sent it is an hour behind', async () => {
    const zhao = engineerOf('mu-zhao', 'maintenance');
    await scene.judge([alert('camera_unreachable', cam, now())]);
    const { id } = await scene.order();
    const occurredAt = new Date(scene.clock.now().getTime() - 3_600_000).toISOString();
    await scene.command(zhao, id, { command: 'accept' });
    await scene.command(zhao, id, { command: 'claim_fix', done: 'Restarted it', occurredAt });
    await scene.app.duties.verifyRecoveries();
    expect((await scene.order()).state).toBe('fix_claimed');
    scene.clock.advance(300);
    await scene.app.duties.verifyRecoveries();
    expect((await scene.order()).state).toBe('reopened');
  });
});

describe('an order that was cancelled while its alert fires', () => {
  test('is not opened again because something else fails, but is when its own element shows more', async () => {
    await scene.judge([alert('camera_unauthorised', cam, now())]);
    await scene.command(operator, (await scene.order()).id, {
      command: 'cancel',
      note: 'The password is changed today',
    });
    await scene.judge([alert('camera_unreachable', 'cam-3-1', now())]);
    expect((await scene.order()).affected).toEqual(['cam-3-1']);
    await scene.judge([alert('stream_stalled', cam, now())]);
    expect((await scene.orders()).map(({ affected }) => affected)).toContainEqual([cam]);
  });
});

describe('an order that cannot be stored', () => {
  test('leaves the alerts of all others with an order, and is tried again', async () => {
    await scene.sql(`alter table orders add constraint poison check (not 'cam-3-1' = any(affected))`);
    await scene.app.ticketing.receiveAlerts(
      ['cam-3-1', cam].map((camera) => alert('camera_unreachable', camera, now())),
      'webhook',
    );
    scene.clock.advance(5);
    await expect(scene.app.duties.correlate()).rejects.toThrow('1 alerts could not be taken up');
    expect((await scene.order()).affected).toEqual([cam]);
    await scene.sql('alter table orders drop constraint poison');
    await scene.app.duties.correlate();
    expect((await scene.orders()).flatMap(({ affected }) => affected).sort()).toEqual([cam, 'cam-3-1']);
  });
});

describe('an order that cannot be looked after', () => {
  test('keeps no other from its escalation', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-3-1', now()), alert('camera_unauthorised', cam, now())]);
    const [poison, healthy] = (await scene.orders()).sort((one) => (one.affected.includes(cam) ? 1 : -1));
    await scene.sql(`alter table order_events disable trigger order_events_append_only`);
    await scene.sql(`update order_events set facts = '{}' where order_id = $1 and sequence = 2`, [poison?.id]);
    scene.clock.advance(301);
    await scene.app.duties.tickClocks();
    const escalated = await scene.sql(`select order_id from order_events where facts->>'type' = 'escalated'`);
    expect(escalated).toEqual([{ order_id: healthy?.id }]);
  });

  test('keeps no other from being verified', async () => {
    await recovered();
    const zhao = engineerOf('mu-zhao', 'maintenance');
    await scene.judge([alert('camera_unauthorised', 'cam-3-1', now())]);
    const second = (await scene.orders()).find(({ affected }) => affected.includes('cam-3-1'));
    await scene.command(zhao, second?.id ?? '', { command: 'accept' });
    await scene.command(zhao, second?.id ?? '', { command: 'claim_fix', done: 'Restarted it' });
    await scene.judge([alert('camera_unreachable', cam, now())]);
    const first = (await scene.orders()).find(({ affected }) => affected.includes(cam));
    await scene.command(zhao, first?.id ?? '', { command: 'accept' });
    await scene.command(zhao, first?.id ?? '', { command: 'claim_fix', done: 'Restarted it' });
    await scene.sql(
      `alter table orders add constraint poison check (id <> '${first?.id ?? ''}' or state <> 'reopened') not valid`,
    );
    scene.clock.advance(400);
    await scene.app.duties.verifyRecoveries();
    expect((await scene.orders()).find(({ id }) => id === second?.id)?.state).toBe('reopened');
  });
});
