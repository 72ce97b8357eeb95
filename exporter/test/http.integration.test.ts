import { chmodSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { z } from 'zod';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { inventoryText, type FixtureDevice } from './inventoryFixture.ts';
import { promtoolFindings } from './promtool.ts';
import { startRecordedAgent } from './recordedAgent.ts';
import { startScriptedCamera } from './scriptedCamera.ts';
import { startSwitchAgent } from './switchAgent.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const open: { stop: () => void | Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});

async function exporterWith(
  ...[devices, options]: Parameters<typeof startExporterUnderTest>
): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(devices, options);
  open.push({ stop: () => under.close() });
  return under;
}

/** A port where somebody listens and never answers; a closed one would be refused at once. */
async function silentPort(): Promise<number> {
  const agent = await startRecordedAgent('', 'a community that nobody asks with');
  open.push(agent);
  return agent.port;
}

const switchAt = (port: number, id = 'switch-1'): FixtureDevice => ({
  id,
  kind: 'switch',
  modules: ['snmp_if'],
  address: `127.0.0.1:${port}`,
  credentials: 'agent',
});
const cameraAt = (port: number): FixtureDevice => ({
  id: 'camera-1',
  kind: 'camera',
  modules: ['reach', 'rtsp'],
  address: `127.0.0.1:${port}`,
  credentials: 'camera',
});
const ups: FixtureDevice = {
  id: 'ups-1',
  kind: 'ups',
  modules: ['snmp_ups', 'snmp_if'],
  address: '127.0.0.1',
  credentials: 'agent',
};

const targetGroups = z.array(
  z.strictObject({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()) }),
);

describe('/sd', () => {
  test('hands out each device once, whatever is read of it, with its place, in a stable order', async () => {
    const under = await exporterWith([ups, switchAt(161), cameraAt(554)]);
    const groups = targetGroups.parse(JSON.parse((await under.get('/sd?module=snmp')).body));
    expect(groups.map(({ targets, labels }) => [targets[0], labels.__param_module])).toEqual([
      ['switch-1', 'snmp'],
      ['ups-1', 'snmp'],
    ]);
    const cameras = targetGroups.parse(JSON.parse((await under.get('/sd?module=rtsp')).body));
    const labels = { device_id: 'camera-1', device_kind: 'camera', site_id: 'site-1', district_id: 'north' };
    expect(cameras).toEqual([{ targets: ['camera-1'], labels: { ...labels, __param_module: 'rtsp' } }]);
  });

  test('is answered with 304 while nothing has changed, and with 400 for a group that is none', async () => {
    const under = await exporterWith([switchAt(161)]);
    const etag = (await under.get('/sd?module=snmp')).headers.get('etag') ?? '';
    expect((await under.get('/sd?module=snmp', { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' })).status).toBe(
      304,
    );
    for (const query of ['', '?module=', '?module=http', '?module=snmp&module=reach'])
      expect((await under.get(`/sd${query}`)).status).toBe(400);
  });
});

describe('/probe', () => {
  test.each([
    ['?target=switch-1&module=http', 400],
    ['?target=switch-1&module=snmp_if', 400],
    ['?module=snmp', 400],
    ['?target=switch-1&target=x&module=snmp', 400],
    ['?target=switch-1&module=rtsp', 400],
    ['?target=unknown&module=snmp', 404],
    ['?target=core-1&module=snmp', 404],
    ['?target=127.0.0.1&module=snmp', 404],
  ])(
    '%s is answered with %i: only devices of the inventory are asked, with modules that fit',
    async (query, status) => {
      const under = await exporterWith([switchAt(161)]);
      expect((await under.get(`/probe${query}`)).status).toBe(status);
    },
  );

  test('is refused with 503 and a reason when all places are taken, and the device is not judged', async () => {
    const lane = { deadlineSeconds: 0.5, concurrency: 1, queue: 0 };
    const dead = await silentPort();
    const under = await exporterWith([switchAt(dead), switchAt(dead, 'switch-2')], {
      config: { probes: { snmp: lane } },
    });
    const [first, second] = await Promise.all(
      ['switch-1', 'switch-2'].map((id) => under.get(`/probe?target=${id}&module=snmp`)),
    );
    expect(first?.status).toBe(200);
    expect(second?.status).toBe(503);
    expect(second?.body).toMatch(/^over capacity: 1 probes are running and 0 are waiting/);
    expect(samples((await under.get('/metrics')).body)['roundsman_exporter_probes_in_flight{module="snmp"}']).toBe(0);
  });

  test('keeps to the scrape timeout of Prometheus where that is shorter', async () => {
    const under = await exporterWith([switchAt(await silentPort())]);
    const text = await under.probe('switch-1', 'snmp', { 'X-Prometheus-Scrape-Timeout-Seconds': '0.8' });
    const { probe_duration_seconds: took } = samples(text);
    expect(took).toBeGreaterThan(0.4);
    expect(took).toBeLessThan(0.8);
  });

  test('is compressed for who accepts it', async () => {
    const ports = Array.from({ length: 24 }, (_, at) => ({ name: `ge${at}`, up: true, receivedBytes: 1n }));
    const agent = await startSwitchAgent(community, ports);
    open.push(agent);
    const under = await exporterWith([switchAt(agent.port)]);
    const packed = await under.get('/probe?target=switch-1&module=snmp', { 'Accept-Encoding': 'gzip' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const plain = await under.get('/probe?target=switch-1&module=snmp', { 'Accept-Encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(Object.keys(samples(plain.body)).sort()).toEqual(Object.keys(samples(packed.body)).sort());
  });
});

describe('the exporter', () => {
  test('asks for its token everywhere but at /healthz', async () => {
    const under = await exporterWith([switchAt(161)], { config: { metricsTokenFile: 'token' } });
    expect((await under.get('/healthz')).status).toBe(200);
    for (const page of ['/', '/metrics', '/sd?module=snmp', '/probe?target=switch-1&module=snmp', '/nothing']) {
      expect((await under.get(page)).status).toBe(401);
      expect((await under.get(page, { Authorization: 'Bearer wrong' })).status).toBe(401);
    }
    expect((await under.get('/metrics', { Authorization: 'Bearer s3cret-token' })).status).toBe(200);
  });

  test('says of itself what promtool finds nothing against', async () => {
    const under = await exporterWith([switchAt(161), cameraAt(554)]);
    const { body } = await under.get('/metrics');
    // prom-client's own metrics are not ours to name.
    const ours = body.split('\n').filter((line) => line.includes('roundsman_'));
    expect(promtoolFindings(`${ours.join('\n')}\n`)).toBe('');
    expect(samples(body)).toMatchObject({
      roundsman_exporter_inventory_reload_success: 1,
      'roundsman_exporter_inventory_elements{kind="camera"}': 1,
      'roundsman_exporter_snmp_messages_dropped_total{reason="malformed"}': 0,
    });
  });

  test('lists its targets with their last results on its page', async () => {
    const camera = await startScriptedCamera();
    open.push(camera);
    const under = await exporterWith([cameraAt(camera.port), switchAt(161)]);
    await under.probe('camera-1', 'reach');
    const { body } = await under.get('/');
    expect(body).toMatch(/camera-1.*module=reach.*success<\/td><td>\d+ ms/s);
    expect(body).toContain('2 of 2 devices');
    expect((await under.get('/?contains=%3Cscript%3E')).body).toContain('value="&lt;script&gt;"');
  });

  test('warns when every user of the machine can read the credentials', async () => {
    const under = await exporterWith([switchAt(161)]);
    expect(under.logged()).not.toContain('0600');
    under.write('credentials.yml', 'agent: { type: snmp_v2c, community: other }\n');
    chmodSync(path.join(under.folder, 'credentials.yml'), 0o644);
    under.exporter.credentials.refresh();
    expect(under.logged()).toContain('set its mode to 0600');
  });
});

describe('a new version of the inventory', () => {
  const metric = async (under: ExporterUnderTest): Promise<number | undefined> =>
    samples((await under.get('/metrics')).body).roundsman_exporter_inventory_reload_success;

  test('is in use without a restart', async () => {
    const under = await exporterWith([switchAt(161)]);
    under.write('inventory.yml', inventoryText([switchAt(161, 'switch-9')]));
    await under.exporter.live.refresh();
    expect((await under.get('/sd?module=snmp')).body).toContain('switch-9');
    expect((await under.get('/probe?target=switch-1&module=snmp')).status).toBe(404);
    expect(await metric(under)).toBe(1);
  });

  test.each([
    ['that is broken', 'version: 1\nelements: [{ id: x }]\n'],
    ['with a device outside of the allowed networks', inventoryText([{ ...switchAt(161), address: '192.0.2.1' }])],
    ['with an address that is none', inventoryText([{ ...switchAt(161), address: 'a b' }])],
  ])('%s is refused: the old one stays, a metric tells, until it is mended', async (_what, text) => {
    const under = await exporterWith([switchAt(161)], { config: { allowedNetworks: ['127.0.0.0/8'] } });
    under.write('inventory.yml', text);
    await under.exporter.live.refresh();
    expect(await metric(under)).toBe(0);
    expect((await under.get('/sd?module=snmp')).body).toContain('switch-1');
    expect(under.logged()).toContain('is refused; the old one stays');
    under.write('inventory.yml', inventoryText([switchAt(161)]));
    await under.exporter.live.refresh();
    expect(await metric(under)).toBe(1);
  });
});
