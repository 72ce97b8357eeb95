import { topologyReport } from '@roundsman/contract/topologyReport.ts';
import { afterEach, expect, jest, test } from '@jest/globals';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import { startRecordedAgent } from './recordedAgent.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const open: { stop: () => void | Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});

/** An agent with these addresses on its ports GE1, GE2 …, all of which are up, and the core at GE9. */
async function agentWith(learned: readonly string[]): Promise<number> {
  const agent = await startRecordedAgent(
    [
      ...[...learned.keys(), 8].map((at) => `.1.3.6.1.2.1.2.2.1.8.${at + 1} = INTEGER: 1`),
      ...[...learned.keys(), 8].map((at) => `.1.3.6.1.2.1.31.1.1.1.1.${at + 1} = STRING: "GE${at + 1}"`),
      ...learned.map((mac, at) => `.1.3.6.1.2.1.17.4.3.1.2.${mac} = INTEGER: ${at + 1}`),
      '.1.0.8802.1.1.2.1.4.1.1.9.0.9.1 = STRING: "core-1"',
    ].join('\n'),
    community,
  );
  open.push(agent);
  return agent.port;
}

const camera1 = '0.27.44.0.0.1';
const camera2 = '0.27.44.0.0.2';
const stranger = '0.170.187.204.221.238';

/** Camera 2 belongs on GE2 of switch 1 and hangs on GE1 of switch 2; beside it hangs who is not known. */
async function exporterOfMovedCamera(): Promise<ExporterUnderTest> {
  const device = (id: string, port: number) => ({
    ...{ id, kind: 'switch', modules: ['snmp_bridge'], address: `127.0.0.1:${port}`, credentials: 'agent' },
  });
  const camera = (id: string, mac: string, port: string) => ({
    ...{ id, kind: 'camera', mac, fedBy: ['transformer-1'], uplinks: [{ to: 'switch-1', port }] },
  });
  const under = await startExporterUnderTest(
    [
      device('switch-1', await agentWith([camera1])),
      device('switch-2', await agentWith([camera2, stranger])),
      device('switch-3', await agentWith([])),
    ],
    {
      passive: [camera('camera-1', '00:1b:2c:00:00:01', 'GE1'), camera('camera-2', '001b.2c00.0002', 'GE2')],
      config: { metricsTokenFile: 'token' },
    },
  );
  open.push({ stop: () => under.close() });
  return under;
}
const token = { Authorization: 'Bearer s3cret-token' };

test('/discover names a camera that was moved to another switch and an unknown device, to programs and to people', async () => {
  const under = await exporterOfMovedCamera();
  expect((await under.get('/discover')).status).toBe(401);
  for (const id of ['switch-1', 'switch-2']) await under.probe(id, 'topology', token);

  const report = topologyReport.parse(JSON.parse((await under.get('/discover', token)).body));
  const inventory = [{ device: 'switch-1', port: 'GE2' }];
  expect(report).toMatchObject({
    compared: 2,
    notCompared: [{ device: 'switch-3' }],
    differences: [
      { kind: 'misplaced', device: 'switch-2', port: 'GE1', site: 'site-1', element: 'camera-2', inventory },
      { kind: 'unknown_device', device: 'switch-2', port: 'GE2', mac: '00:aa:bb:cc:dd:ee', inventory: [] },
    ],
  });
  expect(Date.now() - Date.parse(report.differences[0]?.seenAt ?? '')).toBeLessThan(60_000);

  const both = await under.get('/discover?format=text', token);
  expect(both.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(both.body).toContain('1. camera-2 hangs on switch-2 GE1; the inventory has it on switch-1 GE2.');
  expect(both.body).toContain('2. 未知设备 00:aa:bb:cc:dd:ee 接在 switch-2 GE2。');
  const chinese = await under.get('/discover?language=zh&device=camera-2', { ...token, Accept: 'text/plain' });
  expect(chinese.body).toContain('1. camera-2 接在 switch-2 GE1；台账记录为 switch-1 GE2。');
  expect(chinese.body).not.toMatch(/Topology|00:aa:bb/);
});

test.each([
  ['?format=xml', 400, 'format: expected one of json, text'],
  ['?language=fr', 400, 'language: expected one of en, zh'],
  ['?site=nowhere', 404, 'site: the inventory has no site'],
  ['?site=site-1&site=site-1', 404, 'site: the inventory has no site'],
  ['?device=nobody', 404, 'device: the inventory has no element'],
])('/discover%s is answered with %i', async (query, status, message) => {
  const under = await exporterOfMovedCamera();
  const answer = await under.get(`/discover${query}`, token);
  expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(message)]);
});

test('differences are series of the switch that shows them, and totals by kind once a switch was read', async () => {
  const under = await exporterOfMovedCamera();
  const metrics = async () => (await under.get('/metrics', token)).body;
  expect(await metrics()).not.toContain('roundsman_exporter_topology_differences{');
  await under.probe('switch-1', 'topology', token);
  const found = samples(await under.probe('switch-2', 'topology', token));
  expect(found).toMatchObject({
    'topology_difference{port="GE1",kind="misplaced",element_id="camera-2"}': 1,
    'topology_difference{port="GE2",kind="unknown_device",element_id=""}': 1,
  });
  const totals = await metrics();
  expect(samples(totals)).toMatchObject({
    'roundsman_exporter_topology_differences{kind="misplaced"}': 1,
    'roundsman_exporter_topology_differences{kind="not_seen"}': 0,
  });
  const ours = totals.split('\n').filter((line) => line.includes('roundsman_'));
  expect(promtoolFindings(`${ours.join('\n')}\n`)).toBe('');
});

test('topology has a scrape of its own, and is no part of what is read every few seconds', async () => {
  const under = await exporterOfMovedCamera();
  const targets = async (group: string) => JSON.parse((await under.get(`/sd?module=${group}`, token)).body);
  expect(await targets('topology')).toHaveLength(3);
  expect(await targets('snmp')).toEqual([]);
  expect((await under.get('/probe?target=switch-1&module=snmp', token)).status).toBe(400);
});

/** A switch whose uplink has learned so many addresses, each with its status. */
async function crowdedSwitch(addresses: number): Promise<ExporterUnderTest> {
  const macs = Array.from({ length: addresses }, (_, at) => `0.27.44.${at >> 16}.${(at >> 8) & 255}.${at & 255}`);
  const agent = await startRecordedAgent(
    [
      '.1.3.6.1.2.1.31.1.1.1.1.9 = STRING: "GE9"',
      ...macs.map((mac) => `.1.3.6.1.2.1.17.4.3.1.2.${mac} = INTEGER: 9`),
      ...macs.map((mac) => `.1.3.6.1.2.1.17.4.3.1.3.${mac} = INTEGER: 3`),
    ].join('\n'),
    community,
  );
  open.push(agent);
  const address = `127.0.0.1:${agent.port}`;
  const under = await startExporterUnderTest([
    { id: 'switch-1', kind: 'switch', modules: ['snmp_bridge'], address, credentials: 'agent' },
  ]);
  open.push({ stop: () => under.close() });
  return under;
}

test('a forwarding table of 20,000 addresses is read and counted; one without end fails, and no difference is made up', async () => {
  const large = await crowdedSwitch(20_000);
  const read = samples(await large.probe('switch-1', 'topology'));
  expect(read).toMatchObject({ probe_success: 1, 'network_port_learned_addresses{port="GE9"}': 20_000 });
  const endless = await crowdedSwitch(30_000);
  const failed = samples(await endless.probe('switch-1', 'topology'));
  expect(failed).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="protocol"}': 1 });
  const report = topologyReport.parse(JSON.parse((await endless.get('/discover')).body));
  expect(report).toMatchObject({ compared: 0, notCompared: [{ device: 'switch-1' }], differences: [] });
});
