import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import { freeUdpPort, startSwitchAgent } from './switchAgent.ts';
import { startUdpRelay, type Tamper } from './udpRelay.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

let agent: Awaited<ReturnType<typeof startSwitchAgent>>;
const open: { stop: () => void | Promise<void> }[] = [];

beforeAll(async () => {
  const ports = Array.from({ length: 24 }, (_, at) => ({
    name: `GE0/0/${at + 1}`,
    up: at !== 1,
    receivedBytes: 2n ** 40n + BigInt(at),
  }));
  agent = await startSwitchAgent(community, [...ports, { name: 'GE0/0/1', up: true, receivedBytes: 5n }]);
});
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});
afterAll(() => agent.stop());

const deadlineSeconds = 1.2;

async function exporterFor(
  port: number,
  device: Record<string, unknown> = {},
  probes: object = { snmp: { deadlineSeconds } },
): Promise<ExporterUnderTest> {
  const under = await startExporterUnderTest(
    [
      {
        id: 'switch-1',
        kind: 'switch',
        modules: ['snmp_if'],
        address: `127.0.0.1:${port}`,
        credentials: 'agent',
        ...device,
      },
    ],
    {
      passive: [{ id: 'onu-1', kind: 'onu', fedBy: ['transformer-1'], uplinks: [{ to: 'switch-1', port: 'GE0/0/2' }] }],
      config: { probes },
    },
  );
  open.push({ stop: () => under.close() });
  return under;
}

async function behind(tamper: Tamper): Promise<ExporterUnderTest> {
  const relay = await startUdpRelay(agent.port, tamper);
  open.push(relay);
  return exporterFor(relay.port);
}

async function dropped(under: ExporterUnderTest): Promise<Record<string, number>> {
  const prefix = 'roundsman_exporter_snmp_messages_dropped_total';
  const found = samples((await under.get('/metrics')).body);
  const of = (reason: string): number => found[`${prefix}{reason="${reason}"}`] ?? -1;
  return { malformed: of('malformed'), unknown: of('unknown_request'), stranger: of('wrong_source') };
}

describe('an SNMP agent in trouble', () => {
  test('whose host refuses is told apart from a dead one, well before the deadline', async () => {
    const under = await exporterFor(await freeUdpPort());
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="refused"}': 1 });
    expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds / 2 + 0.2);
  });

  test('that is dead fails with timeout within the deadline, and nothing is invented for it', async () => {
    const under = await behind(() => []);
    const text = await under.probe('switch-1', 'snmp');
    const found = samples(text);
    expect(found).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="timeout"}': 1 });
    expect(found.probe_duration_seconds).toBeLessThan(deadlineSeconds + 0.3);
    expect(text).not.toContain('network_port');
    expect(promtoolFindings(text)).toBe('');
  });

  test('that is dead is found so every few seconds, also while the long look at its tables still waits for it', async () => {
    const relay = await startUdpRelay(agent.port, () => []);
    open.push(relay);
    const modules = ['snmp_if', 'snmp_bridge'];
    const seconds = { snmp: { deadlineSeconds: 3 }, topology: { deadlineSeconds: 8 } };
    const under = await exporterFor(relay.port, { modules }, seconds);
    let ended = false;
    const long = under.probe('switch-1', 'topology').finally(() => (ended = true));
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found).toMatchObject({ probe_success: 0, 'probe_failure_info{reason="timeout"}': 1 });
    expect(ended).toBe(false);
    expect(samples(await long).probe_success).toBe(0);
  });

  test('whose answers come from another address is not believed', async () => {
    const under = await behind((octets) => [{ octets, stranger: true }]);
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found['probe_failure_info{reason="timeout"}']).toBe(1);
    expect((await dropped(under)).stranger).toBeGreaterThan(0);
  });

  test('that loses and breaks messages is asked again, and read', async () => {
    const under = await behind((octets, count) => {
      if (count === 0) return [];
      if (count === 2)
        return [{ octets: octets.subarray(0, 20) }, { octets: Buffer.alloc(3, 0xff) }, { octets }, { octets }];
      return [{ octets }];
    });
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found.probe_success).toBe(1);
    expect(await dropped(under)).toEqual({ malformed: 2, unknown: 1, stranger: 0 });
  });

  test('that refuses the community looks like a dead one', async () => {
    const under = await exporterFor(agent.port);
    under.write('credentials.yml', 'agent: { type: snmp_v2c, community: wrong }\n');
    under.exporter.credentials.refresh();
    expect(samples(await under.probe('switch-1', 'snmp'))['probe_failure_info{reason="timeout"}']).toBe(1);
  });

  test('without credentials in the file is not asked', async () => {
    const under = await exporterFor(agent.port, { credentials: 'camera' });
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found['probe_failure_info{reason="credentials_missing"}']).toBe(1);
  });

  test('at a name that does not exist is unreachable', async () => {
    const under = await exporterFor(161, { address: 'switch-1.invalid' });
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found['probe_failure_info{reason="unreachable"}']).toBe(1);
  });
});

describe('a switch', () => {
  test('shows its ports, and which element hangs on each', async () => {
    const under = await exporterFor(agent.port);
    const text = await under.probe('switch-1', 'snmp');
    expect(samples(text)).toMatchObject({
      probe_success: 1,
      device_uptime_seconds: 86_400.5,
      'network_port_oper_up{port="GE0/0/1",element_id=""}': 1,
      'network_port_oper_up{port="GE0/0/2",element_id="onu-1"}': 0,
      'network_port_admin_up{port="GE0/0/2"}': 1,
      'network_port_receive_bytes_total{port="GE0/0/24",element_id=""}': 2 ** 40 + 23,
      'network_port_speed_bytes_per_second{port="GE0/0/24",element_id=""}': 125_000_000,
    });
    expect(text).not.toContain('network_port_receive_errors_total');
    expect(promtoolFindings(text)).toBe('');
  });

  test('with two ports of one name keeps them apart', async () => {
    const under = await exporterFor(agent.port);
    const found = samples(await under.probe('switch-1', 'snmp'));
    expect(found['network_port_receive_bytes_total{port="GE0/0/1",element_id=""}']).toBe(2 ** 40);
    expect(found['network_port_receive_bytes_total{port="GE0/0/1#25",element_id=""}']).toBe(5);
  });

  test('explains its walk on demand, without the community', async () => {
    const under = await exporterFor(agent.port);
    const { body } = await under.get('/probe?target=switch-1&module=snmp&debug=true');
    expect(body).toMatch(/GETBULK \d+ objects x \d+ from 127\.0\.0\.1:\d+: \d+ values, \d+ octets, 1 sent/);
    expect(body).not.toContain(community);
  });
});
