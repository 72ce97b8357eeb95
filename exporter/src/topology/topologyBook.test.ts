import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Difference } from './differences.ts';
import type { SwitchView } from './switchView.ts';
import { maxAgeMs, TopologyBook } from './topologyBook.ts';
import { elements, viewOf } from './views.fixture.ts';

const mac = (last: number): string => `00:1b:2c:00:00:${last.toString(16).padStart(2, '0')}`;
const stranger = '00:aa:bb:cc:dd:ee';
const core = mac(0xc0);

const bridge = (id: string, last: number) => ({
  ...{ id, kind: 'switch' as const, mac: mac(last), modules: ['snmp_bridge' as const] },
  uplinks: [{ to: 'core-1' }],
});
const camera = (number: number, to: string, port?: string, rest: object = {}) => ({
  ...{ id: `camera-${number}`, kind: 'camera' as const, mac: mac(number), modules: ['reach' as const] },
  uplinks: [{ to, port }],
  ...rest,
});
/** Two switches at the core, the first with two cameras, the second with one. */
const city: Element[] = elements(
  { id: 'core-1', kind: 'core', mac: core },
  bridge('switch-1', 0x51),
  bridge('switch-2', 0x52),
  camera(1, 'switch-1', 'GE1'),
  camera(2, 'switch-1', 'GE2'),
  camera(3, 'switch-2', 'GE1'),
);
/** As the inventory has it. At the uplink stands the core, and behind it everything else. */
const uplink = { addresses: [core, mac(3), stranger], neighbours: [{ address: core, name: 'core', forwards: true }] };
const right = { GE1: [mac(1)], GE2: [mac(2)], GE3: { up: false }, GE9: uplink };

let now = 0;
let book: TopologyBook;
beforeEach(() => {
  now = Date.parse('2026-11-26T06:00:00Z');
  book = inCity(city);
});

function inCity(all: readonly Element[]): TopologyBook {
  const opened = new TopologyBook(() => now);
  opened.follow({ elements: [...all], parties: [], responsibilities: [], districts: [], sites: [], cabinets: [] });
  return opened;
}
const told = (differences: readonly Difference[]): string[] =>
  differences.map(({ kind, port, element, mac: address }) => [kind, port, element?.id ?? address ?? ''].join(' '));
const take = (device: string, view: SwitchView): string[] => told(book.take(device, view));
const takeFirst = (changes: Parameters<typeof viewOf>[0]): string[] =>
  take('switch-1', viewOf({ ...right, ...changes }));

describe('a device', () => {
  test('that hangs where the inventory has it is no difference', () => {
    expect(takeFirst({})).toEqual([]);
  });

  test('on another port of its switch is told there', () => {
    expect(takeFirst({ GE1: { up: false }, GE3: [mac(1)] })).toEqual(['misplaced GE3 camera-1']);
  });

  test('that changed places with another is told, and so is the other', () => {
    expect(takeFirst({ GE1: [mac(2)], GE2: [mac(1)] })).toEqual(['misplaced GE1 camera-2', 'misplaced GE2 camera-1']);
  });

  test('moved to another switch is told once, where it hangs, and not missed where it was', () => {
    expect(take('switch-2', viewOf({ GE1: [mac(3)], GE4: [mac(2)], GE9: uplink }))).toEqual(['misplaced GE4 camera-2']);
    expect(takeFirst({ GE2: [], GE9: { ...uplink, addresses: [...uplink.addresses, mac(2)] } })).toEqual([]);
  });

  test('is on any port of its switch where the inventory names none', () => {
    book = inCity([...city, ...elements(camera(4, 'switch-1'))]);
    expect(takeFirst({ GE3: [mac(4)] })).toEqual([]);
  });

  test('behind a media converter, or a switch that is not asked, hangs where that does', () => {
    const converter = elements(
      { id: 'converter-1', kind: 'media_converter', uplinks: [{ to: 'switch-1', port: 'GE3' }], mac: mac(0x60) },
      camera(4, 'converter-1', 'lan1'),
    );
    book = inCity([...city, ...converter]);
    expect(takeFirst({ GE3: [mac(4)] })).toEqual([]);
    expect(takeFirst({ GE2: [mac(2), mac(4)] })).toEqual(['misplaced GE2 camera-4']);
  });

  test('that several switches have learned at ports as near is not located, and so not told', () => {
    const at = { GE7: [mac(1), mac(2)], GE9: uplink };
    expect(take('switch-2', viewOf({ GE1: [mac(3)], ...at }))).toEqual([
      'misplaced GE7 camera-1',
      'misplaced GE7 camera-2',
    ]);
    expect(takeFirst({ GE1: { up: false }, GE2: { up: false }, GE7: [mac(1), mac(2)] })).toEqual([]);
  });
});

describe('an address that the inventory does not know', () => {
  test('on a free port is an unknown device, with the name that it gives itself', () => {
    const GE3 = { addresses: [stranger], neighbours: [{ address: stranger, name: 'DVR' }] };
    const [found] = book.take('switch-1', viewOf({ ...right, GE3, GE9: { ...uplink, addresses: [core] } }));
    expect(found).toMatchObject({
      kind: 'unknown_device',
      port: 'GE3',
      mac: stranger,
      name: 'DVR',
      element: undefined,
    });
  });

  test('known from LLDP alone is one too', () => {
    const GE3 = { neighbours: [{ address: stranger, name: 'DVR' }] };
    expect(takeFirst({ GE3, GE9: { ...uplink, addresses: [core] } })).toEqual([`unknown_device GE3 ${stranger}`]);
  });

  test('in the place of a device names that one, which may have been exchanged', () => {
    expect(takeFirst({ GE2: [stranger] })).toEqual(['unknown_device GE2 camera-2']);
  });

  test('beside the device that belongs there is unknown for itself', () => {
    expect(takeFirst({ GE2: [mac(2), stranger] })).toEqual([`unknown_device GE2 ${stranger}`]);
  });

  test('may be a device of which the inventory has no address; of two one cannot be', () => {
    book = inCity([...city, ...elements(camera(4, 'switch-1', 'GE3', { mac: undefined }))]);
    expect(takeFirst({ GE3: [stranger] })).toEqual([]);
    expect(takeFirst({ GE3: [stranger, mac(0x99)] })).toEqual([
      `unknown_device GE3 ${stranger}`,
      `unknown_device GE3 ${mac(0x99)}`,
    ]);
  });

  test.each([
    ['a neighbour forwards', { addresses: [stranger], neighbours: [{ name: 'elsewhere', forwards: true }] }],
    ['the address of network equipment is', { addresses: [stranger, mac(0x52)] }],
    ['there are more addresses than are kept', { learned: 65 }],
    ['there is an aggregate of ports', { addresses: [stranger], ethernet: false }],
  ])('at a port where %s belongs to somewhere else', (_what, port) => {
    const kinds = book.take('switch-1', viewOf({ ...right, GE5: port })).map(({ kind }) => kind);
    expect(kinds).not.toContain('unknown_device');
  });

  test('is not told on a free port while the uplink is not recognised, for that may be it', () => {
    expect(takeFirst({ GE9: [stranger] })).toEqual([]);
    expect(book.comparisons(['switch-1'])).toMatchObject([{ uplinkKnown: false }]);
    expect(takeFirst({ GE9: [stranger], GE2: [mac(0x99)] })).toEqual(['unknown_device GE2 camera-2']);
  });

  test('of a switch that tells its own address is none', () => {
    book = inCity(city.map((each) => (each.id === 'switch-2' ? { ...each, mac: undefined } : each)));
    expect(take('switch-2', viewOf({ GE1: [mac(3)] }, mac(0x52)))).toEqual([]);
    expect(takeFirst({ GE3: [mac(0x52)] })).toEqual([]);
  });
});

describe('a device of which nothing is heard', () => {
  test('while its port is up is told', () => {
    expect(takeFirst({ GE2: [] })).toEqual(['not_seen GE2 camera-2']);
  });

  test.each([
    ['its port is down', { GE2: { up: false } }, city],
    [
      'the switch does not have the port',
      { GE2: { up: true, addresses: [] } },
      changed(2, { uplinks: [{ to: 'switch-1', port: 'GE8' }] }),
    ],
    ['it is never asked and may be silent', { GE2: [] }, changed(2, { modules: [] })],
    ['its address is not known', { GE2: [] }, changed(2, { mac: undefined })],
    [
      'the switch tells nothing that it has learned',
      { GE1: [], GE2: [], GE9: { neighbours: uplink.neighbours } },
      city,
    ],
  ])('is not told when %s', (_what, ports, all) => {
    book = inCity(all);
    expect(takeFirst(ports)).toEqual([]);
  });

  function changed(number: number, change: Partial<Element>): Element[] {
    return city.map((each) => (each.id === `camera-${number}` ? { ...each, ...change } : each));
  }

  test('is not told because of what a switch said long ago', () => {
    take('switch-2', viewOf({ GE1: [mac(3)], GE4: [mac(2)], GE9: uplink }));
    expect(takeFirst({ GE2: [] })).toEqual([]);
    now += maxAgeMs + 1;
    expect(takeFirst({ GE2: [] })).toEqual(['not_seen GE2 camera-2']);
  });
});

describe('a neighbour that forwards', () => {
  const at = (neighbour: object) => ({ neighbours: [{ forwards: true, ...neighbour }] });

  test('that the inventory has somewhere else is unexpected, by its address or by its name', () => {
    for (const who of [{ address: mac(0x52) }, { name: 'switch-2' }])
      expect(takeFirst({ GE5: at(who) })).toEqual(['unexpected_neighbour GE5 switch-2']);
  });

  test('that is nothing of the inventory is unexpected, at the uplink as well', () => {
    expect(takeFirst({ GE9: at({ address: stranger, name: 'other' }) })).toEqual([
      `unexpected_neighbour GE9 ${stranger}`,
    ]);
  });

  test('may be the element above, of which no address is known', () => {
    book = inCity(city.map((each) => (each.id === 'core-1' ? { ...each, mac: undefined } : each)));
    expect(takeFirst({ GE9: at({ address: stranger, name: 'other' }) })).toEqual([]);
  });

  test('below this switch on another port than the inventory says is misplaced', () => {
    const below = { ...bridge('switch-3', 0x53), uplinks: [{ to: 'switch-1', port: 'GE3' }] };
    book = inCity([...city, ...elements(below)]);
    expect(takeFirst({ GE3: at({ address: mac(0x53) }) })).toEqual([]);
    expect(takeFirst({ GE5: at({ address: mac(0x53) }) })).toEqual(['misplaced GE5 switch-3']);
  });

  test('where a camera should be is unexpected, be it the uplink', () => {
    expect(takeFirst({ GE2: uplink })).toContain('unexpected_neighbour GE2 core-1');
  });
});

describe('the book', () => {
  test('compares anew when the inventory was corrected, and forgets what is not read any more', () => {
    takeFirst({ GE1: { up: false }, GE3: [mac(1)] });
    take('switch-2', viewOf({ GE1: [stranger], GE9: uplink }));
    expect(book.totals()).toEqual({ misplaced: 1, unknown_device: 1, not_seen: 0, unexpected_neighbour: 0 });
    const corrected = city
      .map((each) => (each.id === 'camera-1' ? { ...each, uplinks: [{ to: 'switch-1', port: 'GE3' }] } : each))
      .map((each) => (each.id === 'switch-2' ? { ...each, modules: [] } : each));
    book.follow({ elements: corrected, parties: [], responsibilities: [], districts: [], sites: [], cabinets: [] });
    expect(book.totals()).toEqual({ misplaced: 0, unknown_device: 0, not_seen: 0, unexpected_neighbour: 0 });
    expect(book.comparisons(['switch-2'])).toEqual([
      { device: 'switch-2', read: undefined, differences: undefined, uplinkKnown: true },
    ]);
  });

  test('counts and compares only what was read lately, and knows when the rest was', () => {
    expect(book.totals()).toBeUndefined();
    takeFirst({ GE2: [] });
    const read = now;
    now += maxAgeMs + 1;
    expect(book.totals()).toBeUndefined();
    expect(book.comparisons(['switch-1'])).toMatchObject([{ read, differences: undefined }]);
  });
});
