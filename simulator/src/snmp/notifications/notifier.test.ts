import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { city } from '../../city/city.ts';
import { MannersBook } from '../../manners.ts';
import { plant } from '../../plant/plant.ts';
import type { Opening } from '../access.ts';
import { startAgent, type Agent } from '../agent.ts';
import { integer } from '../mibView.ts';
import type { NotificationKind } from './notifier.ts';

interface Heard {
  pdu: { type: number; varbinds: { oid: string; value: unknown }[] };
}
interface Receiver {
  getAuthorizer: () => { addCommunity: (community: string) => void; addUser: (user: object) => void };
  close: () => void;
}
/** net-snmp, which shares no code with the agents. */
const snmp = createRequire(import.meta.url)('net-snmp') as {
  createReceiver: (options: object, heard: (error: Error | null, notification: Heard) => void) => Receiver;
  SecurityLevel: { authPriv: number };
  AuthProtocols: { sha256: string };
  PrivProtocols: { aes: string };
};
const inform = 166;
const trap = 167;

const opening = {
  community: { type: 'community', community: 'notes' },
  user: {
    type: 'user',
    user: {
      username: 'watch',
      auth: { protocol: 'SHA256', password: 'maplesyrup' },
      priv: { protocol: 'AES', password: 'treesapling' },
    },
  },
} satisfies Record<string, Opening>;

const inventory = city({ sites: 1 });
const district = plant(inventory, { clock: Date.now, batterySeconds: 900 });
let port: number;
let receiver: Receiver;
let heard: Heard[];
let agent: Agent | undefined;

beforeAll(async () => {
  const probe = createSocket('udp4').bind(0, '127.0.0.1');
  await once(probe, 'listening');
  ({ port } = probe.address());
  probe.close();
  await once(probe, 'close');
  receiver = snmp.createReceiver({ port, address: '127.0.0.1' }, (error, notification) => {
    if (!error) heard.push(notification);
  });
  receiver.getAuthorizer().addCommunity('notes');
  receiver.getAuthorizer().addUser({
    ...{ name: 'watch', level: snmp.SecurityLevel.authPriv },
    ...{ authProtocol: snmp.AuthProtocols.sha256, authKey: 'maplesyrup' },
    ...{ privProtocol: snmp.PrivProtocols.aes, privKey: 'treesapling' },
  });
});
afterAll(() => receiver.close());
beforeEach(() => {
  heard = [];
});
afterEach(async () => {
  await agent?.stop();
});

async function tell(who: Opening, kind: NotificationKind, lossRatio = 0): Promise<void> {
  const element = inventory.elements.find(({ id }) => id === 'switch-001');
  if (!element) throw new Error('no switch');
  const notifying = { kind, lossRatio, receiver: { host: '127.0.0.1', port } };
  const surroundings = { plant: district, manners: new MannersBook(), notifying };
  agent = await startAgent(element, { host: '127.0.0.1', port: 0 }, who, surroundings);
  agent.notify({ name: '1.3.6.1.6.3.1.1.5.3', varbinds: [['1.3.6.1.2.1.2.2.1.1.7', integer(7)]] });
}
async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 9000; !holds() && Date.now() < end;) await new Promise((later) => setTimeout(later, 5));
}

test.each([
  ['a trap of version 2c', opening.community, 'trap', trap],
  ['an inform of version 2c', opening.community, 'inform', inform],
  ['an encrypted trap of version 3', opening.user, 'trap', trap],
  ['an encrypted inform of version 3, after finding out who the receiver is', opening.user, 'inform', inform],
] as const)('net-snmp receives %s', async (_, who, kind, type) => {
  await tell(who, kind);
  await until(() => heard.length > 0);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.pdu.type).toBe(type);
  expect(heard[0]?.pdu.varbinds.map(({ oid, value }) => [oid, value])).toEqual([
    ['1.3.6.1.2.1.1.3.0', expect.any(Number)],
    ['1.3.6.1.6.3.1.1.4.1.0', '1.3.6.1.6.3.1.1.5.3'],
    ['1.3.6.1.2.1.2.2.1.1.7', 7],
  ]);
});

test.each([
  ['community', 3],
  ['user', 5],
] as const)(
  'an inform of a %s that nobody answers is sent %i times, a second apart, and then given up',
  async (who, times) => {
    const deaf = createSocket('udp4').bind(0, '127.0.0.1');
    await once(deaf, 'listening');
    let messages = 0;
    deaf.on('message', () => (messages += 1));
    const listening = port;
    ({ port } = deaf.address());
    try {
      await tell(opening[who], 'inform');
      await until(() => messages === times);
      expect(messages).toBe(times);
    } finally {
      port = listening;
      deaf.close();
    }
  },
  10_000,
);

test('one that is answered is not sent again', async () => {
  await tell(opening.community, 'inform');
  await new Promise((later) => setTimeout(later, 1200));
  expect(heard).toHaveLength(1);
});

test('notifications are lost at the rate that was asked for', async () => {
  await tell(opening.community, 'trap', 1);
  const none = heard.length;
  await agent?.stop();
  await tell(opening.community, 'trap', 0);
  await until(() => heard.length > 0);
  expect([none, heard.length]).toEqual([0, 1]);
});
