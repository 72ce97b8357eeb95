import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { faultReport, type FaultReport } from '@roundsman/contract/faultReport.ts';
import type { z } from 'zod';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

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

type Given = Omit<z.input<typeof faultReport>, 'idempotencyKey' | 'kind'>;
const told = (given: Given): FaultReport =>
  faultReport.parse({ idempotencyKey: randomUUID(), kind: 'no_picture', ...given });

async function report(
  given: FaultReport,
): Promise<{ trackingToken: string; number: string; joinedOpenOrder: boolean }> {
  const outcome = await scene.app.ticketing.reportFault(null, given, 'citizen');
  if ('rejected' in outcome) throw new Error(`${outcome.rejected} ${outcome.detail ?? ''}`);
  return outcome.ok;
}

describe("a citizen's report", () => {
  test('opens an order for the unit that maintains the camera, which the tracking link follows', async () => {
    const { trackingToken, number, joinedOpenOrder } = await report(
      told({ element: 'cam-2-3', description: '没有图像' }),
    );
    expect(joinedOpenOrder).toBe(false);
    const order = await scene.order();
    expect(order).toMatchObject({
      number,
      source: 'citizen',
      party: { id: 'maintenance' },
      reports: 1,
      diagnosis: { faultClass: 'reported_fault' },
    });
    const tracked = await scene.app.ticketing.trackReport(trackingToken);
    expect(tracked).toMatchObject({ ok: { number, step: 'assigned', hotline: '12345' } });
  });

  test('is counted as one when the phone sends it twice, and both links work', async () => {
    const once = told({ element: 'cam-2-3' });
    const [first, second] = [await report(once), await report(once)];
    expect(second.number).toBe(first.number);
    expect((await scene.order()).reports).toBe(1);
    for (const { trackingToken } of [first, second]) {
      expect(await scene.app.ticketing.trackReport(trackingToken)).toMatchObject({ ok: { number: first.number } });
    }
  });

  test('joins the open order of the same place, and shows nothing of who or why', async () => {
    await scene.judge([1, 2, 3].flatMap((n) => [alert('mains_lost', `ups-${n}`, now())]));
    const { number } = await scene.order();
    const receipt = await report(told({ element: 'cam-3-2', reporterName: '王', reporterPhone: '13800000000' }));
    expect(receipt).toMatchObject({ number, joinedOpenOrder: true });
    expect((await scene.order()).reports).toBe(1);
    const tracked = JSON.stringify(await scene.app.ticketing.trackReport(receipt.trackingToken));
    expect(tracked).not.toMatch(/power|供电|feeder|馈线|Sun|孙|王|138/i);
    expect(JSON.stringify(await scene.sql('select facts, personal from order_events'))).not.toContain('13800000000');
  });

  test('about one camera does not join the order of another one beside it', async () => {
    await report(told({ element: 'cam-2-3' }));
    expect(await report(told({ element: 'cam-2-4' }))).toMatchObject({ joinedOpenOrder: false });
    expect(await report(told({ site: 'site-2' }))).toMatchObject({ joinedOpenOrder: true });
  });

  test('finds its place by the code on the pole and by position, and refuses what is nowhere', async () => {
    await report(told({ element: 'p-1' }));
    const position = { latitude: 31.0101, longitude: 121.0001, accuracyMetres: 10 };
    expect(await report(told({ position }))).toMatchObject({ joinedOpenOrder: true });
    const far = told({ position: { ...position, latitude: 35 } });
    expect(await scene.app.ticketing.reportFault(null, far, 'citizen')).toMatchObject({
      rejected: 'not_found',
      field: 'position',
    });
    const unknown = told({ element: 'cam-9-9' });
    expect(await scene.app.ticketing.reportFault(null, unknown, 'citizen')).toMatchObject({
      rejected: 'not_found',
      field: 'element',
    });
  });

  test('and the alert of the same fault end in one order', async () => {
    const receipt = await report(told({ element: 'cam-2-3' }));
    await scene.judge([alert('camera_unreachable', 'cam-2-3', now())]);
    const order = await scene.order();
    expect(order.affected).toContain('cam-2-3');
    expect(await scene.app.ticketing.trackReport(receipt.trackingToken)).toMatchObject({
      ok: { number: receipt.number },
    });
  });

  test('that nothing measures is settled by the operator', async () => {
    await report(told({ element: 'cam-2-3', kind: 'bad_picture' } as Given));
    const { id } = await scene.order();
    const zhao = engineerOf('mu-zhao', 'maintenance');
    await scene.command(zhao, id, { command: 'accept' });
    await scene.command(zhao, id, { command: 'claim_fix', done: 'Cleaned the lens' });
    await scene.app.duties.verifyRecoveries();
    await scene.command(operator, id, { command: 'evaluate', score: 4 });
    await scene.command(operator, id, { command: 'close' });
    expect(await scene.orders()).toEqual([]);
  });

  test('is not found by a link that was made up', async () => {
    for (const token of ['', 'x', '../../etc/passwd', 'A'.repeat(22)]) {
      expect(await scene.app.ticketing.trackReport(token)).toMatchObject({ rejected: 'not_found' });
    }
  });
});
