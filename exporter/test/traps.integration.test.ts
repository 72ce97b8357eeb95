import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { stringify } from 'yaml';
import { z } from 'zod';
import { community, samples, startExporterUnderTest, type ExporterUnderTest } from './exporterUnderTest.ts';
import { inventoryText, type FixtureDevice } from './inventoryFixture.ts';
import { communityNotification, engineId, linkDown, trapOfVersion1, userTrap } from './notificationMessages.ts';
import { promtoolFindings } from './promtool.ts';
import { startRecordedAgent } from './recordedAgent.ts';
import { recordingOf } from './recordedModules.ts';
import { startSnmpd } from './snmpd.ts';
import { sendDatagrams, snmpinform, snmptrap, type Sender } from './trapSenders.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

const user = {
  username: 'watch',
  auth: { protocol: 'SHA256', password: 'auth-pass-phrase' },
  priv: { protocol: 'AES', password: 'priv-pass-phrase' },
} as const;
const asUser = (password: string): string[] =>
  `-v 3 -l authPriv -u watch -a SHA-256 -A ${password} -x AES -X ${user.priv.password}`.split(' ');
const v1 = ['-v', '1', '-c', community];
const v2c = ['-v', '2c', '-c', community];
const v3 = asUser(user.auth.password);
const ofUser = '127.0.0.6';
const forwarder = '127.0.0.8';
const stranger = '127.0.0.9';
/** linkDown of interface 5. */
const ofPort5 = ['', linkDown, '1.3.6.1.2.1.2.2.1.1.5', 'i', '5', '1.3.6.1.2.1.2.2.1.8.5', 'i', '2'];

const open: { stop: () => void | Promise<void> }[] = [];
afterEach(async () => {
  for (const part of open.splice(0).reverse()) await part.stop();
});

const device = (id: string, kind: string, address: string, more: Record<string, unknown> = {}): FixtureDevice => ({
  ...{ id, kind, modules: ['snmp_if'], address, credentials: 'agent', ...more },
});
/** Nobody listens at these ports, so a probe fails at once. */
const switch1 = device('switch-1', 'switch', '127.0.0.1:1');
const devices = [
  switch1,
  device('ups-1', 'ups', '127.0.0.5:1', { modules: ['snmp_ups'] }),
  device('switch-6', 'switch', `${ofUser}:1`, { credentials: 'user' }),
  device('camera-7', 'camera', '127.0.0.7:1', {
    ...{ modules: ['rtsp'], credentials: 'camera', trapCredentials: 'agent' },
  }),
];

async function exporterWith(
  config: Record<string, unknown> = {},
  known: readonly FixtureDevice[] = devices,
): Promise<ExporterUnderTest & { port: number }> {
  const credentials = {
    agent: { type: 'snmp_v2c', community },
    user: { type: 'snmp_v3', ...user },
    camera: { type: 'rtsp', username: 'admin', password: 'secret' },
  };
  const under = await startExporterUnderTest(known, {
    passive: [{ id: 'onu-5', kind: 'onu', fedBy: ['transformer-1'], uplinks: [{ to: 'switch-1', port: 'GE0/0/2' }] }],
    config: {
      traps: { listen: { port: 0 }, forwarders: [`${forwarder}/32`], ...config },
      metricsTokenFile: 'token',
      probes: { snmp: { deadlineSeconds: 1 } },
    },
    files: { 'credentials.yml': stringify(credentials) },
  });
  open.push({ stop: () => under.close() });
  return { ...under, port: under.exporter.trapPort ?? 0 };
}

const token = { Authorization: 'Bearer s3cret-token' };

async function outcomes(under: ExporterUnderTest): Promise<Record<string, number>> {
  const found = samples((await under.get('/metrics', token)).body);
  const prefix = 'roundsman_exporter_notifications_total{outcome="';
  return Object.fromEntries(
    Object.entries(found).flatMap(([name, value]) =>
      name.startsWith(prefix) && value > 0 ? [[name.slice(prefix.length, -2), value]] : [],
    ),
  );
}
/** Until the exporter has counted so many datagrams. */
async function counted(under: ExporterUnderTest, expected: Record<string, number>): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end;) {
    if (JSON.stringify(await outcomes(under)) === JSON.stringify(expected)) return;
    await new Promise((later) => setTimeout(later, 20));
  }
  expect(await outcomes(under)).toEqual(expected);
}
async function told(under: ExporterUnderTest, id: string, group = 'snmp'): Promise<Record<string, number>> {
  const found = samples(await under.probe(id, group, token));
  return Object.fromEntries(
    Object.entries(found).filter(([name]) => name.startsWith('device_notification') || name === 'probe_success'),
  );
}
const journal = z.object({
  notifications: z.array(
    z.object({
      device: z.string().nullable(),
      oid: z.string().nullable(),
      outcome: z.string(),
      objects: z.array(z.object({ oid: z.string(), value: z.string() })),
    }),
  ),
  unknown: z.array(z.object({ oid: z.string(), count: z.number() })),
});
const read = async (under: ExporterUnderTest): Promise<z.infer<typeof journal>> =>
  journal.parse(JSON.parse((await under.get('/traps?format=json', token)).body));

describe('nothing is believed of', () => {
  test.each([
    ['a stranger', stranger, communityNotification(community), 'stranger'],
    ['a device with the wrong community', '127.0.0.1', communityNotification('guess-of-a-community'), 'unauthorised'],
    ['another device of the inventory', ofUser, communityNotification(community), 'unauthorised'],
    [
      'a user with the wrong password',
      ofUser,
      userTrap({ ...user, auth: { ...user.auth, password: 'guess-guess' } }, { boots: 1, time: 1 }),
      'unauthorised',
    ],
    [
      'a user without the encryption that it should have',
      ofUser,
      userTrap({ ...user, priv: undefined }, { boots: 1, time: 1 }),
      'unauthorised',
    ],
    ['a user by name alone', ofUser, userTrap({ username: 'watch' }, { boots: 1, time: 1 }), 'unauthorised'],
    ['a message that is none', '127.0.0.1', Buffer.from('GET / HTTP/1.1'), 'malformed'],
    [
      'a name of more numbers than there can be',
      '127.0.0.1',
      communityNotification(community, { name: `1.3.6.1.4.1${'.9'.repeat(300)}` }),
      'malformed',
    ],
    [
      'a request',
      '127.0.0.1',
      Buffer.from('302602010104067075626c6963a01902046d6f7265020100020100300b300906052b060102010500', 'hex'),
      'malformed',
    ],
    ['a message that is too long', '127.0.0.1', Buffer.alloc(9000, 0x30), 'oversized'],
  ])('%s', async (_who, address, octets, outcome) => {
    const under = await exporterWith();
    await sendDatagrams(under.port, [octets], address);
    await counted(under, { [outcome]: 1 });
    for (const { id } of devices.slice(0, 3)) expect(await told(under, id)).toEqual({ probe_success: 0 });
    const { notifications } = await read(under);
    expect(notifications.flatMap(({ objects }) => objects)).toEqual([]);
    expect(JSON.stringify(notifications) + under.logged()).not.toMatch(/guess|c0mmunity/);
  });

  test('an inform with wrong credentials, which is not acknowledged either', async () => {
    const under = await exporterWith();
    expect(await snmpinform(under.port, { security: ['-v', '2c', '-c', 'guess'] }, ofPort5)).toBe(false);
    expect(await snmpinform(under.port, { security: asUser('guess-guess'), address: ofUser }, ofPort5)).toBe(false);
    expect(await told(under, 'switch-1')).toEqual({ probe_success: 0 });
    expect(await told(under, 'switch-6')).toEqual({ probe_success: 0 });
  });

  test('a trap that was recorded before its sender started again', async () => {
    const under = await exporterWith();
    const at = (boots: number, time: number, id: number) => userTrap(user, { boots, time }, { id });
    await sendDatagrams(under.port, [at(3, 1000, 1), at(2, 5000, 2), at(3, 800, 3), at(3, 900, 4)], ofUser);
    await counted(under, { taken: 2, untimely: 2 });
  });
});

test('a trap from before the last start of its sender, which polling knows, is not believed', async () => {
  const agent = await startSnmpd('none', [
    `createUser ${user.username} SHA-256 ${user.auth.password} AES ${user.priv.password}`,
    `rouser ${user.username} priv`,
    `exactEngineID 0x${engineId.toString('hex')}`,
  ]);
  open.push(agent);
  const sender = device('switch-6', 'switch', `127.0.0.1:${agent.port}`, { credentials: 'user' });
  const under = await exporterWith({}, [{ ...switch1, address: '127.0.0.3' }, sender]);
  expect(await told(under, 'switch-6')).toEqual({ probe_success: 1 });
  await sendDatagrams(under.port, [userTrap(user, { boots: 0, time: 100 }, { id: 1 })]);
  await counted(under, { untimely: 1 });
  await sendDatagrams(under.port, [userTrap(user, { boots: 1000, time: 1 }, { id: 2 })]);
  await counted(under, { taken: 1, untimely: 1 });
});

test('a socket of both address families knows devices by their IPv4 address, and answers them', async () => {
  const under = await exporterWith({ listen: { host: '::', port: 0 } });
  expect(await snmpinform(under.port, { security: v2c }, ofPort5)).toBe(true);
  await counted(under, { taken: 1 });
});

test('more than is allowed of one address is dropped, and others are heard all the same', async () => {
  const under = await exporterWith({ perSecond: { address: 1 } });
  const storm = Array.from({ length: 30 }, (_, id) => communityNotification(community, { id, uptime: id }));
  await sendDatagrams(under.port, storm);
  await sendDatagrams(under.port, [userTrap(user, { boots: 1, time: 1 })], ofUser);
  await counted(under, { taken: 11, rate_limited: 20 });
});

test('what comes twice is taken once, and a device that says the same anew has said it again', async () => {
  const under = await exporterWith();
  const [first, anew] = [communityNotification(community), communityNotification(community, { uptime: 6100, id: 8 })];
  await sendDatagrams(under.port, [first, first, anew]);
  await counted(under, { taken: 2, repeated: 1 });
});

describe("net-snmp's tools are understood:", () => {
  const senders: [string, Sender, string][] = [
    ['version 2c', { security: v2c }, 'switch-1'],
    ['version 3, authenticated and encrypted', { security: v3, address: ofUser }, 'switch-6'],
  ];
  const shown = { 'device_notification_active{notification="link_down",port="#5",element_id=""}': 1, probe_success: 0 };

  test.each(senders)(
    'a trap of %s shows at the next scrape of the device, though that is dead',
    async (_, sender, id) => {
      const under = await exporterWith();
      const before = Date.now() / 1000;
      await snmptrap(under.port, sender, ofPort5);
      await counted(under, { taken: 1 });
      const { 'device_notification_timestamp_seconds{notification="link_down",port="#5",element_id=""}': at, ...rest } =
        await told(under, id);
      expect(rest).toEqual(shown);
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now() / 1000);
      expect(promtoolFindings(await under.probe(id, 'snmp', token))).toBe('');
    },
  );

  test.each(senders)('an inform of %s is acknowledged, and its state is there by then', async (_, sender, id) => {
    const under = await exporterWith();
    expect(await snmpinform(under.port, sender, ofPort5)).toBe(true);
    expect(await told(under, id)).toMatchObject(shown);
  });

  test('a generic trap and one of an enterprise, of version 1', async () => {
    const under = await exporterWith();
    const down = ['1.3.6.1.4.1.8072', '127.0.0.1', '2', '0', '', '1.3.6.1.2.1.2.2.1.1.5', 'i', '5'];
    await snmptrap(under.port, { security: v1 }, down);
    await snmptrap(under.port, { security: v1, address: '127.0.0.5' }, ['1.3.6.1.4.1.318', '127.0.0.5', '6', '5', '']);
    await counted(under, { taken: 2 });
    expect(await told(under, 'switch-1')).toMatchObject(shown);
    const onBattery = 'device_notification_active{notification="ups_on_battery",port="",element_id=""}';
    expect(await told(under, 'ups-1')).toMatchObject({ [onBattery]: 1 });
    await snmptrap(under.port, { security: v1, address: '127.0.0.5' }, ['1.3.6.1.4.1.318', '127.0.0.5', '6', '9', '']);
    await counted(under, { taken: 3 });
    expect(await told(under, 'ups-1')).toMatchObject({ [onBattery]: 0 });
  });

  test('a camera, which is asked with a login, by the credentials of its traps', async () => {
    const under = await exporterWith();
    await snmptrap(under.port, { security: v2c, address: '127.0.0.7' }, ['', '1.3.6.1.4.1.1004849.2.11.11.3']);
    await counted(under, { taken: 1 });
    const found = await told(under, 'camera-7', 'rtsp');
    expect(Object.keys(found).join()).toContain('notification="video_loss"');
  });
});

describe('a forwarder', () => {
  const ofUps = (address: number[]) => trapOfVersion1(community, 0, address);
  test('is believed when it says whose trap it is', async () => {
    const under = await exporterWith();
    await sendDatagrams(under.port, [ofUps([127, 0, 0, 5])], forwarder);
    await counted(under, { taken: 1 });
    expect(Object.keys(await told(under, 'ups-1')).join()).toContain('notification="cold_start"');
  });

  test('that nobody named is not: a device speaks for itself only', async () => {
    const under = await exporterWith();
    await sendDatagrams(under.port, [ofUps([127, 0, 0, 5])], '127.0.0.1');
    await counted(under, { taken: 1 });
    expect(await told(under, 'ups-1')).toEqual({ probe_success: 0 });
    expect(Object.keys(await told(under, 'switch-1')).join()).toContain('notification="cold_start"');
  });
});

describe('polling decides', () => {
  test('over what was told before, though the trap of the end was lost, and names what was told by number', async () => {
    const agent = await startRecordedAgent(readFileSync(recordingOf('snmp_if'), 'utf8'), community);
    open.push(agent);
    const under = await exporterWith({}, [{ ...switch1, address: `127.0.0.1:${agent.port}` }]);
    await sendDatagrams(under.port, [communityNotification(community, { interfaces: [2] })]);
    await counted(under, { taken: 1 });
    const found = samples(await under.probe('switch-1', 'snmp', token));
    expect(found.probe_success).toBe(1);
    const ofPort = 'port="GE0/0/2",element_id="onu-5"';
    expect(found[`network_port_oper_up{${ofPort}}`]).toBeDefined();
    expect(Object.keys(found)).toContain(`device_notification_timestamp_seconds{notification="link_down",${ofPort}}`);
    expect(Object.keys(found).join()).not.toContain('device_notification_active');
    // The next one comes when the switch cannot be asked any more.
    agent.stop();
    open.splice(open.indexOf(agent), 1);
    await sendDatagrams(under.port, [communityNotification(community, { interfaces: [2], id: 8 })]);
    await counted(under, { taken: 2 });
    expect(await told(under, 'switch-1')).toMatchObject({
      [`device_notification_active{notification="link_down",${ofPort}}`]: 1,
      probe_success: 0,
    });
  });
});

test('what a device told is forgotten when it leaves the inventory', async () => {
  const under = await exporterWith();
  await sendDatagrams(under.port, [communityNotification(community)]);
  await counted(under, { taken: 1 });
  under.write('inventory.yml', inventoryText(devices.slice(1)));
  await under.exporter.live.refresh();
  await sendDatagrams(under.port, [communityNotification(community, { id: 8 })]);
  await counted(under, { taken: 1, stranger: 1 });
  under.write('inventory.yml', inventoryText(devices));
  await under.exporter.live.refresh();
  expect(await told(under, 'switch-1')).toEqual({ probe_success: 0 });
});

describe('/traps', () => {
  const unknown = ['', '1.3.6.1.4.1.99999.0.1', '1.3.6.1.4.1.99999.1.0', 's', '<b>door</b>'];
  /** As a forwarder puts it there (RFC 3584). */
  const withCommunity = [...unknown, '1.3.6.1.6.3.18.1.4.0', 's', community];

  test('keeps what is not known for reading, with its objects, and never a community', async () => {
    const under = await exporterWith();
    await snmptrap(under.port, { security: v2c }, withCommunity);
    await counted(under, { unknown: 1 });
    const { notifications, unknown: names } = await read(under);
    expect(notifications).toEqual([
      {
        ...{ device: 'switch-1', oid: '1.3.6.1.4.1.99999.0.1', outcome: 'unknown' },
        objects: [{ oid: '1.3.6.1.4.1.99999.1.0', value: '<b>door</b>' }],
      },
    ]);
    expect(names).toEqual([{ oid: '1.3.6.1.4.1.99999.0.1', count: 1 }]);
    const { body, headers } = await under.get('/traps', token);
    expect(body).toContain('&lt;b&gt;door&lt;/b&gt;');
    expect(body).toContain('未知通知');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(body + under.logged()).not.toContain(community);
    expect(await told(under, 'switch-1')).toEqual({ probe_success: 0 });
  });

  test('asks for the token, and shows one device or the last few of all', async () => {
    const under = await exporterWith({ keep: 3 });
    expect((await under.get('/traps')).status).toBe(401);
    const some = [1, 2, 3, 4].map((id) => communityNotification(community, { id }));
    await sendDatagrams(under.port, some);
    await counted(under, { taken: 4 });
    expect((await read(under)).notifications).toHaveLength(3);
    const ofOther = await under.get('/traps?format=json&device=ups-1', token);
    expect(journal.parse(JSON.parse(ofOther.body)).notifications).toEqual([]);
  });
});

test('an inform that comes again, because its acknowledgement got lost, is acknowledged again and taken once', async () => {
  const under = await exporterWith();
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  open.push({ stop: () => void socket.close() });
  const inform = communityNotification(community, { type: 'inform' });
  const answers: Buffer[] = [];
  for (let time = 0; time < 2; time++) {
    const answered = once(socket, 'message');
    socket.send(inform, under.port, '127.0.0.1');
    const [answer]: unknown[] = await answered;
    if (answer instanceof Buffer) answers.push(answer);
  }
  const response = Buffer.from(inform);
  response[response.indexOf(0xa6)] = 0xa2;
  expect(answers).toEqual([response, response]);
  await counted(under, { taken: 1, repeated: 1 });
});

test('a port that cannot be had is said with the way round it', async () => {
  const under = await exporterWith();
  await expect(exporterWith({ listen: { port: under.port } })).rejects.toThrow(
    `traps.listen: 127.0.0.1:${under.port} is in use by another program`,
  );
});
