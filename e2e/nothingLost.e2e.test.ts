import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { startDistrict, type District } from './src/district.ts';
import { settled, stormOf, weather } from './src/storm.ts';

/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(400_000);

let district: District;

beforeAll(async () => {
  // The storm is posted to the real Alertmanager as Prometheus would post it: what the devices really say must not disturb it.
  district = await startDistrict({ profile: 'test', sites: 155, measures: false });
});
afterAll(async () => {
  await district?.stop();
});

test('in a storm of 500 alerts the service is killed at random moments and the database is away for 20 s: every fault has exactly one order, every order its messages, every chain verifies', async () => {
  const storm = stormOf(district, 500);
  const kills = await weather(district, storm);
  console.log(`killed ${kills} times`);
  expect(kills).toBeGreaterThanOrEqual(3);
  const orders = await settled(district, storm);
  expect(orders.map(({ diagnosis }) => diagnosis?.faultPoint).sort()).toEqual([...storm.faultPoints].sort());
  for (const { id } of orders) expect((await district.operator.record(id)).chainIntact).toBe(true);
});
