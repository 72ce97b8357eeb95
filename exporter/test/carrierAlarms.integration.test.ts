import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { promtoolFindings } from './promtool.ts';
import { snmpinform, snmptrap } from './trapSenders.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const open: { stop: () => void | Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});

const feedToken = 'a-token-of-the-carrier';
const resource = '1.3.6.1.4.1.99999.7.1';

async function exporter(): Promise<ExporterUnderTest & { port: number }> {
  const under = await startExporterUnderTest(
    [
      {
        ...{ id: 'nms-1', kind: 'server', modules: ['carrier_alarms'], address: '127.0.0.1' },
        ...{ credentials: 'feed', trapCredentials: 'agent' },
      },
      { id: 'switch-1', kind: 'switch', modules: ['snmp_if'], address: '127.0.0.2:1', credentials: 'agent' },
    ],
    {
      passive: [
        { id: 'sdh-7', kind: 'sdh_node', uplinks: [{ to: 'core-1' }], carrierReference: 'SDH/7/1' },
        { id: 'olt-8', kind: 'olt', uplinks: [{ to: 'core-1' }], carrierReference: resource },
      ],
      config: { metricsTokenFile: 'token', traps: { listen: { port: 0 } } },
      files: {
        'credentials.yml': stringify({
          agent: { type: 'snmp_v2c', community },
          feed: { type: 'alarm_feed', token: feedToken },
        }),
      },
    },
  );
  open.push({ stop: () => under.close() });
  return { ...under, port: under.exporter.trapPort ?? 0 };
}

const post = (under: ExporterUnderTest, body: unknown, token = feedToken, device = 'nms-1'): Promise<Response> =>
  fetch(`${under.url}/alarms/${device}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const alarm = {
  ...{ managedObject: 'SDH/7/1', alarmId: '4711', eventType: 'communications', perceivedSeverity: 'critical' },
  ...{ probableCause: 8, eventTime: '2026-11-26T08:00:00+08:00', additionalText: 'LOS' },
};
const time = '2026-11-26T00:00:05Z';
const told = async (under: ExporterUnderTest): Promise<Record<string, number>> => {
  const text = await under.probe('nms-1', 'snmp', { Authorization: 'Bearer s3cret-token' });
  expect(promtoolFindings(text)).toBe('');
  return samples(text);
};
const lossOfSignal = 'carrier_alarm{element_id="sdh-7",probable_cause="loss_of_signal",severity="critical"}';

describe('a report of alarms', () => {
  test.each([
    ['without a token', '', 'nms-1'],
    ['with another token', 'a-token-of-the-carriex', 'nms-1'],
    ['with the token of the metrics', 's3cret-token', 'nms-1'],
    ['for a device that takes in none', feedToken, 'switch-1'],
    ['for a device that nobody knows', feedToken, 'nms-9'],
  ])('%s is refused, and one cannot tell what there is', async (_what, token, device) => {
    const under = await exporter();
    const reply = await post(under, { time, alarms: [alarm] }, token, device);
    expect(reply.status).toBe(401);
    expect(await told(under)).toEqual({ probe_success: 1, probe_duration_seconds: expect.any(Number) });
  });

  test.each([
    ['that is no JSON', '{', 400],
    ['with a key that nobody knows', { time, alarms: [], al: 1 }, 400],
    ['with a severity that X.733 has not', { time, alarms: [{ ...alarm, perceivedSeverity: 'bad' }] }, 400],
    ['with a time that is none', { time, alarms: [{ ...alarm, eventTime: 'yesterday' }] }, 400],
    ['from the future', { time: '2199-01-01T00:00:00Z', alarms: [] }, 400],
    ['that is too large', { time, alarms: [{ ...alarm, additionalText: 'x'.repeat(3_000_000) }] }, 413],
  ])('%s changes nothing, and says in both languages what is wrong', async (_what, body, status) => {
    const under = await exporter();
    const reply = await post(under, body);
    const text = await reply.text();
    expect(reply.status).toBe(status);
    expect(JSON.parse(text)).toMatchObject({ error: { en: expect.any(String), zh: expect.stringMatching(/[一-龥]/) } });
    expect(Object.keys(await told(under)).join()).not.toContain('carrier_alarm');
    expect(under.logged()).not.toContain(feedToken);
  });

  test('is shown by the probe of the manager: the element that the inventory knows by its reference, and who is unknown', async () => {
    const under = await exporter();
    const unknown = {
      ...alarm,
      managedObject: 'SDH/99',
      alarmId: '1',
      probableCause: 'power_problem',
      perceivedSeverity: 'major',
    };
    const reply = await post(under, { time, alarms: [alarm, unknown] });
    expect(await reply.json()).toEqual({ taken: 2, outdated: 0, standing: 2 });
    const found = await told(under);
    expect(found).toMatchObject({
      [lossOfSignal]: 1,
      'carrier_alarm{element_id="",probable_cause="power_problem",severity="major"}': 1,
      carrier_alarms_unmapped: 1,
      probe_success: 1,
    });
    expect(Math.abs((found.carrier_alarm_feed_timestamp_seconds ?? 0) - Date.now() / 1000)).toBeLessThan(30);
    // Again, and late: nothing changes. Then the manager's full list, in which it is not.
    await post(under, { time, alarms: [alarm] });
    const early = { ...alarm, perceivedSeverity: 'cleared', eventTime: '2026-11-25T08:00:00Z' };
    expect(await (await post(under, { time, alarms: [early] })).json()).toEqual({ taken: 0, outdated: 1, standing: 2 });
    expect(await told(under)).toMatchObject({ [lossOfSignal]: 1 });
    const full = { time: '2026-11-26T00:01:00Z', full: true, alarms: [unknown] };
    expect(await (await post(under, full)).json()).toEqual({ taken: 1, outdated: 0, standing: 1 });
    expect(await told(under)).not.toHaveProperty([lossOfSignal]);
  });

  test('is refused for a while when there are too many', async () => {
    const under = await exporter();
    const statuses = await Promise.all(
      Array.from({ length: 80 }, async () => (await post(under, { time, alarms: [] })).status),
    );
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(50);
    expect(statuses).toContain(429);
  });
});

describe('a notification after RFC 3877', () => {
  /** Objects of the row of alarmActiveTable with the list "sdh", the time it was raised, and number 3. */
  const objects = (second: number, state: number, severity: number): string[] => {
    const row = `3.115.100.104.8.7.234.11.26.8.0.${second}.0.3`;
    const model = '1.3.6.1.2.1.118.1.1.2.1.3.3.115.100.104.12';
    return [
      ...[`1.3.6.1.2.1.118.1.2.2.1.13.${row}`, 'o', `${model}.${state}`],
      ...[`1.3.6.1.2.1.118.1.2.2.1.10.${row}`, 'o', resource],
      ...[`1.3.6.1.2.1.121.1.1.1.1.3.3.115.100.104.12.${severity}`, 'i', '8'],
    ];
  };
  const security = ['-v', '2c', '-c', community];
  const raise = (second: number) => ['', '1.3.6.1.2.1.118.0.2', ...objects(second, 6, 3)];
  const clear = (second: number) => ['', '1.3.6.1.2.1.118.0.3', ...objects(second, 1, 1)];
  const ofOlt = 'carrier_alarm{element_id="olt-8",probable_cause="loss_of_signal",severity="critical"}';

  test('raises and clears an alarm; what is held up until after the end raises it no more, a new one does', async () => {
    const under = await exporter();
    const inform = (what: string[]) => snmpinform(under.port, { security }, what);
    expect(await inform(raise(5))).toBe(true);
    expect(await told(under)).toMatchObject({ [ofOlt]: 1 });
    await inform(clear(5));
    expect(await told(under)).not.toHaveProperty([ofOlt]);
    await inform(raise(5));
    expect(await told(under)).not.toHaveProperty([ofOlt]);
    await inform(raise(9));
    expect(await told(under)).toMatchObject({ [ofOlt]: 1, carrier_alarms_unmapped: 0 });
  });

  test('of a device that is no network manager is kept for reading only', async () => {
    const under = await exporter();
    await snmptrap(under.port, { security, address: '127.0.0.2' }, raise(5));
    const journal = async (): Promise<string> =>
      (await under.get('/traps?format=json', { Authorization: 'Bearer s3cret-token' })).body;
    let body = await journal();
    for (const end = Date.now() + 10_000; !body.includes('switch-1') && Date.now() < end; body = await journal())
      await new Promise((later) => setTimeout(later, 20));
    expect(JSON.parse(body)).toMatchObject({ notifications: [{ device: 'switch-1', outcome: 'unknown' }] });
    expect(Object.keys(await told(under)).join()).not.toContain('carrier_alarm');
  });
});
