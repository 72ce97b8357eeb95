import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { city } from '../../city/city.ts';
import { draft } from '../../city/draft.ts';
import { faultKind, faultKindIds, type FaultKindId } from '../../plant/faultKinds.ts';
import { plant, type Plant } from '../../plant/plant.ts';
import { macOf } from '../../plant/quantities/mac.ts';
import { oid } from '../mibView.ts';
import { mibViewOf } from './views.ts';

/** Big enough for a second OLT, which runs EPON; with a pair of media converters and an SDH node behind another one. */
const elements: Element[] = [
  ...city({ sites: 36 }).elements,
  draft({ id: 'converter-001', kind: 'media_converter', uplinks: [{ to: 'switch-001', port: 'GE0/0/8' }] }),
  draft({ id: 'sdh-002', kind: 'sdh_node', uplinks: [{ to: 'sdh-001' }, { to: 'core-001' }] }),
];
const element = (id: string): Element => elements.find((each) => each.id === id) ?? draft({ id, kind: 'server' });
const camerasAtSite1 = elements.filter(({ id }) => id.startsWith('camera-001-')).length;

/** Noon in the city: no lamps, no heaters. */
const noon = Date.UTC(2026, 0, 1, 4);
const batterySeconds = 900;
let now: number;
let district: Plant;
beforeEach(() => {
  now = noon;
  district = plant({ elements }, { clock: () => now, batterySeconds });
});

const object = {
  ifSpeed: '1.3.6.1.2.1.31.1.1.1.15',
  ifOper: '1.3.6.1.2.1.2.2.1.8',
  ifInErrors: '1.3.6.1.2.1.2.2.1.14',
  ifInDiscards: '1.3.6.1.2.1.2.2.1.13',
  ifOutDiscards: '1.3.6.1.2.1.2.2.1.19',
  fcs: '1.3.6.1.2.1.10.7.2.1.3',
  duplex: '1.3.6.1.2.1.10.7.2.1.19',
  topologyChanges: '1.3.6.1.2.1.17.2.4.0',
  detection: '1.3.6.1.2.1.105.1.1.1.6.1',
  mpsAbsent: '1.3.6.1.2.1.105.1.1.1.8.1',
  denied: '1.3.6.1.2.1.105.1.1.1.12.1',
  shorts: '1.3.6.1.2.1.105.1.1.1.14.1',
  poeTotal: '1.3.6.1.2.1.105.1.3.1.1.4.1',
  milliwatts: '1.3.6.1.4.1.2011.5.25.195.3.1.10',
  batteryStatus: '1.3.6.1.2.1.33.1.2.1.0',
  inputVolts: '1.3.6.1.2.1.33.1.3.3.1.3.1',
  source: '1.3.6.1.2.1.33.1.4.1.0',
  outputVolts: '1.3.6.1.2.1.33.1.4.4.1.2.1',
  bypassVolts: '1.3.6.1.2.1.33.1.5.3.1.2.1',
  upsAlarms: '1.3.6.1.2.1.33.1.6.1.0',
  upsTest: '1.3.6.1.2.1.33.1.7.3.0',
  sensorValue: '1.3.6.1.2.1.99.1.1.1.4',
  rxPower: '1.3.6.1.4.1.2011.5.25.31.1.1.3.1.8',
  txPower: '1.3.6.1.4.1.2011.5.25.31.1.1.3.1.9',
  onuRuns: '1.3.6.1.4.1.2011.6.128.1.1.2.46.1.15',
  onuCause: '1.3.6.1.4.1.2011.6.128.1.1.2.46.1.24',
  onuRx: '1.3.6.1.4.1.2011.6.128.1.1.2.51.1.4',
  eponCause: '1.3.6.1.4.1.2011.6.128.1.1.2.57.1.25',
  mpcpState: '1.3.6.1.2.1.155.1.1.1.1.7',
  linkRx: '1.3.6.1.2.1.155.1.4.1.5.1.2',
  oamEvent: '1.3.6.1.2.1.158.1.6.1.4',
  section: '1.3.6.1.2.1.10.39.1.2.1.1',
  lineStatus: '1.3.6.1.2.1.10.39.1.3.1.1.1',
  outletWatts: '1.3.6.1.4.1.318.1.1.26.9.4.3.1.7',
  contact: '1.3.6.1.4.1.318.1.1.25.2.2.1.5',
  celsius: '1.3.6.1.4.1.318.1.1.25.1.2.1.6.1.1',
} as const;

/** What a device's agent says now; `silent` where it does not answer at all, undefined where there is no such instance. */
function read(device: string, dotted: string): unknown {
  if (!district.condition(device).reachable) return 'silent';
  const value = mibViewOf(element(device), district).get(oid(dotted));
  if (typeof value === 'string') return undefined;
  return value.value;
}

type Expected = number | 'silent' | undefined | ((value: number) => boolean);
/** Of which device which object, and what it says before, during and after the fault. */
type Seen = readonly [device: string, object: string, before: Expected, during: Expected, after: Expected];

function check(moment: string, [device, dotted]: Seen, expected: Expected): void {
  const value = read(device, dotted);
  const holds = typeof expected === 'function' ? typeof value === 'number' && expected(value) : value === expected;
  if (!holds) throw new Error(`${moment}: ${device} ${dotted} is ${String(value)}, expected ${String(expected)}`);
}
const above = (limit: number) => (value: number) => value > limit;
const below = (limit: number) => (value: number) => value < limit;

interface Played {
  kind: FaultKindId;
  target: string;
  /** Seconds after the onset at which it is looked at. */
  after: number;
  seen: readonly Seen[];
}
const up = 1;
const down = 2;
const { ifOper, detection, onuRuns, onuCause, inputVolts, source, contact } = object;

/** Positions: OLT port 1 has ONU 001 as 0, 004 as 1, 002 as 2, 005 as 3. The contacts of a UPS: 2 door, 3 floor, 4 surge. */
const faults: readonly Played[] = [
  {
    ...{ kind: 'feeder_power_cut', target: 'feeder-001', after: 2 },
    seen: [
      ['ups-001', inputVolts, 228, 0, 228],
      ['ups-001', object.bypassVolts, 228, 0, 228],
      ['ups-001', source, 3, 5, 3],
      ['ups-002', inputVolts, 228, 0, 228],
      ['ups-004', inputVolts, 228, 228, 228],
      ['olt-001', `${onuRuns}.1.0`, 1, 1, 1],
    ],
  },
  {
    ...{ kind: 'service_drop', target: 'meter-001', after: 2 },
    seen: [
      ['ups-001', inputVolts, 228, 0, 228],
      ['ups-001', `${object.sensorValue}.12`, 2280, 0, 2280],
      ['ups-002', `${object.sensorValue}.12`, 2280, 2280, 2280],
    ],
  },
  {
    ...{ kind: 'breaker_trip', target: 'breaker-001', after: 750 },
    seen: [
      ['ups-001', `${object.sensorValue}.12`, 2280, 2280, 2280],
      ['ups-001', `${object.sensorValue}.13`, 2280, 0, 2280],
      ['ups-001', object.bypassVolts, 228, 228, 228],
      ['ups-001', source, 3, 5, 3],
      ['ups-001', object.batteryStatus, 2, 3, 2],
    ],
  },
  {
    ...{ kind: 'breaker_trip', target: 'breaker-001', after: batterySeconds + 1 },
    seen: [
      ['ups-001', source, 3, 'silent', 3],
      ['olt-001', `${onuRuns}.1.0`, 1, 2, 1],
      ['olt-001', `${onuCause}.1.0`, -1, 13, 13],
    ],
  },
  {
    ...{ kind: 'brownout', target: 'feeder-001', after: 12 },
    seen: [
      ['ups-001', inputVolts, 228, 168, 228],
      ['ups-001', source, 3, 3, 3],
      ['switch-001', `${ifOper}.1`, up, down, up],
    ],
  },
  {
    ...{ kind: 'supply_failure', target: 'pdu-004', after: 1 },
    seen: [
      ['ups-004', inputVolts, 228, 'silent', 228],
      ['pdu-004', `${object.outletWatts}.1`, above(5), 'silent', above(5)],
      ['olt-001', `${onuCause}.1.1`, -1, 13, 13],
    ],
  },
  {
    ...{ kind: 'camera_adapter_failure', target: 'camera-001-1', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.1`, up, down, up],
      ['switch-001', `${ifOper}.2`, up, up, up],
    ],
  },
  {
    ...{ kind: 'ups_battery_worn', target: 'ups-001', after: 1 },
    seen: [
      ['ups-001', object.upsTest, 1, 3, 1],
      ['ups-001', object.upsAlarms, 0, 2, 0],
    ],
  },
  {
    ...{ kind: 'ups_inverter_failure', target: 'ups-001', after: 5 },
    seen: [
      ['ups-001', source, 3, 4, 3],
      ['ups-001', inputVolts, 228, 228, 228],
    ],
  },
  {
    ...{ kind: 'lightning_damage', target: 'switch-001', after: 1 },
    seen: [
      ['switch-001', `${detection}.1`, 3, 6, 3],
      ['switch-001', `${ifOper}.1`, up, down, up],
      ['switch-001', `${ifOper}.2`, up, up, up],
      ['ups-001', `${contact}.4.1`, 1, 2, 1],
    ],
  },
  {
    ...{ kind: 'fibre_cut', target: 'pon-001-1', after: 1 },
    seen: [
      ['olt-001', `${ifOper}.1`, up, down, up],
      ['olt-001', `${object.txPower}.101`, 460, 460, 460],
      ...[0, 1, 2, 3].map((onu): Seen => ['olt-001', `${onuCause}.1.${onu}`, -1, 2, 2]),
      ['olt-001', `${object.onuRx}.1.0`, below(-1500), 2_147_483_647, below(-1500)],
      ['onu-001', `${ifOper}.1`, up, 'silent', up],
    ],
  },
  {
    ...{ kind: 'fibre_cut', target: 'onu-001', after: 1 },
    seen: [
      ['olt-001', `${ifOper}.1`, up, up, up],
      ['olt-001', `${onuRuns}.1.0`, 1, 2, 1],
      ['olt-001', `${onuCause}.1.0`, -1, 2, 2],
      ['olt-001', `${onuRuns}.1.1`, 1, 1, 1],
    ],
  },
  {
    ...{ kind: 'fibre_cut', target: 'onu-032', after: 1 },
    seen: [
      ['olt-002', `${object.mpcpState}.1001`, 3, 1, 3],
      ['olt-002', `${object.linkRx}.1001`, above(-330), -400, above(-330)],
      ['olt-002', `${object.oamEvent}.1001.1`, undefined, 256, 256],
      ['olt-002', `${object.eponCause}.1.0`, -1, 2, 2],
    ],
  },
  {
    ...{ kind: 'breaker_trip', target: 'breaker-032', after: batterySeconds + 1 },
    seen: [['olt-002', `${object.oamEvent}.1001.1`, undefined, 257, 257]],
  },
  {
    ...{ kind: 'fibre_bend', target: 'onu-001', after: 30 },
    seen: [
      ['olt-001', `${object.onuRx}.1.0`, above(-2250), below(-2250), above(-2250)],
      ['onu-001', `${object.ifInErrors}.4`, undefined, undefined, undefined],
      ['onu-001', `${object.ifInErrors}.3`, 0, above(1000), above(1000)],
    ],
  },
  {
    ...{ kind: 'olt_optic_failure', target: 'pon-001-1', after: 1 },
    seen: [
      ['olt-001', `${object.txPower}.101`, 460, -1, 460],
      ['olt-001', `${ifOper}.1`, up, down, up],
      ['olt-001', `${onuCause}.1.0`, -1, 2, 2],
    ],
  },
  {
    ...{ kind: 'rogue_onu', target: 'onu-001', after: 1 },
    seen: [
      ['olt-001', `${onuRuns}.1.0`, 1, 1, 1],
      ['olt-001', `${onuRuns}.1.1`, 1, 2, 1],
      ['olt-001', `${onuRuns}.1.2`, 1, 2, 1],
    ],
  },
  {
    ...{ kind: 'onu_failure', target: 'onu-001', after: 1 },
    seen: [
      ['olt-001', `${onuRuns}.1.0`, 1, 2, 1],
      ['olt-001', `${onuCause}.1.0`, -1, 2, 2],
      ['olt-001', `${onuRuns}.1.1`, 1, 1, 1],
    ],
  },
  {
    ...{ kind: 'sdh_section_loss', target: 'sdh-001', after: 10 },
    seen: [
      ['sdh-001', `${object.section}.1.1`, 1, 2, 1],
      ['sdh-001', `${object.section}.2.1`, 0, 10, 0],
      ['sdh-002', `${object.section}.1.1`, 1, 1, 1],
      ['sdh-002', `${object.lineStatus}.1`, 1, 2, 1],
    ],
  },
  {
    ...{ kind: 'sdh_degradation', target: 'sdh-001', after: 30 },
    seen: [
      ['sdh-001', `${object.section}.1.1`, 1, 1, 1],
      ['sdh-001', `${object.section}.2.1`, 0, 20, 0],
      ['sdh-001', `${object.section}.5.1`, 0, 2400, 0],
    ],
  },
  {
    ...{ kind: 'media_converter_failure', target: 'converter-001', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.8`, up, down, up],
      ['switch-001', `${ifOper}.1`, up, up, up],
    ],
  },
  {
    ...{ kind: 'camera_cable_open', target: 'camera-001-1', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.1`, up, down, up],
      ['switch-001', `${detection}.1`, 3, 2, 3],
      ['switch-001', `${object.mpsAbsent}.1`, 0, 1, 1],
    ],
  },
  {
    ...{ kind: 'cable_degraded', target: 'camera-001-1', after: 16 },
    seen: [
      ['switch-001', `${object.fcs}.1`, 0, 192, 192],
      ['switch-001', `${object.ifSpeed}.1`, 100, 10, 100],
      ['switch-001', `${object.duplex}.1`, 3, 2, 3],
      ['switch-001', `${object.fcs}.2`, 0, 0, 0],
    ],
  },
  {
    ...{ kind: 'poe_short', target: 'camera-001-1', after: 25 },
    seen: [
      ['switch-001', `${detection}.1`, 3, 4, 3],
      ['switch-001', `${object.shorts}.1`, 0, 3, 3],
      ['switch-001', `${object.milliwatts}.1`, above(4000), 0, above(4000)],
    ],
  },
  {
    ...{ kind: 'poe_budget_exceeded', target: 'switch-001', after: 25 },
    seen: [
      ['switch-001', `${object.denied}.${camerasAtSite1}`, 0, 3, 3],
      ['switch-001', `${detection}.${camerasAtSite1}`, 3, 2, 3],
      ['switch-001', object.poeTotal, below(80), 118, below(80)],
      ['switch-001', `${detection}.1`, 3, 3, 3],
    ],
  },
  {
    ...{ kind: 'switch_hang', target: 'switch-001', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.1`, up, 'silent', up],
      ['onu-001', `${ifOper}.1`, up, up, up],
    ],
  },
  {
    ...{ kind: 'switch_dead', target: 'switch-001', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.1`, up, 'silent', up],
      ['onu-001', `${ifOper}.1`, up, down, up],
      ['ups-001', object.outputVolts, 220, 220, 220],
    ],
  },
  {
    ...{ kind: 'network_loop', target: 'switch-001', after: 10 },
    seen: [
      ['switch-001', `${object.ifInDiscards}.1`, 0, 9000, 9000],
      ['switch-001', object.topologyChanges, 0, 5, 5],
    ],
  },
  {
    ...{ kind: 'congestion', target: 'switch-001', after: 10 },
    seen: [
      ['switch-001', `${object.ifOutDiscards}.9`, 0, 1200, 1200],
      ['switch-001', `${object.ifOutDiscards}.1`, 0, 0, 0],
    ],
  },
  {
    ...{ kind: 'node_down', target: 'aggregation-001', after: 1 },
    seen: [
      ['olt-001', `${ifOper}.1`, up, 'silent', up],
      ['switch-036', `${ifOper}.1`, up, 'silent', up],
      ['recorder-001', '1.3.6.1.2.1.1.7.0', 2, 2, 2],
    ],
  },
  {
    ...{ kind: 'disk_failure', target: 'recorder-001', after: 1 },
    seen: [
      ['recorder-001', '1.3.6.1.4.1.50001.1.241.1.3.1', 0, 0, 0],
      ['recorder-001', '1.3.6.1.4.1.50001.1.241.1.3.2', 0, 2, 0],
    ],
  },
  {
    ...{ kind: 'camera_hang', target: 'camera-001-1', after: 1 },
    seen: [
      ['switch-001', `${ifOper}.1`, up, up, up],
      ['switch-001', `${object.milliwatts}.1`, above(4000), above(4000), above(4000)],
    ],
  },
  {
    ...{ kind: 'camera_dead', target: 'camera-001-1', after: 1 },
    seen: [
      ['switch-001', `${detection}.1`, 3, 3, 3],
      ['switch-001', `${object.milliwatts}.1`, above(4000), 400, above(4000)],
    ],
  },
  {
    ...{ kind: 'door_open', target: 'supply-001', after: 1 },
    seen: [['ups-001', `${contact}.2.1`, 1, 2, 1]],
  },
  {
    ...{ kind: 'cabinet_heat', target: 'supply-001', after: 600 },
    seen: [['ups-001', object.celsius, below(40), above(60), below(40)]],
  },
  {
    ...{ kind: 'cabinet_flood', target: 'supply-001', after: 1 },
    seen: [['ups-001', `${contact}.3.1`, 2, 1, 2]],
  },
];

describe('what the objects say before, during and after', () => {
  test.each(faults)('$kind at $target, $after s after its onset', ({ kind, target, after, seen }) => {
    for (const each of seen) check('before', each, each[2]);
    const fault = district.inject(kind, target);
    now += after * 1000;
    for (const each of seen) check('during', each, each[3]);
    district.clear(fault.id);
    for (const each of seen) check('after', each, each[4]);
  });

  test('is tested for every row of power and transmission', () => {
    const rows = new Set(faults.map(({ kind }) => faultKind(kind).row));
    const wanted = faultKindIds.map((kind) => faultKind(kind).row).filter((row) => row !== undefined && row <= 27);
    expect(wanted.filter((row) => !rows.has(row))).toEqual([]);
  });
});

test('an outage is told step by step: 0 V, battery, low battery, gasp, silence', () => {
  district.inject('feeder_power_cut', 'feeder-001');
  const story = [0, 1, 740, batterySeconds].map((at) => {
    now = noon + at * 1000;
    return [
      read('ups-001', inputVolts),
      read('ups-001', source),
      read('ups-001', object.batteryStatus),
      read('olt-001', `${onuCause}.1.0`),
    ];
  });
  expect(story).toEqual([
    [0, 3, 2, -1],
    [0, 5, 2, -1],
    [0, 5, 3, -1],
    ['silent', 'silent', 'silent', 13],
  ]);
});

test('a looping switch learns an address now here, now there', () => {
  district.inject('network_loop', 'switch-001');
  const view = mibViewOf(element('switch-001'), district);
  const ports = [0, 1, 2, 3].map((second) => {
    now = noon + second * 1000;
    return view.next(oid('1.3.6.1.2.1.17.4.3.1.2'))?.value.value;
  });
  expect(new Set(ports).size).toBe(2);
});

test('a camera on another port and a device that nobody knows are learned where they really are', () => {
  const learned = (): Map<string, unknown> => {
    const view = mibViewOf(element('switch-001'), district);
    const found = new Map<string, unknown>();
    const column = '1.3.6.1.2.1.17.4.3.1.2';
    for (let next = view.next(oid(column)); next?.oid.join('.').startsWith(column); next = view.next(next.oid))
      found.set(next.oid.slice(-6).join('.'), next.value.value);
    return found;
  };
  const camera = [...macOf(element('camera-001-1'))].join('.');
  const before = learned();
  expect(before.get(camera)).toBe(1);
  const moved = district.inject('camera_misplugged', 'camera-001-1');
  district.inject('unknown_device', 'switch-001');
  const during = learned();
  const spare = camerasAtSite1 + 1;
  expect(during.get(camera)).toBe(spare);
  expect([...during.keys()].filter((mac) => !before.has(mac))).toHaveLength(1);
  expect(read('switch-001', `${ifOper}.1`)).toBe(down);
  expect(read('switch-001', `${ifOper}.${spare}`)).toBe(up);
  expect(read('switch-001', `1.0.8802.1.1.2.1.4.1.1.9.0.${spare + 1}.1`)).toBe('stranger-at-switch-001');
  expect(read('switch-001', `1.3.6.1.2.1.31.1.1.1.18.1`)).toBe('camera-001-1');
  district.clear(moved.id);
  expect(learned().get(camera)).toBe(1);
});

test('a view is walked in the order of its identifiers, each once', () => {
  for (const id of ['switch-001', 'onu-001', 'olt-001', 'olt-002', 'ups-001', 'pdu-004', 'sdh-001', 'recorder-001']) {
    const view = mibViewOf(element(id), district);
    const walked: (readonly number[])[] = [];
    for (let next = view.next([]); next; next = view.next(next.oid)) walked.push(next.oid);
    const sorted = walked.toSorted((a, b) => {
      const at = a.findIndex((part, i) => part !== b[i]);
      return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
    });
    expect(walked).toEqual(sorted);
    expect(new Set(walked.map(String)).size).toBe(walked.length);
    expect(walked.length).toBeGreaterThan(7);
    for (const each of walked) expect(typeof view.get(each)).toBe('object');
  }
});
