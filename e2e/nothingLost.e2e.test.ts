import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, jest } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { symptoms, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { postAlerts, type PostedAlert } from './src/alertmanagerClient.ts';
import { startDistrict, type District } from './src/district.ts';
import { until } from './src/until.ts';

const alertCount = 500;
/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(300_000);

let district: District;

beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 155, awaitProbes: false });
  // The storm is posted to the real Alertmanager as Prometheus would post it: what the devices really say must not disturb it.
  await district.stack.server('prometheus').stop();
  await district.stack.server('exporter').stop();
}, 240_000);
afterAll(async () => {
  await district?.stop();
}, 60_000);

const alertOf = (symptom: SymptomId, element: Element): PostedAlert => ({
  labels: {
    alertname: symptoms[symptom].alertname,
    symptom,
    layer: symptoms[symptom].layer,
    severity: 'major',
    element_id: element.id,
    device_id: element.id,
    site_id: element.cabinet?.replace('cabinet', 'site') ?? '',
  },
  startsAt: new Date().toISOString(),
  endsAt: new Date(Date.now() + 3_600_000).toISOString(),
});

/** 500 alerts of known truth: whole feeders that lost their mains, and cameras elsewhere that refuse their credentials. */
function storm(): { alerts: PostedAlert[]; faultPoints: Set<string> } {
  const { elements } = district.stack.inventory;
  // One feeder of a transformer: two would rightly be taken for an outage of the transformer.
  const perTransformer = new Map(
    elements.filter(({ kind }) => kind === 'feeder').map((feeder) => [feeder.fedBy[0], feeder]),
  );
  const feeders = [...perTransformer.values()].slice(0, 10);
  const below = feeders.flatMap((feeder) => district.fedBy(feeder.id));
  const dark = new Set(below.map(({ id }) => id));
  const power = below.filter(({ kind }) => kind === 'ups').map((ups) => alertOf('mains_lost', ups));
  const cameras = elements
    .filter(({ kind, id }) => kind === 'camera' && !dark.has(id))
    .slice(0, alertCount - power.length);
  return {
    alerts: [...power, ...cameras.map((camera) => alertOf('camera_unauthorised', camera))],
    faultPoints: new Set([...feeders, ...cameras].map(({ id }) => id)),
  };
}

test('in a storm of 500 alerts the service is killed at random moments and the database is away for 20 s: every fault has exactly one order, every order its messages, every chain verifies', async () => {
  const { stack, receivers, operator } = district;
  const { alerts, faultPoints } = storm();
  expect(alerts).toHaveLength(alertCount);
  const ticketing = stack.server('ticketing');
  let over = false;

  const rain = (async () => {
    for (let from = 0; from < alerts.length; from += 25) {
      await postAlerts(stack.urls.alertmanager, alerts.slice(from, from + 25));
      await pause(2200);
    }
  })();
  /** As a supervisor does: a service that cannot reach its database ends at the start and is started again. */
  const comeBack = (): Promise<true> =>
    until('the service to come back', async () => {
      await ticketing.start();
      return true as const;
    });
  const killings = (async () => {
    let kills = 0;
    while (!over && kills < 12) {
      await pause(500 + Math.random() * 2500);
      ticketing.kill();
      await ticketing.ended;
      await comeBack();
      kills += 1;
    }
    return kills;
  })();
  await pause(8000);
  const postgres = stack.server('postgres');
  await postgres.stop();
  await pause(20_000);
  await postgres.start();
  await rain;
  over = true;
  const kills = await killings;
  console.log(`killed ${kills} times`);
  expect(kills).toBeGreaterThanOrEqual(3);

  // The killings took the session's process, not the session: that is in the database.
  const standing = (orders: readonly WorkOrder[]) => orders.filter(({ joinedTo }) => joinedTo === null);
  const orders = await until(
    'an order for every fault',
    async () => {
      const found = standing(await operator.orders());
      const points = new Set(found.map(({ diagnosis }) => diagnosis?.faultPoint));
      const missing = [...faultPoints].filter((point) => !points.has(point));
      if (missing.length > 0)
        throw new Error(`${missing.length} faults without an order: ${missing.slice(0, 5).join()}`);
      return found;
    },
    { seconds: 120, every: 1 },
  );
  expect(orders.map(({ diagnosis }) => diagnosis?.faultPoint).sort()).toEqual([...faultPoints].sort());

  await until(
    'a message about every order',
    () => orders.every(({ id }) => receivers.messages.some(({ order }) => order === id)),
    {
      seconds: 120,
      every: 1,
    },
  );
  for (const { id } of orders) expect((await operator.record(id)).chainIntact).toBe(true);
}, 400_000);
