import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { symptoms, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { query, startDistrict, type District } from './src/district.ts';
import { until } from './src/until.ts';

jest.setTimeout(240_000);

interface Strike {
  kind: string;
  target: string;
  /** How it is alerted, of the target where no other element is named. */
  alerted: SymptomId;
  of?: string;
  /** Classes that nothing but a visit could tell apart here; the first is the true one. */
  classes: readonly [FaultClassId, ...FaultClassId[]];
  /** Role of the party that has to answer. */
  party: string;
}

const strike = (
  kind: string,
  target: string,
  alerted: SymptomId | readonly [SymptomId, string],
  classes: FaultClassId | Strike['classes'],
  party: string,
): Strike => ({
  ...{ kind, target, party },
  ...(typeof alerted === 'string' ? { alerted } : { alerted: alerted[0], of: alerted[1] }),
  classes: typeof classes === 'string' ? [classes] : classes,
});

const maintainer = 'maintenance_unit';
/** Of each layer one at least, and all that look alike, side by side: each on a ground of its own. */
const layers: Readonly<Record<string, readonly Strike[]>> = {
  power: [
    strike('supply_failure', 'supply-001', ['mains_lost', 'ups-001'], 'cabinet_supply_failure', maintainer),
    strike('breaker_trip', 'breaker-010', ['mains_lost', 'ups-010'], 'breaker_trip', maintainer),
    strike('ups_battery_worn', 'ups-004', 'battery_worn', 'ups_battery_worn', maintainer),
  ],
  transmission: [
    strike('fibre_cut', 'pon-001-3', ['onu_lost', 'onu-008'], 'feeder_fibre_cut', 'carrier'),
    strike('onu_failure', 'onu-002', 'onu_lost', ['onu_failure', 'drop_fibre_cut'], 'carrier'),
    strike('sdh_section_loss', 'sdh-001', 'sdh_signal_lost', 'sdh_section_loss', 'carrier'),
  ],
  access: [
    strike('switch_hang', 'switch-003', 'device_unreachable', 'switch_hang', maintainer),
    strike('switch_dead', 'switch-004', 'device_unreachable', 'switch_dead', maintainer),
    strike('poe_short', 'camera-005-1', 'poe_fault', 'poe_short', maintainer),
    strike('cable_degraded', 'camera-005-2', 'link_errors', 'cable_degraded', maintainer),
  ],
  device: [
    strike('camera_hang', 'camera-006-1', 'camera_unreachable', 'camera_hang', maintainer),
    strike('clock_drift', 'camera-006-2', 'clock_wrong', 'clock_wrong', maintainer),
  ],
  stream: [
    strike('camera_credentials_changed', 'camera-007-1', 'camera_unauthorised', 'credentials_changed', maintainer),
    strike('stream_stall', 'camera-007-2', 'stream_stalled', 'stream_abnormal', maintainer),
  ],
  picture: [
    strike('black_picture', 'camera-001-1', 'picture_lost', 'picture_lost', maintainer),
    strike('covered_lens', 'camera-001-2', 'view_obstructed', 'view_occluded', maintainer),
  ],
  records: [strike('disk_failure', 'recorder-001', 'disk_failed', 'disk_failure', 'integrator')],
};

let district: District;
/** An enforcement camera where nothing else is broken. */
let capturing = '';
const struck = Object.values(layers).flat();
/** It loses its focus, which is judged against a view that was learnt, and not while the sun rises or sets. */
const unfocused = 'camera-001-3';
let sharpnessIsJudged = false;

beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 12 });
  const taken = new Set(struck.map(({ target }) => target));
  capturing =
    district.stack.inventory.elements.find(
      ({ id, capture, cabinet }) => capture && !taken.has(id) && id !== unfocused && /-00[1567]$/.test(cabinet ?? ''),
    )?.id ?? '';
  const judged = `count(picture_fault{device_id="${unfocused}",fault="blurred"} == 0)`;
  sharpnessIsJudged = await until(judged, () => query(district.stack, judged), { seconds: 100 }).then(
    () => true,
    () => false,
  );
  if (sharpnessIsJudged) await district.simulator.inject('defocused', unfocused);
  for (const { kind, target } of struck) await district.simulator.inject(kind, target);
  await district.simulator.inject('capture_drop', capturing, Date.now() - 3 * 3_600_000);
}, 360_000);
afterAll(() => district?.stop(), 60_000);

const alerts = async (alerted: SymptomId, element: string): Promise<void> => {
  const fires = `count(ALERTS{alertname="${symptoms[alerted].alertname}",alertstate="firing",element_id="${element}"})`;
  expect(await until(fires, () => query(district.stack, fires), { seconds: 150, every: 1 })).toBeGreaterThan(0);
};
const orderAt = async (target: string): Promise<WorkOrder | undefined> =>
  (await district.operator.orders()).find(({ diagnosis }) => diagnosis?.faultPoint === target);
const roleOf = (order: WorkOrder): string | undefined =>
  district.stack.inventory.parties.find(({ id }) => id === order.party?.id)?.role;
/** Waits for the order of the fault to name it, and whose it is. */
async function isOrdered(target: string, classes: Strike['classes'], party: string): Promise<void> {
  const named = await until(
    `an order for ${classes.join(' or ')} at ${target}`,
    async () => {
      const order = await orderAt(target);
      const said = order?.diagnosis?.faultClass;
      if (order && classes.some((one) => one === said)) return order;
      throw new Error(said ?? 'no order there');
    },
    { seconds: 150, every: 1 },
  );
  expect(roleOf(named)).toBe(party);
}

describe.each(Object.entries(layers))('in the layer of %s', (_layer, strikes) => {
  test.each(strikes)('$kind at $target is alerted as $alerted, and ordered from $party', async (each) => {
    await alerts(each.alerted, each.of ?? each.target);
    await isOrdered(each.target, each.classes, each.party);
  });
});

test('an enforcement camera that captures hardly anything for three hours is the integrator’s', async () => {
  await alerts('capture_dropped', capturing);
  await isOrdered(capturing, ['capture_drop'], 'integrator');
});

test('a lens out of focus is the maintainer’s, once the sun stands so that it can be told', async () => {
  if (!sharpnessIsJudged) return console.log('the sun rises or sets in the city: nothing is said of sharpness');
  await alerts('picture_unclear', unfocused);
  await isOrdered(unfocused, ['lens_dirty'], maintainer);
});

test('there is one order for each, and none beside them', async () => {
  const points = [...struck.map(({ target }) => target), capturing, ...(sharpnessIsJudged ? [unfocused] : [])];
  const found = async (): Promise<string[]> =>
    (await district.operator.orders())
      .map(({ diagnosis }) => `${diagnosis?.faultPoint}: ${diagnosis?.faultClass}`)
      .filter((order) => !points.some((point) => order.startsWith(`${point}: `)));
  await until(
    'orders of symptoms to be joined',
    async () => {
      const others = await found();
      if (others.length === 0) return true;
      throw new Error(others.join(', '));
    },
    { seconds: 60, every: 1 },
  );
  const pointed = (await district.operator.orders()).map(({ diagnosis }) => diagnosis?.faultPoint ?? 'nothing');
  expect(pointed.sort()).toEqual(points.sort());
});
