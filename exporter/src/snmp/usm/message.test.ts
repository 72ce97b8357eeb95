import { describe, expect, test } from '@jest/globals';
import { oid } from '../oid.ts';
import { Engines } from './engines.ts';
import { localKeys } from './keys.ts';
import { decodeUserMessage, encodeUserMessage, type Engine } from './message.ts';
import { authProtocols, privProtocols, type AuthProtocol, type PrivProtocol, type UserSecurity } from './protocols.ts';

const id = Buffer.from('80001f8804726f756e64', 'hex');
const clock = { boots: 3, time: 1000 };
const auths = Object.keys(authProtocols) as AuthProtocol[];
const privs = Object.keys(privProtocols) as PrivProtocol[];

const security = (auth: AuthProtocol, priv?: PrivProtocol): UserSecurity => ({
  version: 'v3',
  user: {
    username: 'guard',
    auth: { protocol: auth, password: 'auth-pass-phrase' },
    priv: priv && { protocol: priv, password: 'priv-pass-phrase' },
  },
});
const engineOf = ({ user }: UserSecurity): Engine => ({ id, keys: localKeys(user, id) });

const request = { type: 'get', nonRepeaters: 0, maxRepetitions: 0, oids: [oid('1.3.6.1.2.1.1.3.0')] } as const;

describe('a message of a user', () => {
  test.each(auths.flatMap((auth) => [[auth, undefined] as const, ...privs.map((priv) => [auth, priv] as const)]))(
    'with %s and %s that is changed in any octet is not believed, and nothing throws',
    (auth, priv) => {
      const who = security(auth, priv);
      const engine = engineOf(who);
      const octets = encodeUserMessage(who, engine, clock, 7, request);
      for (let at = 0; at < octets.length; at++) {
        const changed = Uint8Array.from(octets);
        changed[at] = (changed[at] ?? 0) ^ 0x5a;
        const read = decodeUserMessage(who, engine, changed);
        // What is read in spite of the change does not claim to be authentic.
        expect(read?.authenticated ?? false).toBe(false);
      }
    },
  );

  test('is encrypted: its objects do not stand in it', () => {
    const who = security('SHA256', 'AES');
    const octets = Buffer.from(encodeUserMessage(who, engineOf(who), clock, 7, request));
    expect(octets.includes(Buffer.from(request.oids[0]))).toBe(false);
    const again = Buffer.from(encodeUserMessage(who, engineOf(who), clock, 7, request));
    expect(again.equals(octets)).toBe(false);
  });
});

describe('the clock of an engine', () => {
  const agent = '192.0.2.1:161';
  test('goes on between messages; what lies more than 150 s behind it is a replay', () => {
    let now = 0;
    const engines = new Engines(10, () => now);
    const engine = engines.learn(agent, id, clock);
    now = 10_000;
    expect(engine.clock()).toEqual({ boots: 3, time: 1010 });
    expect(engine.accepts({ boots: 3, time: 859 })).toBe(false);
    expect(engine.accepts({ boots: 2, time: 5000 })).toBe(false);
    expect(engine.accepts({ boots: 3, time: 861 })).toBe(true);
    expect(engine.clock().time).toBe(1010);
    expect(engine.accepts({ boots: 4, time: 1 })).toBe(true);
    expect(engine.clock()).toEqual({ boots: 4, time: 1 });
  });

  test('of agents that were learnt long ago is forgotten before memory runs out', () => {
    const engines = new Engines(2);
    for (const name of ['a', 'b', 'c']) engines.learn(name, id, clock);
    expect(['a', 'b', 'c'].map((name) => engines.find(name) !== undefined)).toEqual([false, true, true]);
  });

  test('and its keys are made once for each user', () => {
    const engine = new Engines().learn(agent, id, clock);
    const { user } = security('SHA', 'AES');
    expect(engine.withKeysOf(user)).toBe(engine.withKeysOf({ ...user }));
    expect(engine.withKeysOf({ ...user, username: 'other' })).not.toBe(engine.withKeysOf(user));
  });
});
