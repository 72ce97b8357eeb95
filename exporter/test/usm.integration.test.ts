import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ProbeFailure } from '../src/probe/failure.ts';
import { askAgent, type SnmpSecurity } from '../src/snmp/agent.ts';
import { formatOid, oid } from '../src/snmp/oid.ts';
import { SnmpSocket } from '../src/snmp/socket.ts';
import { AgentTurns } from '../src/snmp/agentTurns.ts';
import { Engines } from '../src/snmp/usm/engines.ts';
import {
  authProtocols,
  privProtocols,
  type AuthProtocol,
  type PrivProtocol,
  type UsmUser,
} from '../src/snmp/usm/protocols.ts';
import { walkVarbinds } from '../src/snmp/walk.ts';
import { startSnmpd, type Snmpd } from './snmpd.ts';

// Another process takes part, and the machine may be busy.
jest.setTimeout(60_000);

const auths = Object.keys(authProtocols) as AuthProtocol[];
const privs = Object.keys(privProtocols) as PrivProtocol[];
/** How snmpd calls them. */
const peerAuth: Readonly<Record<AuthProtocol, string>> = {
  MD5: 'MD5',
  SHA: 'SHA',
  SHA224: 'SHA-224',
  SHA256: 'SHA-256',
  SHA384: 'SHA-384',
  SHA512: 'SHA-512',
};
const peerPriv: Readonly<Record<PrivProtocol, string>> = {
  DES: 'DES',
  AES: 'AES',
  AES192: 'AES-192',
  AES256: 'AES-256',
  AES192C: 'AES-192-C',
  AES256C: 'AES-256-C',
};
const authPassword = 'auth-pass-phrase';
const privPassword = 'priv-pass-phrase';
const location = 'cabinet 17, second shelf';
const sysLocation = oid('1.3.6.1.2.1.1.6.0');

const nameOf = (auth: AuthProtocol, priv?: PrivProtocol): string => `u${auth}${priv ?? ''}`.toLowerCase();
const combinations = auths.flatMap((auth) => [{ auth, priv: undefined }, ...privs.map((priv) => ({ auth, priv }))]);

let agent: Snmpd;
let socket: SnmpSocket;
let engines: Engines;
let dropped: string[];

beforeAll(async () => {
  agent = await startSnmpd('public', [
    `sysLocation ${location}`,
    'createUser nobody',
    'rouser nobody noauth',
    ...combinations.flatMap(({ auth, priv }) => [
      `createUser ${nameOf(auth, priv)} ${peerAuth[auth]} ${authPassword}${priv ? ` ${peerPriv[priv]} ${privPassword}` : ''}`,
      `rouser ${nameOf(auth, priv)} ${priv ? 'priv' : 'auth'}`,
    ]),
  ]);
  dropped = [];
  socket = await SnmpSocket.open((reason) => void dropped.push(reason));
});
afterEach(() => {
  engines = new Engines();
});
afterAll(async () => {
  socket.close();
  await agent.stop();
});

const as = (user: UsmUser, contextName?: string): SnmpSecurity => ({ version: 'v3', user, contextName });
function asking(security: SnmpSecurity, { port = agent.port, seconds = 3 } = {}) {
  engines ??= new Engines();
  const deadline = performance.now() + seconds * 1000;
  return askAgent(
    { socket, engines, turns: new AgentTurns() },
    { peer: { address: '127.0.0.1', family: 4, port }, security, deadline, timeoutMs: 800 },
  );
}
const get = { type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids: [sysLocation] } as const;
async function locationAs(security: SnmpSecurity): Promise<string> {
  const { answer } = await asking(security)(get);
  const [first] = answer.varbinds;
  expect(formatOid(first?.oid ?? oid('0.0'))).toBe('1.3.6.1.2.1.1.6.0');
  return Buffer.from(first?.octets() ?? []).toString();
}
const failure = (security: SnmpSecurity) =>
  asking(security)(get).then(
    () => {
      throw new Error('it was answered');
    },
    (error: unknown) => {
      if (!(error instanceof ProbeFailure)) throw error;
      return error;
    },
  );

describe("a user whom Debian's snmpd does not let in", () => {
  test('because it does not know the name', async () => {
    expect(await failure(as({ username: 'stranger' }))).toMatchObject({
      reason: 'unauthorised',
      message: 'the agent does not know the user',
    });
  });

  test('because the password is wrong', async () => {
    const wrong = await failure(as({ username: 'usha', auth: { protocol: 'SHA', password: 'not-the-password' } }));
    expect(wrong).toMatchObject({ reason: 'unauthorised' });
    expect(wrong.message).toMatch(/digest/);
    expect(wrong.message).not.toContain('not-the-password');
  });

  test('because the privacy password is wrong', async () => {
    const user = { username: 'ushaaes', auth: { protocol: 'SHA', password: authPassword } } as const;
    const wrong = await failure(as({ ...user, priv: { protocol: 'AES', password: 'not-the-password' } }));
    // snmpd finds rubbish instead of a PDU: RFC 3414 has it report a decryption error, or drop it as malformed.
    expect(['unauthorised', 'timeout']).toContain(wrong.reason);
  });

  test('because the user has no such level there', async () => {
    const wrong = await failure(as({ username: 'nobody', auth: { protocol: 'SHA', password: authPassword } }));
    expect(wrong).toMatchObject({
      reason: 'unauthorised',
      message: 'the agent does not take this security level of the user',
    });
  });
});

describe("a user whom Debian's snmpd knows", () => {
  test('without authentication is answered', async () => {
    expect(await locationAs(as({ username: 'nobody' }))).toBe(location);
  });

  test.each(combinations)('with $auth and $priv is answered', async ({ auth, priv }) => {
    const user: UsmUser = {
      username: nameOf(auth, priv),
      auth: { protocol: auth, password: authPassword },
      priv: priv && { protocol: priv, password: privPassword },
    };
    expect(await locationAs(as(user))).toBe(location);
  });

  test('is answered again without asking for the engine anew', async () => {
    const user = as({
      username: 'ushaaes',
      auth: { protocol: 'SHA', password: authPassword },
      priv: { protocol: 'AES', password: privPassword },
    });
    const lines: string[] = [];
    for (let time = 0; time < 2; time++) {
      const ask = askAgent(
        { socket, engines, turns: new AgentTurns() },
        {
          peer: { address: '127.0.0.1', family: 4, port: agent.port },
          security: user,
          deadline: performance.now() + 3000,
          note: (line) => void lines.push(line),
        },
      );
      await ask(get);
    }
    expect(lines.map((line) => /(\d+) sent/.exec(line)?.[1])).toEqual(['2', '1']);
    expect(lines.join()).not.toMatch(/pass-phrase/);
  });

  test('is answered after its engine was restarted under the same id, with its clock at zero', async () => {
    const user = { username: 'usha', auth: { protocol: 'SHA', password: authPassword } } as const;
    await locationAs(as(user));
    const known = engines.find(`127.0.0.1:${agent.port}`);
    const { boots, time } = known?.clock() ?? { boots: 0, time: 0 };
    known?.set({ boots: boots - 1, time: time + 100_000 });
    expect(await locationAs(as(user))).toBe(location);
  });

  test('walks a subtree with privacy as with a community', async () => {
    const user: UsmUser = {
      username: 'usha256aes256',
      auth: { protocol: 'SHA256', password: authPassword },
      priv: { protocol: 'AES256', password: privPassword },
    };
    const plan = { scalars: [], columns: [oid('1.3.6.1.2.1.2.2.1.2'), oid('1.3.6.1.2.1.1.9.1.2')] };
    const read = async (security: SnmpSecurity) => (await walkVarbinds(asking(security), plan)).columns;
    const encrypted = await read(as(user));
    expect(encrypted).toEqual(await read({ version: 'v2c', community: 'public' }));
    expect(encrypted[1]?.length).toBeGreaterThan(3);
  });
});

describe('SNMPv1', () => {
  test('walks by GETNEXT what v2c walks by GETBULK, and marks what is not there', async () => {
    const plan = {
      scalars: [oid('1.3.6.1.2.1.1.6'), oid('1.3.6.1.2.1.99.99')],
      columns: [oid('1.3.6.1.2.1.2.2.1.2'), oid('1.3.6.1.2.1.99.98')],
      instances: [sysLocation, oid('1.3.6.1.2.1.1.99.0')],
    };
    const read = (version: 'v1' | 'v2c') => walkVarbinds(asking({ version, community: 'public' }), plan);
    const [first, second] = [await read('v1'), await read('v2c')];
    expect(first.columns).toEqual(second.columns);
    expect(first.scalars).toEqual(second.scalars);
    expect(first.columns[0]?.length).toBeGreaterThan(0);
    expect(first.instances.map(({ tag }) => tag)).toEqual([0x04, 0x80]);
  });
});

test('nothing that snmpd sent was thrown away', () => {
  expect(dropped).toEqual([]);
});
