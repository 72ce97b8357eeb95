import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { topologyReport, type TopologyReport } from '@roundsman/contract/topologyReport.ts';
import { startReadDistrict, type ReadDistrict } from './src/readDistrict.ts';
import { until } from './src/until.ts';

jest.setTimeout(60_000);

let district: ReadDistrict;
let switches: string[];

beforeAll(async () => {
  district = await startReadDistrict({ sites: 3, batterySeconds: 60 });
  switches = district.inventory.elements.filter(({ modules }) => modules.includes('snmp_bridge')).map(({ id }) => id);
}, 120_000);
afterAll(() => district?.stop());

/** All switches read once, and what the report then says. */
async function compared(): Promise<TopologyReport> {
  for (const id of switches) expect(await district.probe(id, 'topology')).toContain('probe_success 1');
  return topologyReport.parse(JSON.parse(await district.get('/discover')));
}
const clean = (): Promise<TopologyReport | false> =>
  compared().then((report) => report.differences.length === 0 && report);

test('a camera in the wrong port and an unknown device are both named by the report and the metrics, and gone when mended', async () => {
  const before = await until('a report without differences', clean, { seconds: 15 });
  expect(before).toMatchObject({ compared: switches.length, notCompared: [], uplinkUnknown: [] });

  const misplugged = await district.simulator.inject('camera_misplugged', 'camera-001-1');
  const unknown = await district.simulator.inject('unknown_device', 'switch-002');
  const { differences } = await compared();
  expect(differences.map(({ kind, device, element }) => [kind, device, element])).toEqual([
    ['misplaced', 'switch-001', 'camera-001-1'],
    ['unknown_device', 'switch-002', undefined],
  ]);
  const [moved, stranger] = differences;
  expect(moved?.inventory).toEqual([{ device: 'switch-001', port: 'GE0/0/1' }]);
  expect(moved?.port).not.toBe('GE0/0/1');
  expect(stranger).toMatchObject({
    name: 'stranger-at-switch-002',
    mac: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
  });

  const text = await district.get('/discover?format=text');
  for (const line of [
    `camera-001-1 (${nameOf('camera-001-1', 'en')}) hangs on switch-001 ${moved?.port}; the inventory has it on switch-001 GE0/0/1.`,
    `camera-001-1（${nameOf('camera-001-1', 'zh')}）接在 switch-001 ${moved?.port}；台账记录为 switch-001 GE0/0/1。`,
    `Unknown device ${stranger?.mac} (calls itself "stranger-at-switch-002") hangs on switch-002 ${stranger?.port}.`,
    `接在 switch-002 ${stranger?.port}。`,
  ])
    expect(text).toContain(line);

  expect(await district.probe('switch-001', 'topology')).toContain(
    `topology_difference{port="${moved?.port}",kind="misplaced",element_id="camera-001-1"} 1`,
  );
  expect(await district.probe('switch-002', 'topology')).toContain(
    `topology_difference{port="${stranger?.port}",kind="unknown_device",element_id=""} 1`,
  );
  const totals = await district.get('/metrics');
  for (const kind of ['misplaced', 'unknown_device'])
    expect(totals).toContain(`roundsman_exporter_topology_differences{kind="${kind}"} 1\n`);

  for (const { id } of [misplugged, unknown]) await district.simulator.clear(id);
  await until('a report without differences', clean, { seconds: 15 });
  expect(await district.get('/metrics')).toContain('roundsman_exporter_topology_differences{kind="misplaced"} 0\n');
});

const nameOf = (id: string, language: 'en' | 'zh'): string | undefined =>
  district.inventory.elements.find((element) => element.id === id)?.name?.[language];
