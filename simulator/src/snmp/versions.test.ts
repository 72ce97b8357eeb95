import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { city } from '../city/city.ts';
import { MannersBook, manners as manner } from '../manners.ts';
import { plant } from '../plant/plant.ts';
import type { Opening } from './access.ts';
import { startAgent } from './agent.ts';
import { BerError } from './ber.ts';
import { MibView, octets, Table } from './mibView.ts';
import { respond } from './respond.ts';
import { engineOf } from './usm/engine.ts';
import { encodeUsmMessage, flag } from './usm/message.ts';
import { encodePdu, pdu } from './pdu.ts';
import { scopedPdu } from './usm/respondToUser.ts';

const run = promisify(execFile);
const inventory = city({ sites: 3 });
const elapsed = { ms: 0 };
const district = plant(inventory, { clock: () => 1e12 + elapsed.ms, batterySeconds: 900 });
const manners = new MannersBook();
const password = 'maplesyrup';
const privPassword = 'treesapling';
const user = (protocol: 'SHA' | 'SHA256' | 'SHA512'): Opening => ({
  type: 'user',
  user: {
    username: 'watch',
    auth: { protocol, password },
    priv: { protocol: 'AES', password: privPassword },
  },
});
const openings: Readonly<Record<string, Opening>> = {
  'switch-001': { type: 'community', community: 'old' },
  'switch-002': user('SHA256'),
  'ups-002': user('SHA'),
  'onu-002': user('SHA512'),
  'onu-003': { type: 'user', user: { username: 'watch', auth: { protocol: 'MD5', password } } },
  'onu-001': { type: 'user', user: { username: 'watch' } },
};
const agents = new Map<string, { address: string; stop: () => Promise<void> }>();

beforeAll(async () => {
  for (const [id, opening] of Object.entries(openings)) {
    const element = inventory.elements.find((candidate) => candidate.id === id);
    if (!element) throw new Error(id);
    const surroundings = { plant: district, manners };
    const agent = await startAgent(element, { host: '127.0.0.1', port: 0 }, opening, surroundings);
    agents.set(id, { address: `127.0.0.1:${agent.port}`, stop: agent.stop });
  }
});
afterAll(async () => {
  for (const { stop } of agents.values()) await stop();
});
afterEach(() => {
  for (const id of [...manners.ill().keys()]) manners.mend(id);
});

const uptime = '1.3.6.1.2.1.1.3.0';
async function ask(tool: string, device: string, who: string[], ...oids: string[]): Promise<string> {
  const common = ['-On', '-Oe', '-m', '', '-t', '1', '-r', '0'];
  const { stdout } = await run(tool, [...who, ...common, agents.get(device)?.address ?? '', ...oids]);
  return stdout.trim();
}
const failure = async (asked: Promise<string>): Promise<string> => {
  const error: unknown = await asked.catch((reason: unknown) => reason);
  return typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : 'answered';
};
const old = ['-v1', '-c', 'old'];
const as = (protocol: string, level = 'authPriv', secret = password): string[] => [
  ...['-v3', '-u', 'watch', '-l', level, '-a', protocol, '-A', secret],
  ...(level === 'authPriv' ? ['-x', 'AES', '-X', privPassword] : []),
];

describe('SNMPv1', () => {
  test('walks what it has words for and passes over 64-bit counters', async () => {
    const walked = await ask('snmpwalk', 'switch-001', old, '1.3.6.1.2.1.31.1.1.1');
    expect(walked).toContain('.1.3.6.1.2.1.31.1.1.1.1.1 = STRING: "GE0/0/1"');
    expect(walked).toContain('.1.3.6.1.2.1.31.1.1.1.15.1 = Gauge32: 100');
    expect(walked).not.toContain('Counter64');
  });

  test.each([
    ['a 64-bit counter', '1.3.6.1.2.1.31.1.1.1.6.1'],
    ['what is not there', '1.3.6.1.2.1.99.7.0'],
  ])('answers noSuchName for %s', async (_, oid) => {
    expect(await failure(ask('snmpget', 'switch-001', old, uptime, oid))).toContain('noSuchName');
  });

  test('is let in by the community that opens version 2c, and by no other', async () => {
    expect(await ask('snmpget', 'switch-001', ['-v2c', '-c', 'old'], uptime)).toContain('Timeticks');
    expect(await failure(ask('snmpget', 'switch-001', ['-v1', '-c', 'new'], uptime))).toContain('Timeout');
  });
});

describe('SNMPv3', () => {
  test.each([
    ['switch-002', 'SHA-256'],
    ['ups-002', 'SHA'],
    ['onu-002', 'SHA-512'],
  ])('%s answers its user by %s and AES', async (device, protocol) => {
    const walked = await ask('snmpbulkwalk', device, as(protocol), '1.3.6.1.2.1.1');
    expect(walked).toContain(`.1.3.6.1.2.1.1.5.0 = STRING: "${device}"`);
  });

  test('also answers users without privacy, and users without any password', async () => {
    expect(await ask('snmpget', 'onu-003', as('MD5', 'authNoPriv'), uptime)).toContain('Timeticks');
    expect(await ask('snmpget', 'onu-001', ['-v3', '-u', 'watch', '-l', 'noAuthNoPriv'], uptime)).toContain(
      'Timeticks',
    );
  });

  test.each([
    ['a wrong password', as('SHA-256', 'authPriv', 'wrong-password'), /authentication|digest/i],
    ['an unknown user', [...as('SHA-256'), '-u', 'stranger'], /unknown user/i],
    ['a user without the privacy that it must have', as('SHA-256', 'authNoPriv'), /authorizationError/],
    ['another version', ['-v2c', '-c', 'watch'], /Timeout/],
  ])('refuses %s', async (_, who, words) => {
    expect(await failure(ask('snmpget', 'switch-002', who, uptime))).toMatch(words);
  });

  test('a level that the user does not have is refused', async () => {
    expect(await failure(ask('snmpget', 'onu-003', as('MD5'), uptime))).toMatch(/security level/i);
  });

  test('a restart counts its boots on, and a clock that jumps is told to who asks', async () => {
    const engine = '1.3.6.1.2.1.1.5.0';
    const times = (boots: number, time: number): string[] => [...as('SHA-256'), '-Z', `${boots},${time}`];
    // Net-SNMP starts from the given boots and time, is told the right ones, and asks again.
    expect(await ask('snmpget', 'switch-002', times(1, 1), engine)).toContain('switch-002');
    const hang = district.inject('switch_hang', 'switch-002');
    elapsed.ms += 60_000;
    district.clear(hang.id);
    expect(await ask('snmpget', 'switch-002', times(1, 60), engine)).toContain('switch-002');
    manners.set('switch-002', manner.parse({ clockSkewSeconds: 100_000 }));
    expect(await ask('snmpget', 'switch-002', times(2, 1), engine)).toContain('switch-002');
  });
});

describe('an ill-behaved agent', () => {
  test('answers late', async () => {
    manners.set('switch-001', manner.parse({ delayMs: 300 }));
    const begun = performance.now();
    await ask('snmpget', 'switch-001', old, uptime);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(300);
  });

  test('loses what it is asked', async () => {
    manners.set('switch-001', manner.parse({ lossRatio: 1 }));
    expect(await failure(ask('snmpget', 'switch-001', old, uptime))).toContain('Timeout');
  });

  test('has twenty thousand interfaces', async () => {
    manners.set('switch-001', manner.parse({ furtherPorts: 20_000 }));
    const walked = await ask('snmpbulkwalk', 'switch-001', ['-v2c', '-c', 'old', '-Cr50'], '1.3.6.1.2.1.2.2.1.8');
    const lines = walked.split('\n');
    expect(lines).toHaveLength(20_009);
    expect(lines.at(-1)).toBe('.1.3.6.1.2.1.2.2.1.8.20009 = INTEGER: 1');
  });
});

test('a message of version 3, changed or cut off in any way, never does more harm than a BerError', () => {
  const opening = user('SHA256');
  if (opening.type !== 'user') throw new Error('a user');
  const engine = engineOf('any', { bootedAt: () => 0, now: () => 5000, skewSeconds: () => 0 });
  const access = { ...opening, engine };
  const view = new MibView([new Table('1.3.6', { 1: () => octets('x') }).scalars(undefined)]);
  const request = encodePdu(pdu.getNext, 1, 0, 0, Buffer.alloc(0));
  const whole = encodeUsmMessage(
    {
      ...{ id: 1, flags: flag.auth | flag.priv | flag.reportable, engineId: engine.id, boots: 1, time: 5 },
      username: 'watch',
      scopedPdu: scopedPdu(engine.id, request),
    },
    opening.user,
  );
  expect(respond(whole, access, view)?.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(fc.nat(whole.length), fc.nat(whole.length - 1), fc.nat(255), (length, at, octet) => {
      const changed = Buffer.from(whole);
      changed[at] = octet;
      try {
        respond(changed.subarray(0, length), access, view);
      } catch (error) {
        expect(error).toBeInstanceOf(BerError);
      }
    }),
    { numRuns: 2000 },
  );
});
