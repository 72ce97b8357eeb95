import { describe, expect, test } from '@jest/globals';
import { macAddress } from '@roundsman/contract/inventory/macAddress.ts';
import fc from 'fast-check';
import { oid } from '../snmp/oid.ts';
import type { WalkResult } from '../snmp/walk.ts';
import { plainTarget } from '../targets.fixture.ts';
import { maxAddressesOfPort, maxNeighboursOfPort, type SwitchView } from '../topology/switchView.ts';
import type { Emit } from './emit.ts';
import { ReadingPlan } from './readingPlan.ts';
import { snmpBridgeHeardBy } from './snmpBridge.ts';

const target = plainTarget({ id: 'switch-1', kind: 'switch', modules: ['snmp_bridge'] });
const silent: Emit = { sample: () => {}, state: () => {} };

let heard: SwitchView | undefined;
const module = snmpBridgeHeardBy((view) => void (heard = view));
const plan = new ReadingPlan([module]);
const columnNames = [
  ...new Set(Object.values(module.tables).flatMap(({ columns }) => Object.values(columns).map(({ object }) => object))),
];

type Cells = WalkResult['columns'][number];

/** What the module makes of these cells, by the object and the index. */
function viewOf(cells: Readonly<Record<string, Readonly<Record<string, number | string | Uint8Array>>>>): SwitchView {
  return heardOf(
    columnNames.map((object) =>
      Object.entries(cells[object] ?? {}).map(([index, value]) => ({
        // The octets of an identifier begin with two arcs in one.
        index: oid(`1.3.${index}`).slice(1),
        value: typeof value === 'string' ? Buffer.from(value) : value,
      })),
    ),
  );
}

function heardOf(columns: Cells[]): SwitchView {
  heard = undefined;
  plan.normalise({ scalars: [], columns, efforts: { instances: [], scalars: [], columns: [] } }, silent, target);
  if (!heard) throw new Error('nothing was heard');
  return heard;
}

const interfaces = (...names: string[]) => Object.fromEntries(names.map((name, at) => [String(at + 1), name]));
const first = '0.27.44.0.0.1';
const firstMac = '00:1b:2c:00:00:01';

describe('who is behind the ports of a switch', () => {
  test('is nobody where an agent has nothing of it', () => {
    expect(viewOf({}).ports.size).toBe(0);
    expect(viewOf({ ifName: interfaces('GE1') }).ports.get('GE1')).toEqual({
      ...{ up: false, ethernet: true, learned: undefined, addresses: [], neighbours: [] },
    });
  });

  test('is not who the bridge itself is, nor a group, nor an index that is no address', () => {
    const { ports } = viewOf({
      ifName: interfaces('GE1'),
      dot1dTpFdbPort: { [first]: 1, '1.0.94.0.0.1': 1, '0.27.44.0.0': 1, '0.27.44.0.0.999': 1, '0.27.44.0.0.2': 1 },
      dot1dTpFdbStatus: { [first]: 4, '0.27.44.0.0.2': 3 },
    });
    expect(ports.get('GE1')?.addresses).toEqual(['00:1b:2c:00:00:02']);
  });

  test('is the same device once, in however many VLANs it was learned', () => {
    const { ports } = viewOf({
      ifName: interfaces('GE1'),
      dot1dTpFdbPort: { [first]: 1 },
      dot1qTpFdbPort: { [`1.${first}`]: 1, [`20.${first}`]: 1, [first]: 1 },
    });
    expect(ports.get('GE1')).toMatchObject({ learned: 1, addresses: [firstMac] });
  });

  test('is found by the number that the bridge gives its ports, which need not be that of the interface', () => {
    const cells = { ifName: interfaces('GE1', 'GE2'), dot1dTpFdbPort: { [first]: 2 } };
    expect(viewOf(cells).ports.get('GE2')?.addresses).toEqual([firstMac]);
    expect(viewOf({ ...cells, dot1dBasePortIfIndex: { 2: 1 } }).ports.get('GE1')?.addresses).toEqual([firstMac]);
    expect(viewOf({ ...cells, dot1dBasePortIfIndex: { 2: 7 } }).ports.get('GE2')?.addresses).toEqual([]);
  });

  test('is only counted where a port has learned too many to be one', () => {
    const many = Array.from({ length: 12_000 }, (_, at) => [`0.27.44.${at >> 14}.${(at >> 7) & 127}.${at & 127}`, 1]);
    const port = viewOf({ ifName: interfaces('GE1'), dot1dTpFdbPort: Object.fromEntries(many) }).ports.get('GE1');
    expect(port).toMatchObject({ learned: 12_000, addresses: [] });
  });

  test.each([
    ['its name', { 9: 'GE2' }, {}],
    ['its index in digits', { 9: '2' }, {}],
    ['a description', { 9: 'slot 0 port 2' }, { 9: 'GE2' }],
  ])('is said over LLDP for a port that is known by %s', (_what, lldpLocPortId, lldpLocPortDesc) => {
    const { ports } = viewOf({
      ...{ ifName: interfaces('GE1', 'GE2'), lldpLocPortId, lldpLocPortDesc },
      lldpRemChassisIdSubtype: { '0.9.1': 4 },
      lldpRemChassisId: { '0.9.1': Uint8Array.of(0, 0x1b, 0x2c, 0, 0, 1) },
      lldpRemSysName: { '0.9.1': 'core' },
      lldpRemSysCapEnabled: { '0.9.1': Uint8Array.of(0x28) },
    });
    expect(ports.get('GE2')?.neighbours).toEqual([{ address: firstMac, name: 'core', port: '', forwards: true }]);
  });

  test('is named in print, however long or hostile the name', () => {
    const { ports } = viewOf({
      ifName: interfaces('GE1'),
      lldpRemSysName: { '0.1.1': `\u001b[31m${'x'.repeat(300)}`, '0.1.2': 'a\u202eb\nc' },
    });
    expect(ports.get('GE1')?.neighbours.map(({ name }) => name)).toEqual([`[31m${'x'.repeat(60)}`, 'a b c']);
  });

  test('is bounded and well-formed, whatever an agent puts into its tables', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer());
    const octets = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom(...['GE1', '2', ''].map((text) => Buffer.from(text))),
    );
    const cells = fc.array(
      fc.record({
        index: fc.oneof(
          fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 }).map((parts) => Uint8Array.from(parts)),
          fc.uint8Array({ maxLength: 12 }),
        ),
        value: fc.oneof(number, octets, fc.constant(undefined)),
      }),
      { maxLength: 40 },
    );
    let learned = 0;
    fc.assert(
      fc.property(fc.tuple(...columnNames.map(() => cells)), (columns) => {
        for (const port of heardOf(columns).ports.values()) {
          learned += port.addresses.length;
          expect(port.addresses.length).toBeLessThanOrEqual(maxAddressesOfPort);
          expect(port.neighbours.length).toBeLessThanOrEqual(maxNeighboursOfPort);
          for (const address of port.addresses) expect(macAddress.parse(address)).toBe(address);
          for (const { name } of port.neighbours) expect(name).toMatch(/^[^\p{C}]{0,64}$/u);
        }
      }),
    );
    expect(learned).toBeGreaterThan(0);
  });
});
