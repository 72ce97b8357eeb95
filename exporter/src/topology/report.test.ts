import { describe, expect, test } from '@jest/globals';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { topologyReport } from '@roundsman/contract/topologyReport.ts';
import { AllowedNetworks } from '../allowedNetworks.ts';
import { targetsOf } from '../targets.ts';
import { maxListed, reportOf } from './report.ts';
import { reportText } from './reportText.ts';
import { TopologyBook } from './topologyBook.ts';
import { elements, viewOf } from './views.fixture.ts';

const now = Date.parse('2026-11-26T06:30:00Z');
const place = { latitude: 30, longitude: 120 };
const named = (text: string) => ({ en: text, zh: text });
const bridge = (id: string, site: string) => ({
  ...{ id, kind: 'switch' as const, modules: ['snmp_bridge' as const], address: '127.0.0.1' },
  ...{ uplinks: [{ to: 'core-1' }], site },
});
const inventory: Inventory = {
  ...{ parties: [], responsibilities: [], districts: [{ id: 'north', name: named('North') }], cabinets: [] },
  sites: ['site-1', 'site-2'].map((id) => ({
    ...{ id, name: named(id), district: 'north', location: place, importance: 'normal' },
  })),
  elements: elements(
    { id: 'core-1', kind: 'core' },
    bridge('switch-1', 'site-1'),
    bridge('switch-2', 'site-2'),
    bridge('switch-3', 'site-2'),
    {
      ...{ id: 'camera-1', kind: 'camera', name: { en: 'northbound', zh: '北向' }, mac: '00:1b:2c:00:00:01' },
      ...{ modules: ['reach'], address: '127.0.0.2', uplinks: [{ to: 'switch-1', port: 'GE1' }] },
    },
  ),
};
const targets = targetsOf(inventory, new AllowedNetworks(undefined));
const uplink = { neighbours: [{ name: 'core-1', forwards: true }] };
const mac = (port: number, at: number): string =>
  `00:aa:00:00:${[port, at].map((part) => part.toString(16).padStart(2, '0')).join(':')}`;

function bookOf(views: Record<string, Parameters<typeof viewOf>[0]>): TopologyBook {
  const book = new TopologyBook(() => now);
  book.follow(inventory);
  for (const [device, ports] of Object.entries(views)) book.take(device, viewOf(ports));
  return book;
}
const everything = { site: undefined, device: undefined };
const moved = bookOf({
  'switch-1': { GE1: { up: false }, GE9: uplink },
  'switch-2': { GE3: ['00:1b:2c:00:00:01'], GE4: [mac(0, 1)] },
});

describe('the report', () => {
  test('says who hangs where, what the inventory says, when it was seen and what to do, in both languages', () => {
    const report = topologyReport.parse(reportOf(moved, targets, everything, now));
    expect(reportText(report, 'en')).toBe(`Topology compared with the inventory, 2026-11-26 06:30:00 UTC
Switches compared: 2. Differences: 1.

1. camera-1 (northbound) hangs on switch-2 GE3; the inventory has it on switch-1 GE1.
   Seen 2026-11-26 06:30:00 at site-2.
   To do: Plug it back, or correct "uplinks" of camera-1 in the inventory.

Not compared, because they were not read lately:
   switch-3  never read

Uplink not recognised. Unknown devices are told there only on ports on which the inventory has something; write the "mac" of what is above these switches, or let them speak LLDP:
   switch-2
`);
    expect(reportText(report, 'zh')).toBe(`拓扑与台账比对，2026-11-26 06:30:00 UTC
已比对交换机：2 台。差异：1 处。

1. camera-1（北向）接在 switch-2 GE3；台账记录为 switch-1 GE1。
   发现时间 2026-11-26 06:30:00，点位 site-2。
   处置：恢复原接线，或在台账中更正 camera-1 的 uplinks。

未比对（近期未读取）：
   switch-3  从未读取

未识别上联口。以下交换机仅在台账有记录的端口上报告未知设备；请在台账中填写其上级设备的 mac，或启用 LLDP：
   switch-2
`);
  });

  test('says when there is no difference', () => {
    const clean = bookOf({ 'switch-1': { GE1: ['00:1b:2c:00:00:01'], GE9: uplink } });
    const report = reportOf(clean, targets, { ...everything, site: 'site-1' }, now);
    expect(reportText(report, 'en')).toContain('Switches compared: 1. Differences: none.');
    expect(reportText(report, 'zh')).toContain('差异：无。');
  });

  test.each([
    ['the site of the switch that shows it', { site: 'site-2' }, 1, 1],
    ['another site', { site: 'site-1' }, 0, 1],
    ['the switch that shows it', { device: 'switch-2' }, 1, 1],
    ['another switch', { device: 'switch-1' }, 0, 1],
    ['the device itself', { device: 'camera-1' }, 1, 2],
    ['what no switch tells of', { device: 'core-1' }, 0, 2],
  ])('can be asked for %s', (_what, filter, differences, compared) => {
    const report = reportOf(moved, targets, { ...everything, ...filter }, now);
    expect([report.differences.length, report.compared]).toEqual([differences, compared]);
  });

  test('has an end, however much a switch tells', () => {
    const crowded = Array.from({ length: 30 }, (_, port) => [
      `GE${port}`,
      Array.from({ length: 64 }, (_each, at) => mac(port, at)),
    ]);
    const book = bookOf({ 'switch-1': { ...Object.fromEntries(crowded), GE9: uplink } });
    const report = reportOf(book, targets, everything, now);
    expect(report).toMatchObject({ omitted: 29 * 64 - maxListed });
    expect(report.differences).toHaveLength(maxListed);
    expect(reportText(report, 'en')).toContain('856 more are left out; ask for one site or one device.');
  });
});
