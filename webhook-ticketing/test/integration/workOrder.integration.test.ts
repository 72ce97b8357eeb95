import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { testCluster, type Cluster } from '../cluster.ts';
import { testCity } from '../city.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const zhao = engineerOf('mu-zhao', 'maintenance');
const told = (): string[] => scene.edges.desk.messages.map(({ kind, contact }) => `${kind} ${contact}`);

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** The camera's probe, as Prometheus has kept it for the last minutes. */
function probed(camera: string, values: readonly number[]): void {
  const end = scene.clock.now().getTime() / 1000;
  const samples = values.map((value, index): [number, number] => [end - (values.length - 1 - index) * 15, value]);
  const { series } = scene.edges.monitor;
  series.splice(0, series.length, {
    name: 'probe_success',
    series: { labels: { device_id: camera, job: 'reach' }, samples },
  });
}

/** An order for one camera that its engineer has claimed to be repaired. */
async function claimed(): Promise<string> {
  await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
  const { id } = await scene.order();
  for (const command of ['accept', 'depart', 'arrive'] as const) {
    scene.clock.advance(60);
    await scene.command(zhao, id, { command });
  }
  await scene.command(zhao, id, { command: 'claim_fix', done: 'Restarted it' });
  return id;
}

describe('the message of a new order', () => {
  test('reaches the person on duty, and its receipt stops the clock', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    scene.clock.advance(1);
    await scene.app.duties.drainOutbox();
    expect(told()).toEqual(['dispatched mu-zhao']);
    const order = await scene.order();
    expect(order.clocks.find(({ name }) => name === 'informed')).toMatchObject({ state: 'met', elapsedSeconds: 1 });
    expect(scene.edges.desk.messages[0]?.url).toBe(`http://127.0.0.1:9480/field/orders/${order.id}`);
  });

  test('goes by e-mail to a person who reads that', async () => {
    await scene.dispose();
    const city = testCity();
    const contact = city.parties.flatMap(({ contacts }) => contacts).find(({ id }) => id === 'mu-zhao');
    contact?.channels.push({ type: 'email', address: 'zhao@example.org' });
    scene = await openScene(await cluster.createDatabase(), city);
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    await scene.app.duties.drainOutbox();
    const [mail] = scene.edges.mail.mails;
    expect(mail?.to).toBe('zhao@example.org');
    expect(mail?.text).toMatch(/^Message-ID: <.+\.mu-zhao\.1@example\.org>/m);
    const receipts = await scene.sql(
      `select facts->>'receipt' as receipt from order_events where facts->>'type' = 'informed' order by 1`,
    );
    expect(receipts).toEqual([{ receipt: 'accepted_by_provider' }, { receipt: 'delivered' }]);
  });

  test('is tried again, later each time, until the channel takes it; and is then recorded once', async () => {
    scene.edges.desk.answer = 500;
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    await scene.app.duties.drainOutbox();
    await scene.app.duties.drainOutbox();
    expect(told()).toHaveLength(1);
    scene.clock.advance(2);
    await scene.app.duties.drainOutbox();
    scene.edges.desk.answer = 204;
    scene.clock.advance(1);
    await scene.app.duties.drainOutbox();
    expect(told()).toHaveLength(2);
    scene.clock.advance(60);
    await scene.app.duties.drainOutbox();
    await scene.app.duties.drainOutbox();
    expect(told()).toHaveLength(3);
    expect(new Set(scene.edges.desk.messages.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
    expect(await scene.sql(`select from order_events where facts->>'type' = 'informed'`)).toHaveLength(1);
  });

  test('is delivered by another replica, under the same key, when its sender died before it could note the receipt', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    // What a crash between the claim and the receipt leaves: a message that is taken, and not delivered.
    const lease = new Date(scene.clock.now().getTime() + 20_000);
    await scene.sql('update outbox set attempts = 1, next_attempt_at = $1', [lease]);
    const other = await scene.replica();
    await other.duties.drainOutbox();
    expect(told()).toEqual([]);
    scene.clock.advance(20);
    await other.duties.drainOutbox();
    expect(told()).toEqual(['dispatched mu-zhao']);
    expect(await scene.orders()).toHaveLength(1);
  });
});

describe('an order that nobody accepts', () => {
  test('is told to the next on the list, then to the operator, once each', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    const other = await scene.replica();
    for (let minute = 0; minute < 12; minute++) {
      await Promise.all([scene.app.duties.tickClocks(), other.duties.tickClocks()]);
      await scene.app.duties.drainOutbox();
      scene.clock.advance(60);
    }
    expect(told().slice(0, 2)).toEqual(['dispatched mu-zhao', 'escalated mu-qian']);
    expect(told().slice(2).sort()).toEqual(['escalated op-he', 'escalated op-li']);
    const { clocks } = await scene.order();
    expect(clocks.find(({ name }) => name === 'accepted')).toMatchObject({ state: 'breached' });
  });

  test('is urged before and at its deadlines, and its breaches are counted', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    await scene.command(zhao, (await scene.order()).id, { command: 'accept' });
    scene.clock.advance(5_401);
    await scene.app.duties.tickClocks();
    scene.clock.advance(1_800);
    await scene.app.duties.tickClocks();
    await scene.app.duties.drainOutbox();
    expect(told().filter((line) => line === 'urged mu-zhao')).toHaveLength(2);
    const rows = await scene.sql('select step from due_steps order by step');
    expect(rows.map(({ step }) => step)).toEqual(['breach:solved', 'escalate:solved:1', 'escalate:solved:2']);
  });
});

describe('a claimed fix', () => {
  test('is verified when the alert is over and the probes were healthy for long enough, counted from the first healthy sample', async () => {
    const id = await claimed();
    const startsAt = '2026-11-02T08:00:00.000Z';
    scene.clock.advance(60);
    const recovered = now();
    await scene.app.ticketing.receiveAlerts([alert('camera_unreachable', 'cam-1-1', startsAt, recovered)], 'webhook');
    scene.clock.advance(30);
    probed('cam-1-1', [0, 0, 1, 1, 1]);
    await scene.app.duties.verifyRecoveries();
    expect((await scene.order()).state).toBe('fix_claimed');
    scene.clock.advance(30);
    probed('cam-1-1', [0, 0, 1, 1, 1, 1, 1]);
    await scene.app.duties.verifyRecoveries();
    const order = await scene.order();
    expect(order.state).toBe('verified');
    expect(order.clocks.find(({ name }) => name === 'solved')).toMatchObject({ state: 'met', metAt: recovered });
    await scene.command(operator, id, { command: 'evaluate', score: 5 });
    await scene.command(operator, id, {
      command: 'close',
      found: { outcome: 'fault', faultClass: 'camera_hang', faultPoint: 'cam-1-1' },
    });
    expect(await scene.orders()).toEqual([]);
    const report = await scene.app.ticketing.slaReport(operator, { from: startsAt, to: now() });
    expect(report.lines.map(({ clock, met }) => `${clock} ${met}`)).toContain('solved 1');
  });

  test('comes back to the engineer with the reason when the probes still fail after the grace', async () => {
    const id = await claimed();
    await scene.app.duties.drainOutbox();
    probed('cam-1-1', [0, 0, 0, 0]);
    await scene.app.duties.verifyRecoveries();
    expect((await scene.order()).state).toBe('fix_claimed');
    scene.clock.advance(300);
    probed('cam-1-1', [0, 0, 0, 0]);
    await scene.app.duties.verifyRecoveries();
    await scene.app.duties.drainOutbox();
    const order = await scene.order();
    expect(order).toMatchObject({ id, state: 'reopened', assignee: { contact: 'mu-zhao' } });
    expect(order.sentBack?.en).toContain('Camera 1.1');
    expect(told().at(-1)).toBe('sent_back mu-zhao');
    expect(scene.edges.desk.messages.at(-1)?.body).toContain('Sent back');
  });

  test('is neither verified nor refused while Prometheus is away', async () => {
    await claimed();
    scene.edges.monitor.up = false;
    scene.clock.advance(3_600);
    await scene.app.duties.verifyRecoveries();
    expect((await scene.order()).state).toBe('fix_claimed');
  });
});

describe('a fault that returns', () => {
  test('before its order was closed, takes the same order up again', async () => {
    const id = await claimed();
    await scene.app.ticketing.receiveAlerts(
      [alert('camera_unreachable', 'cam-1-1', '2026-11-02T08:00:00.000Z', now())],
      'webhook',
    );
    scene.clock.advance(90);
    probed('cam-1-1', [1, 1, 1, 1, 1, 1]);
    await scene.app.duties.verifyRecoveries();
    scene.clock.advance(600);
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    expect(await scene.order()).toMatchObject({ id, state: 'reopened' });
  });
});

describe('a command', () => {
  test('with a key that was used has no second effect, and answers the order', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    const { id } = await scene.order();
    const note = { command: 'note', note: 'On it', idempotencyKey: randomUUID() } as const;
    const answers = await Promise.all([1, 2, 3].map(() => scene.app.ticketing.command(zhao, id, note)));
    expect(answers.every((answer) => 'ok' in answer)).toBe(true);
    expect(await scene.sql(`select from order_events where facts->>'type' = 'noted'`)).toHaveLength(1);
  });

  test('of an engineer of another party finds no order', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    const { id } = await scene.order();
    const stranger = engineerOf('ca-wu', 'carrier');
    const accept = { command: 'accept', idempotencyKey: randomUUID() } as const;
    expect(await scene.app.ticketing.command(stranger, id, accept)).toMatchObject({ rejected: 'not_found' });
    expect(await scene.app.ticketing.listWorkOrders(stranger, { state: 'unfinished', limit: 10, offset: 0 })).toEqual({
      workOrders: [],
      total: 0,
    });
  });

  test('with text that no database can store is stored without what cannot be', async () => {
    await scene.judge([alert('camera_unreachable', 'cam-1-1', now())]);
    await scene.command(zhao, (await scene.order()).id, { command: 'note', note: 'a\u0000b \ud800' });
    expect(await scene.sql(`select personal->>'note' as note from order_events where personal ? 'note'`)).toEqual([
      { note: 'ab \ufffd' },
    ]);
  });
});

describe('the record of an order', () => {
  test('verifies as read from the database, and shows when somebody rewrote it', async () => {
    const id = await claimed();
    const before = await scene.app.ticketing.getWorkOrderEvents(operator, id);
    expect(before).toMatchObject({ ok: { chainIntact: true } });
    await expect(scene.sql(`update order_events set actor = 'nobody'`)).rejects.toThrow('append-only');
    await expect(scene.sql('delete from order_events')).rejects.toThrow('append-only');
    await expect(scene.sql('truncate order_events cascade')).rejects.toThrow('append-only');
    await scene.sql(`update order_events set personal = '{}'`);
    expect(await scene.app.ticketing.getWorkOrderEvents(operator, id)).toMatchObject({ ok: { chainIntact: true } });
    await scene.sql('alter table order_events disable trigger order_events_append_only');
    await scene.sql(`update order_events set at = at - interval '1 hour' where facts->>'type' = 'arrived'`);
    expect(await scene.app.ticketing.getWorkOrderEvents(operator, id)).toMatchObject({ ok: { chainIntact: false } });
  });
});
