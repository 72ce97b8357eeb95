import { randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { faultReport } from '@roundsman/contract/faultReport.ts';
import { recordedCase, type RecordedCase } from '@roundsman/contract/recordedCase.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { replay } from '../../src/domain/recordedCase/replay.ts';
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

const feederDark = async (): Promise<WorkOrder> => {
  await scene.judge([1, 2, 3].map((n) => alert('mains_lost', `ups-${String(n)}`, now())));
  return scene.order();
};
/** A whole cabinet falls silent, as seen by alerts. */
const silent = (n: number) => [
  ...['switch', 'onu', 'ups'].map((kind) => alert('device_unreachable', `${kind}-${String(n)}`, now())),
  ...[1, 2, 3, 4].map((c) => alert('camera_unreachable', `cam-${String(n)}-${String(c)}`, now())),
];
const explanationOf = ({ explanation }: WorkOrder): string => {
  if (explanation === null) throw new Error('the order is not explained');
  expect(explanation.page).toBe(`http://127.0.0.1:9480/diagnosis/${explanation.id}`);
  return explanation.id;
};
const caseOf = async (id: string): Promise<RecordedCase> => {
  const file = await scene.app.ticketing.getRecordedCase(operator, id);
  if ('rejected' in file) throw new Error(file.detail);
  return recordedCase.parse(JSON.parse(gunzipSync(file.ok).toString()));
};
const factsOf = async (order: string): Promise<{ type: string; recordedCase?: { id: string; sha256: string } }[]> =>
  (await scene.sql('select facts from order_events where order_id = $1 order by sequence', [order])).map(
    ({ facts }) => facts as { type: string },
  );

describe('an order that an alarm opens', () => {
  test('keeps what its verdict was made from, named with its hash in the chained record', async () => {
    const order = await feederDark();
    expect(order.diagnosis).toMatchObject({ faultClass: 'area_mains_outage', faultPoint: 'feeder-1' });
    const id = explanationOf(order);
    const kept = await caseOf(id);
    expect(kept).toMatchObject({ id, orders: [{ id: order.id, number: order.number }], verdict: order.diagnosis });
    expect(replay(kept)).toMatchObject({ same: true, sameParameters: true });
    const explained = await scene.app.ticketing.explainDiagnosis(operator, id);
    const [opened] = await factsOf(order.id);
    expect(explained).toMatchObject({
      ok: { sha256: opened?.recordedCase?.sha256, orders: [{ number: order.number }] },
    });
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, order.id);
    expect(record).toMatchObject({ ok: { chainIntact: true } });
  });

  test('is explained to those who may see it, and to nobody else', async () => {
    const id = explanationOf(await feederDark());
    const { ticketing } = scene.app;
    expect(await ticketing.explainDiagnosis(engineerOf('pw-sun', 'power'), id)).toHaveProperty('ok');
    for (const stranger of [engineerOf('ca-wu', 'carrier'), { ...operator, role: 'police' as const }]) {
      expect(await ticketing.explainDiagnosis(stranger, id)).toMatchObject({ rejected: 'not_found' });
      expect(await ticketing.getRecordedCase(stranger, id)).toMatchObject({ rejected: 'not_found' });
    }
    const unknown = '00000000-0000-4000-8000-000000000000';
    expect(await ticketing.explainDiagnosis(operator, unknown)).toMatchObject({ rejected: 'not_found' });
  });

  test('keeps nothing more when only further symptoms come', async () => {
    const { explanation } = await feederDark();
    await scene.judge([1, 2, 3].map((n) => alert('camera_unreachable', `cam-${String(n)}-1`, now())));
    expect((await scene.order()).explanation).toEqual(explanation);
    expect(await scene.sql('select id from recorded_cases')).toHaveLength(1);
  });
});

test('a diagnosis that changes, and an order that joins another, name the new evidence; the old is kept', async () => {
  await scene.judge(silent(1));
  const first = await scene.order();
  scene.clock.advance(10);
  const report = faultReport.parse({ idempotencyKey: randomUUID(), kind: 'no_picture', element: 'cam-2-1' });
  await scene.app.ticketing.reportFault(null, report, 'citizen');
  const reported = (await scene.orders()).find(({ id }) => id !== first.id);
  expect(reported).toMatchObject({ explanation: null });
  scene.clock.advance(20);
  await scene.judge([
    ...silent(2),
    ...silent(3),
    ...[1, 2, 3].map((n) => alert('mains_lost', `ups-${String(n)}`, now())),
  ]);
  const last = (await scene.orders()).find(({ id }) => id === first.id);
  if (!last || !reported) throw new Error('two orders were expected');
  expect(last.diagnosis).toMatchObject({ faultClass: 'area_mains_outage' });
  expect(last.explanation).not.toEqual(first.explanation);
  const types = (await factsOf(first.id)).flatMap((facts) => (facts.recordedCase ? [facts.type] : []));
  expect(types.slice(0, 2)).toEqual(['opened', 'rediagnosed']);
  expect((await caseOf(explanationOf(first))).verdict).toEqual(first.diagnosis);
  expect((await caseOf(explanationOf(last))).verdict).toEqual(last.diagnosis);

  const joined = (await factsOf(reported.id)).find(({ type }) => type === 'joined');
  const survivor = (await factsOf(first.id)).find(({ type }) => type === 'took_over');
  expect(joined?.recordedCase).toBeDefined();
  expect(joined?.recordedCase).toEqual(survivor?.recordedCase);
  const shared = await caseOf(joined?.recordedCase?.id ?? '');
  expect(shared.orders.map(({ id }) => id).sort()).toEqual([first.id, reported.id].sort());
});

test.each<[string, (body: Buffer) => Buffer]>([
  ['another verdict', (body) => gzipSync(gunzipSync(body).toString().replaceAll('feeder-1', 'feeder-9'))],
  ['a cut file', (body) => body.subarray(0, body.length - 20)],
  ['no JSON', () => gzipSync('{')],
  ['nothing', () => Buffer.alloc(0)],
])('a case that was exchanged in the database for %s is not shown', async (_name, exchange) => {
  const id = explanationOf(await feederDark());
  const [row] = await scene.sql('select body from recorded_cases');
  await scene.sql('update recorded_cases set body = $1', [exchange(row?.['body'] as Buffer)]);
  expect(await scene.app.ticketing.explainDiagnosis(operator, id)).toMatchObject({ rejected: 'not_found' });
  expect(await scene.app.ticketing.getRecordedCase(operator, id)).toMatchObject({ rejected: 'not_found' });
});
