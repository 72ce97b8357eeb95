import { beforeEach, describe, expect, test } from '@jest/globals';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { elementKinds } from '@roundsman/contract/vocabulary.ts';
import { city } from '../city/city.ts';
import { draft } from '../city/draft.ts';
import { faultKind, faultKindIds } from './faultKinds.ts';
import { plant, type Plant } from './plant.ts';

const batterySeconds = 900;
const inventory = city({ sites: 12 });
const devices = inventory.elements.filter(({ address }) => address).map(({ id }) => id);

let now: number;
let district: Plant;
beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  district = plant(inventory, { clock: () => now, batterySeconds });
});
const pass = (seconds: number): void => void (now += seconds * 1000);
const mute = (): string[] => devices.filter((id) => !district.condition(id).reachable).sort();
const camerasOf = (site: string): string[] => devices.filter((id) => id.startsWith(`camera-${site}-`));

describe('the kinds of faults', () => {
  test('play every row of power and transmission in the taxonomy', () => {
    const rows = new Set(faultKindIds.map((id) => faultKind(id).row));
    // One kind plays rows 10 and 11: it is the place of the cut that differs.
    expect(Array.from({ length: 27 }, (_, index) => index + 1).filter((row) => !rows.has(row))).toEqual([11]);
  });

  test('name a class that can strike what they hit', () => {
    for (const id of faultKindIds)
      for (const [kind, faultClass] of Object.entries(faultKind(id).targets)) {
        expect(elementKinds).toContain(kind);
        if (faultClass !== 'undetermined') expect(faultClasses[faultClass].faultPoints).toContain(kind);
      }
  });

  test('can each be injected and cleared, and leave nothing behind', () => {
    for (const id of faultKindIds) {
      const target = inventory.elements.find(({ kind }) => kind in faultKind(id).targets);
      if (!target) continue;
      const fault = district.inject(id, target.id);
      pass(2000);
      mute();
      expect(district.clear(fault.id)).toBe(true);
      expect(mute()).toEqual([]);
    }
  });
});

describe('an area mains outage goes on step by step:', () => {
  test('0 V, a second later on battery, battery low, and at its end a gasp and silence', () => {
    district.inject('feeder_power_cut', 'feeder-001');
    expect(district.ups('ups-001')).toMatchObject({ inputVolts: 0, source: 'normal' });
    pass(1);
    expect(district.ups('ups-001')).toMatchObject({ inputVolts: 0, source: 'battery' });
    pass(batterySeconds - 2);
    expect(district.ups('ups-001').charge).toBeLessThan(0.01);
    expect(district.linkLoss('onu-001')).toBeUndefined();
    const end = now + 1000;
    pass(60);
    expect(district.linkLoss('onu-001')).toEqual({ at: end, cause: 'dying_gasp', until: undefined, count: 1 });
    expect(mute()).toContain('onu-001');
  });

  test('an ONU that comes back keeps when and why it was lost', () => {
    const fault = district.inject('feeder_power_cut', 'feeder-001');
    pass(batterySeconds);
    mute();
    pass(100);
    district.clear(fault.id);
    expect(district.linkLoss('onu-001')).toMatchObject({ cause: 'dying_gasp', at: now - 100_000, until: now });
  });
});

describe('no gasp is heard', () => {
  test.each([
    ['fibre_cut', 'pon-001-1'],
    ['olt_optic_failure', 'pon-001-1'],
    ['onu_failure', 'onu-001'],
  ] as const)('of an ONU behind %s at %s', (kind, target) => {
    district.inject(kind, target);
    expect(district.linkLoss('onu-001')?.cause).toBe('loss_of_signal');
    expect(district.condition('onu-001')).toMatchObject({ lit: false, energised: true });
  });
});

test('a dead service line leaves the meter of the neighbours live and its own dead', () => {
  district.inject('service_drop', 'meter-001');
  expect(district.ups('ups-001')).toMatchObject({ mains: false, bypassVolts: 0 });
  expect(district.ups('ups-002')).toMatchObject({ mains: true, bypassVolts: 228 });
});

test('in a brownout cameras restart again and again, and the rest of the site stays up', () => {
  const booted = district.bootedAt('camera-001-1');
  district.inject('brownout', 'feeder-001');
  expect(district.ups('ups-001')).toMatchObject({ mains: true, inputVolts: 168 });
  pass(9);
  expect(mute()).toEqual([]);
  pass(2);
  expect(mute()).toEqual(['001', '002', '003'].flatMap(camerasOf).sort());
  pass(15);
  expect(mute()).toEqual([]);
  expect(district.bootedAt('camera-001-1')).toBe(now - 1000);
  expect(district.bootedAt('camera-001-1')).toBeGreaterThan(booted);
  expect(district.bootedAt('camera-004-1')).toBeLessThan(now - 100_000);
});

test('a worn battery shows in its test before mains is lost, and lasts a seventh of its time after', () => {
  district.inject('ups_battery_worn', 'ups-001');
  expect(district.ups('ups-001')).toMatchObject({ batteryBad: true, mains: true });
  district.inject('breaker_trip', 'breaker-001');
  pass(Math.floor(batterySeconds / 7));
  expect(mute()).toEqual([]);
  pass(1);
  expect(mute()).toContain('onu-001');
});

test('a failed inverter runs on its bypass first and then gives nothing', () => {
  district.inject('ups_inverter_failure', 'ups-001');
  expect(district.ups('ups-001')).toMatchObject({ source: 'bypass', mains: true });
  pass(19);
  expect(mute()).toEqual([]);
  pass(1);
  expect(district.ups('ups-001').source).toBe('none');
  expect(mute()).toContain('switch-001');
});

test('a bent fibre loses the link for a short while every minute', () => {
  district.inject('fibre_bend', 'onu-001');
  expect(district.condition('onu-001').lit).toBe(true);
  pass(200);
  district.condition('onu-001');
  expect(district.linkLoss('onu-001')).toMatchObject({ cause: 'loss_of_signal', count: 4 });
});

test('a rogue ONU throws all others of its PON off the light, never itself', () => {
  district.inject('rogue_onu', 'onu-001');
  pass(60);
  expect(district.condition('onu-002').lit).toBe(false);
  expect(district.condition('onu-001').lit).toBe(true);
  expect(district.condition('onu-003').lit).toBe(true);
  expect(district.linkLoss('onu-002')?.count).toBe(7);
  expect(district.linkLoss('onu-001')).toBeUndefined();
});

describe('a switch', () => {
  test('that is dead has no link, and its cameras have no power', () => {
    district.inject('switch_dead', 'switch-001');
    expect(district.condition('switch-001').linked).toBe(false);
    expect(district.condition('camera-001-1')).toMatchObject({ energised: false, reachable: false });
    expect(district.condition('onu-001').reachable).toBe(true);
  });

  test('beyond its PoE budget takes power from its last camera', () => {
    district.inject('poe_budget_exceeded', 'switch-001');
    expect(mute()).toEqual([camerasOf('001').at(-1)]);
  });

  test('struck by lightning loses every second camera port', () => {
    district.inject('lightning_damage', 'switch-001');
    expect(mute()).toEqual(camerasOf('001').filter((_, index) => index % 2 === 0));
  });
});

describe('of a camera', () => {
  test.each([
    ['camera_cable_open', false],
    ['poe_short', false],
    ['camera_adapter_failure', false],
    ['camera_dead', true],
  ] as const)('%s takes the link; power stays: %p', (kind, energised) => {
    district.inject(kind, 'camera-001-1');
    expect(mute()).toEqual(['camera-001-1']);
    expect(district.condition('camera-001-1')).toMatchObject({ linked: false, energised });
  });
});

test('an aggregation node that is down mutes all behind it, which keep power and light', () => {
  district.inject('node_down', 'aggregation-001');
  // What else stands in the exchange has a way of its own to the core.
  const others = ['recorder-001', 'sdh-001', 'server-001'];
  expect(mute()).toEqual(devices.filter((id) => !others.includes(id)).toSorted());
  expect(district.condition('onu-001')).toMatchObject({ energised: true, lit: true });
});

test('a lost section of a ring takes one way; without a second one the node is lost', () => {
  const node = (id: string, to: string[]) =>
    draft({ id, kind: 'sdh_node', site: 'exchange-001', uplinks: to.map((each) => ({ to: each })) });
  const elements = [
    ...inventory.elements,
    node('sdh-001', ['core-001', 'aggregation-001']),
    node('sdh-002', ['core-001']),
  ];
  const ring = plant({ elements }, { clock: () => now, batterySeconds });
  ring.inject('sdh_section_loss', 'sdh-001');
  ring.inject('sdh_section_loss', 'sdh-002');
  expect(ring.condition('sdh-001').reachable).toBe(true);
  expect(ring.condition('sdh-002').reachable).toBe(false);
});

test('what an element has suffered adds up over its faults and stands still between them', () => {
  const first = district.inject('cable_degraded', 'camera-001-1');
  pass(30);
  district.clear(first.id);
  pass(100);
  district.inject('cable_degraded', 'camera-001-1');
  pass(5);
  expect(district.suffered('camera-001-1', 'cable_degraded')).toBe(35_000);
  expect(district.suffered('camera-001-2', 'cable_degraded')).toBe(0);
});
