import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { StatedCause } from '@roundsman/contract/foundCause.ts';
import { pino } from 'pino';
import { postgresStore } from '../../src/adapters/db/postgresStore.ts';
import { openDatabase } from '../../src/adapters/db/database.ts';
import { refreshStoreGauges } from '../../src/adapters/metrics/storeGauges.ts';
import { createTicketingMetrics } from '../../src/adapters/metrics/ticketingMetricsRegistry.ts';
import { orderCache } from '../../src/application/orderCache.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { alert, engineerOf, openScene, operator, type Scene } from '../harness.ts';

let cluster: Cluster;
let scene: Scene;
const now = (): string => scene.clock.now().toISOString();
const zhao = engineerOf('mu-zhao', 'maintenance');
const dead = { outcome: 'fault', faultClass: 'camera_dead', faultPoint: 'cam-1-1' } as const;
const year = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };

beforeAll(async () => {
  cluster = await testCluster();
}, 60_000);
afterAll(() => cluster.dispose());
beforeEach(async () => {
  scene = await openScene(await cluster.createDatabase());
});
afterEach(() => scene.dispose());

/** A camera whose clock is wrong, repaired and closed; the operator has looked whether it works, since nothing measures here. */
async function closed(found: StatedCause): Promise<string> {
  await scene.judge([alert('clock_wrong', 'cam-1-1', now())]);
  const { id } = await scene.order();
  await scene.command(zhao, id, { command: 'accept' });
  await scene.command(zhao, id, { command: 'claim_fix', done: 'Swapped it', found });
  scene.clock.advance(31 * 60);
  await scene.command(operator, id, { command: 'evaluate', score: 4 });
  await scene.command(operator, id, { command: 'close' });
  return id;
}

/** The gauges as a service that has just started reads them. */
async function gauges(): Promise<string> {
  const database = openDatabase(scene.databaseUrl, 4, pino({ level: 'silent' }));
  const meter = createTicketingMetrics();
  await refreshStoreGauges({ store: postgresStore(database), orders: orderCache(), clock: scene.clock, meter });
  const { body } = await meter.render();
  await database.close();
  return body;
}

describe('what was found at a closed order', () => {
  test('is answered by whom the inventory holds responsible, and stands in the record', async () => {
    const id = await closed(dead);
    const order = await scene.app.ticketing.getWorkOrder(operator, id);
    expect(order).toMatchObject({ ok: { found: { cause: { ...dead, party: 'maintenance' }, by: 'contact:mu-zhao' } } });
    const record = await scene.app.ticketing.getWorkOrderEvents(operator, id);
    expect(record).toMatchObject({ ok: { chainIntact: true } });
    expect('ok' in record && record.ok.events.map(({ text }) => text.zh)).toContain(
      '现场原因：摄像机损坏（摄像机1.1），责任单位：维护单位',
    );
  });

  test('is in the accuracy of the diagnosis and in the report of the month, for those who may see it', async () => {
    await closed(dead);
    const judged = await scene.app.ticketing.diagnosisAccuracy(operator, year);
    expect(judged).toMatchObject({
      ok: {
        atDispatch: {
          orders: 1,
          faultClass: { count: 0 },
          faultPoint: { count: 1 },
          party: { count: 1 },
          confusion: [{ diagnosed: 'clock_wrong', found: 'camera_dead', orders: 1 }],
        },
      },
    });
    const report = await scene.app.ticketing.slaReport(operator, year);
    expect(report.diagnosis).toEqual('ok' in judged && judged.ok);
    expect(await scene.app.ticketing.diagnosisAccuracy(zhao, year)).toMatchObject({ rejected: 'forbidden' });
    expect((await scene.app.ticketing.slaReport(zhao, year)).diagnosis).toBeNull();
    expect((await scene.app.ticketing.slaReport(null, year)).diagnosis).toBeNull();
  });

  test('is a metric that a restart does not forget, and that follows a correction and a reopening', async () => {
    const id = await closed(dead);
    expect(await gauges()).toContain('roundsman_diagnosis_outcomes{diagnosed="clock_wrong",found="camera_dead"} 1');
    expect(await gauges()).toContain('roundsman_diagnosis_party_outcomes{party="maintenance",outcome="right"} 1');
    await scene.command(operator, id, { command: 'record_cause', found: { outcome: 'nothing' } });
    expect(await gauges()).toContain('roundsman_diagnosis_outcomes{diagnosed="clock_wrong",found="nothing"} 1');
    expect(await gauges()).toContain('roundsman_diagnosis_party_outcomes{party="maintenance",outcome="unknown"} 1');
    await scene.command(operator, id, { command: 'reopen', note: 'Still dark' });
    expect(await gauges()).not.toMatch(/^roundsman_diagnosis_(party_)?outcomes\{/m);
  });
});
