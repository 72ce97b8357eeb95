import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { startRecordedAgent, type RecordedAgent } from './recordedAgent.ts';

const recording = `.1.3.6.1.2.1.1.3.0 = Timeticks: (8640050) 1 day, 0:00:00.50
${Array.from({ length: 40 }, (_, at) => `.1.3.6.1.9.1.${at + 1} = INTEGER: ${at}`).join('\n')}
.1.3.6.1.9.2.1 = STRING: "wan"
.1.3.6.1.9.2.2 = STRING: "lan"
${Array.from({ length: 200 }, (_, at) => `.1.3.6.1.9.3.${at + 1} = INTEGER: ${at + 1}`).join('\n')}
`;

const index = 'indexes: [{ labelname: i, type: gauge }]';
const snmpYml = (secret: string): string => `auths:
  public_v2: { community: ${secret} }
  version_1: { community: ${secret}, version: 1 }
  wrong: { community: s3cret-guess }
modules:
  uptime:
    get: [1.3.6.1.2.1.1.3.0]
    metrics: [{ name: sysUpTime, oid: 1.3.6.1.2.1.1.3, type: gauge, help: Uptime }]
  rows:
    walk: [1.3.6.1.9.1]
    timeout: 100ms
    retries: 1
    max_repetitions: 5
    metrics: [{ name: rows, oid: 1.3.6.1.9.1, type: gauge, help: Rows, ${index} }]
  many:
    walk: [1.3.6.1.9.3]
    metrics: [{ name: a_rather_long_name_of_a_metric, oid: 1.3.6.1.9.3, type: gauge, help: Rows, ${index} }]
  filtered:
    walk: [1.3.6.1.9.1]
    filters: [{ oid: 1.3.6.1.9.2, targets: [1.3.6.1.9.1], values: [lan] }]
    metrics: [{ name: filtered, oid: 1.3.6.1.9.1, type: gauge, help: Rows, ${index} }]
`;

const token = { Authorization: 'Bearer s3cret-token' };
let agent: RecordedAgent;
let under: ExporterUnderTest;
const get = (query: string, headers: Record<string, string> = {}) =>
  under.get(`/snmp?${query}`, { ...token, ...headers });

beforeAll(async () => {
  agent = await startRecordedAgent(recording, community);
  const device = { id: 'switch-1', kind: 'switch', modules: ['snmp_if'], address: `127.0.0.1:${agent.port}` };
  under = await startExporterUnderTest([{ ...device, credentials: 'agent' }], {
    config: {
      snmp: { files: ['snmp-*.yml'], tokenFile: 'token' },
      probes: { snmp: { concurrency: 1, queue: 0 } },
      allowedNetworks: ['127.0.0.0/8'],
    },
    files: { 'snmp-1.yml': snmpYml(community) },
  });
});

afterAll(async () => {
  await under?.close();
  agent?.stop();
});

describe('/snmp', () => {
  test('asks a device of the inventory by its id or its address', async () => {
    const byId = await get('target=switch-1&module=uptime');
    expect(byId.headers.get('content-type')).toContain('version=0.0.4');
    expect(samples(byId.body)).toMatchObject({ sysUpTime: 8640050, 'snmp_scrape_pdus_returned{module="uptime"}': 1 });
    const byAddress = await get(`target=127.0.0.1:${agent.port}&module=uptime`);
    expect(samples(byAddress.body)).toMatchObject({ sysUpTime: 8640050 });
  });

  test.each([
    ['commas', 'module=uptime,rows'],
    ['repetition', 'module=uptime&module=rows'],
  ])('gives several modules in one answer, named by %s', async (_name, query) => {
    const found = samples((await get(`target=switch-1&${query}`)).body);
    expect(found).toMatchObject({ sysUpTime: 8640050, 'rows{i="40"}': 39 });
    expect(found['snmp_scrape_packets_sent{module="uptime"}']).toBe(1);
    expect(found['snmp_scrape_packets_sent{module="rows"}']).toBeGreaterThan(1);
  });

  test('speaks SNMPv1 to agents that know no other', async () => {
    const found = samples((await get('target=switch-1&module=uptime,rows&auth=version_1')).body);
    expect(found).toMatchObject({ sysUpTime: 8640050, 'rows{i="40"}': 39 });
  });

  test('asks only for the rows that a filter lets through', async () => {
    const { body } = await get('target=switch-1&module=filtered');
    expect(Object.keys(samples(body)).filter((name) => name.startsWith('filtered'))).toEqual(['filtered{i="2"}']);
  });

  test('compresses for who can read it', async () => {
    const { headers, body } = await get('target=switch-1&module=many', { 'Accept-Encoding': 'gzip' });
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(samples(body)['a_rather_long_name_of_a_metric{i="200"}']).toBe(200);
    const few = await get('target=switch-1&module=rows', { 'Accept-Encoding': 'gzip' });
    expect(few.headers.get('content-encoding')).toBeNull();
  });

  test.each([
    ['no target', 'module=uptime', 400, "'target' parameter must be specified once"],
    ['two targets', 'target=a&target=b', 400, "'target' parameter must be specified once"],
    ['an unknown module', 'target=switch-1&module=nothing', 400, "Unknown module 'nothing'"],
    ['no module where there is no if_mib', 'target=switch-1', 400, "Unknown module 'if_mib'"],
    ['an unknown auth', 'target=switch-1&module=uptime&auth=nobody', 400, "Unknown auth 'nobody'"],
    ['another transport', 'target=tcp://127.0.0.1&module=uptime', 400, 'agents are asked over udp'],
    ['an address that nobody allowed', 'target=127.0.0.9&module=uptime', 403, 'neither a device of the inventory'],
    ['a name of such an address', 'target=localhost:9&module=uptime', 403, 'neither a device of the inventory'],
  ])('refuses %s', async (_name, query, status, message) => {
    const answer = await get(query);
    expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(message)]);
  });

  test.each<Record<string, string>>([
    {},
    { Authorization: 'Bearer s3cret-tokem' },
    { Authorization: 'Bearer s3cret-token x' },
  ])('asks for its token, and is sent %j', async (headers) => {
    expect((await under.get('/snmp?target=switch-1&module=uptime', headers)).status).toBe(401);
    expect((await fetch(`${under.url}/-/reload`, { method: 'POST', headers })).status).toBe(401);
  });

  test('fails the scrape when the agent does not answer, after the retries of the module', async () => {
    const started = performance.now();
    const { status, body } = await get('target=switch-1&module=rows&auth=wrong');
    expect([status, body]).toEqual([500, expect.stringContaining('snmp_error: error scraping target: no answer')]);
    expect(performance.now() - started).toBeLessThan(1500);
    expect(body + under.logged()).not.toMatch(/s3cret-guess|c0mmunity/);
  });

  test('gives up before Prometheus does', async () => {
    const started = performance.now();
    const query = 'target=switch-1&module=uptime&auth=wrong';
    const { status } = await get(query, { 'X-Prometheus-Scrape-Timeout-Seconds': '0.4' });
    expect(status).toBe(500);
    expect(performance.now() - started).toBeLessThan(400);
  });

  test('asks an agent once for the same scrape at the same time, and another only when there is a place', async () => {
    const slow = 'target=switch-1&module=rows&auth=wrong';
    const [first, same, other] = await Promise.all([get(slow), get(slow), get('target=switch-1&module=uptime')]);
    expect([first.status, same.status, other.status]).toEqual([500, 500, 503]);
    expect(other.body).toContain('over capacity: 1 probes are running');
  });

  test('shows with debug what was asked, what the agent has and what the rules make of it', async () => {
    const { headers, body } = await get('target=switch-1&module=rows&debug=true');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(body).toMatch(/GETBULK \d+ objects x \d+ from 127\.0\.0\.1:\d+: \d+ values/);
    expect(body).toContain('1.3.6.1.9.1.40 = 39');
    expect(body).toContain('rows (1.3.6.1.9.1, gauge): 40 objects, 40 samples');
    expect(body).toContain('rows{i="40"} 39');
    expect(body).not.toContain(community);
  });
});

describe('a new snmp.yml', () => {
  const reload = () => fetch(`${under.url}/-/reload`, { method: 'POST', headers: token });

  test('is used from the reload on, and a bad one leaves the old one in use', async () => {
    expect((await under.get('/-/reload', token)).status).toBe(400);
    under.write('snmp-1.yml', snmpYml(community).replaceAll('uptime', 'up'));
    expect((await get('target=switch-1&module=up')).status).toBe(400);
    expect((await reload()).status).toBe(200);
    expect((await get('target=switch-1&module=up')).status).toBe(200);

    under.write('snmp-1.yml', snmpYml('n0t-shown').replace('walk:', 'wlak:'));
    const refused = await reload();
    const body = await refused.text();
    expect([refused.status, body]).toEqual([
      500,
      expect.stringMatching(/snmp-1\.yml:\d+: modules\.rows: unknown key "wlak"/),
    ]);
    expect(body + under.logged()).not.toContain('n0t-shown');
    expect((await get('target=switch-1&module=up')).status).toBe(200);
    expect(() => under.exporter.reloadSnmpYml()).toThrow('unknown key');
  });
});
