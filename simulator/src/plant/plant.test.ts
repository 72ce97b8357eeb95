import { beforeEach, describe, expect, test } from '@jest/globals';
import { city } from '../city/city.ts';
import { FaultRefused, plant, type Plant } from './plant.ts';

const batterySeconds = 900;
const inventory = city({ sites: 12 });
const idsOf = (kind: string, cabinet?: string): string[] =>
  inventory.elements
    .filter((element) => element.kind === kind && (!cabinet || element.cabinet === cabinet))
    .map(({ id }) => id);
const devices = inventory.elements.filter(({ address }) => address).map(({ id }) => id);

let now: number;
let district: Plant;
beforeEach(() => {
  now = Date.UTC(2026, 0, 1);
  district = plant(inventory, { clock: () => now, batterySeconds });
});
const pass = (seconds: number): void => void (now += seconds * 1000);
const mute = (): string[] => devices.filter((id) => !district.condition(id).reachable);
const camerasOf = (number: string): string[] => idsOf('camera', `cabinet-${number}`);
/** All that can be asked at a site: ONU, UPS, switch, PDU where it has one, and the cameras. */
const site = (number: string): string[] => devices.filter((id) => id.split('-')[1] === number && !exchange.has(id));
const exchange = new Set(['olt-001', 'sdh-001', 'recorder-001', 'server-001']);

describe('a fault is refused', () => {
  test.each([
    ['on an element that does not exist', 'feeder_power_cut', 'feeder-999', 'unknown_element'],
    ['on an element of another kind', 'camera_hang', 'switch-001', 'wrong_kind'],
  ] as const)('%s', (_, kind, target, reason) => {
    expect(() => district.inject(kind, target)).toThrow(expect.objectContaining({ reason }));
    expect(district.active()).toEqual([]);
  });

  test('when it is active already', () => {
    district.inject('camera_hang', 'camera-001-1');
    expect(() => district.inject('camera_hang', 'camera-001-1')).toThrow(FaultRefused);
    expect(district.active()).toHaveLength(1);
  });

  test('that is to have begun earlier, where no device keeps a record of it', () => {
    expect(() => district.inject('camera_hang', 'camera-001-1', now - 1000)).toThrow(
      expect.objectContaining({ reason: 'not_recorded' }),
    );
    expect(district.active()).toEqual([]);
  });

  test.each([
    ['is to begin later', 1000],
    ['began more than 30 days ago', -31 * 86_400_000],
    ['began at no time at all', NaN],
  ])('that %s', (_, after) => {
    expect(() => district.inject('capture_drop', 'camera-001-1', now + after)).toThrow(
      expect.objectContaining({ reason: 'not_past' }),
    );
    expect(district.active()).toEqual([]);
  });

  test('on clearing what is not active', () => expect(district.clear('fault-9')).toBe(false));
});

test('a fault that devices keep a record of may have begun hours ago, and changes nothing else of that time', () => {
  const cut = district.inject('feeder_power_cut', 'feeder-001');
  pass(600);
  const before = district.ups('ups-001');
  expect(district.inject('capture_drop', 'camera-001-1', now - 7_200_000).onset).toBe(now - 7_200_000);
  expect(district.ups('ups-001')).toEqual(before);
  expect(district.clear(cut.id)).toBe(true);
});

describe('without a fault', () => {
  test('every device answers and every UPS has mains', () => {
    expect(mute()).toEqual([]);
    expect(idsOf('ups').every((id) => district.ups(id).mains && district.ups(id).bypassVolts === 228)).toBe(true);
  });
});

describe('a feeder power cut', () => {
  test('takes mains and meter of its three sites, which live on until their batteries are empty', () => {
    const fault = district.inject('feeder_power_cut', 'feeder-001');
    expect(fault).toMatchObject({ faultClass: 'area_mains_outage', onset: now });
    pass(60);
    expect(mute()).toEqual([]);
    expect(idsOf('ups').filter((id) => !district.ups(id).mains)).toEqual(['ups-001', 'ups-002', 'ups-003']);
    expect(district.ups('ups-001')).toMatchObject({ bypassVolts: 0, remainingMs: 840_000, mainsLosses: 1 });
    pass(batterySeconds - 60.001);
    expect(mute()).toEqual([]);
    pass(0.001);
    expect(mute().sort()).toEqual([...site('001'), ...site('002'), ...site('003')].sort());
  });

  test('leaves the PON port up while one of its sites has power', () => {
    district.inject('feeder_power_cut', 'feeder-001');
    pass(batterySeconds);
    expect(district.condition('pon-001-1').linked).toBe(true);
    expect(district.condition('onu-001').linked).toBe(false);
  });

  test('of both feeders of a PON darkens its port', () => {
    district.inject('feeder_power_cut', 'transformer-001');
    pass(batterySeconds);
    expect(district.condition('pon-001-1').linked).toBe(false);
  });

  test('is over at once when cleared; only what lost power starts anew', () => {
    const booted = district.bootedAt('onu-001');
    const short = district.inject('feeder_power_cut', 'feeder-001');
    pass(100);
    district.clear(short.id);
    expect(district.bootedAt('onu-001')).toBe(booted);
    expect(district.ups('ups-001')).toMatchObject({ mains: true, charge: 1, onBatterySince: undefined });
    const long = district.inject('feeder_power_cut', 'feeder-001');
    pass(batterySeconds + 100);
    district.clear(long.id);
    expect(mute()).toEqual([]);
    expect(district.bootedAt('onu-001')).toBe(now);
    expect(district.bootedAt('onu-004')).toBeLessThan(now);
  });

  test('with a tripped breaker behind it does not give the battery its time twice', () => {
    const cut = district.inject('feeder_power_cut', 'feeder-001');
    pass(800);
    district.inject('breaker_trip', 'breaker-001');
    pass(50);
    district.clear(cut.id);
    pass(50);
    expect(mute().sort()).toEqual(site('001').sort());
  });
});

describe('a breaker trip', () => {
  test('takes mains from one UPS, whose bypass still sees the meter live', () => {
    district.inject('breaker_trip', 'breaker-002');
    expect(district.ups('ups-002')).toMatchObject({ mains: false, bypassVolts: 228 });
    expect(idsOf('ups').filter((id) => !district.ups(id).mains)).toEqual(['ups-002']);
    pass(batterySeconds);
    expect(mute().sort()).toEqual(site('002').sort());
  });
});

describe('a fibre cut', () => {
  test.each([
    ['pon-001-1', 'feeder_fibre_cut', ['001', '002', '004', '005'], false],
    ['splitter-001', 'drop_fibre_cut', ['001', '004'], true],
    ['onu-001', 'drop_fibre_cut', ['001'], true],
  ])('at %s (%s) mutes the sites behind it, which keep their power', (target, faultClass, sites, portUp) => {
    expect(district.inject('fibre_cut', target).faultClass).toBe(faultClass);
    expect(mute().sort()).toEqual(sites.flatMap(site).sort());
    expect(devices.every((id) => district.condition(id).energised)).toBe(true);
    expect(district.condition('pon-001-1').linked).toBe(portUp);
  });

  test('leaves the uptime of what it muted alone', () => {
    const booted = district.bootedAt('switch-001');
    district.clear(district.inject('fibre_cut', 'onu-001').id);
    expect(district.bootedAt('switch-001')).toBe(booted);
  });

  test('of both splitters of a PON darkens its port as the feeder fibre does', () => {
    district.inject('fibre_cut', 'splitter-001');
    district.inject('fibre_cut', 'splitter-002');
    expect(district.condition('pon-001-1').linked).toBe(false);
  });
});

describe('a switch hang', () => {
  test('mutes the switch and its cameras; the UPS answers and the port of the ONU stays up', () => {
    const fault = district.inject('switch_hang', 'switch-001');
    expect(mute().sort()).toEqual(['switch-001', ...camerasOf('001')].sort());
    expect(district.condition('switch-001').linked).toBe(true);
    district.clear(fault.id);
    expect(mute()).toEqual([]);
    expect(district.bootedAt('switch-001')).toBe(now);
  });
});

describe('a camera', () => {
  test('that hangs is mute with its port up', () => {
    district.inject('camera_hang', 'camera-001-1');
    expect(mute()).toEqual(['camera-001-1']);
    expect(district.condition('camera-001-1').linked).toBe(true);
  });

  test('with changed credentials or a stalled stream answers', () => {
    district.inject('camera_credentials_changed', 'camera-001-1');
    district.inject('stream_stall', 'camera-001-2');
    expect(mute()).toEqual([]);
    expect(district.condition('camera-001-1')).toMatchObject({ refusesCredentials: true, stalled: false });
    expect(district.condition('camera-001-2')).toMatchObject({ refusesCredentials: false, stalled: true });
  });

  test('without power has no link, whatever else it suffers', () => {
    district.inject('camera_hang', 'camera-001-1');
    district.inject('feeder_power_cut', 'feeder-001');
    pass(batterySeconds);
    expect(district.condition('camera-001-1')).toMatchObject({ energised: false, linked: false, reachable: false });
  });
});

test('clearing all of many faults in any order leaves everything well', () => {
  const faults = [
    district.inject('feeder_power_cut', 'transformer-001'),
    district.inject('breaker_trip', 'breaker-001'),
    district.inject('fibre_cut', 'pon-001-2'),
    district.inject('switch_hang', 'switch-007'),
    district.inject('camera_hang', 'camera-007-1'),
  ];
  pass(2 * batterySeconds);
  for (const { id } of faults.reverse()) expect(district.clear(id)).toBe(true);
  expect(mute()).toEqual([]);
  expect(idsOf('ups').every((id) => district.ups(id).charge === 1)).toBe(true);
});
