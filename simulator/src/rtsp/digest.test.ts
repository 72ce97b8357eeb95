import { beforeEach, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { DigestGuard } from './digest.ts';

const account = { username: 'viewer', password: 'p:ss' };
const uri = 'rtsp://127.0.0.1/stream';
let now: number;
let guard: DigestGuard;
beforeEach(() => {
  now = 1e12;
  guard = new DigestGuard(() => now);
});

/** The answer of a client without qop (RFC 2069) to the MD5 challenge. */
function answer(changes: Readonly<Record<string, string>> = {}): string {
  const challenge = guard.challenges(false).at(-1) ?? '';
  const part = (name: string): string => new RegExp(`${name}="([^"]+)"`).exec(challenge)?.[1] ?? '';
  const given = { username: account.username, realm: part('realm'), nonce: part('nonce'), uri, ...changes };
  const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
  const secret = md5(`${given.username}:${given.realm}:${account.password}`);
  const response = md5(`${secret}:${given.nonce}:${md5(`DESCRIBE:${given.uri}`)}`);
  return `Digest ${Object.entries({ response, ...given })
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
const judge = (authorization: string): string => guard.judge(authorization, 'DESCRIBE', uri, account);

describe('the right password', () => {
  test('is granted to a client that knows no qop', () => expect(judge(answer())).toBe('granted'));

  test('with a nonce older than five minutes is stale, not wrong', () => {
    const late = answer();
    now += 300_000;
    expect(judge(late)).toBe('stale');
    expect(guard.challenges(true)[0]).toContain('stale=true');
  });

  test('with a nonce that the camera never issued is stale', () =>
    expect(judge(answer({ nonce: `${now}-0000` }))).toBe('stale'));

  test.each([
    ['for another address', () => answer({ uri: 'rtsp://127.0.0.1/other' })],
    ['of another user', () => answer({ username: 'admin' })],
    ['in an unknown algorithm', () => answer({ algorithm: 'ROT13' })],
    ['sent as Basic', () => `Basic ${Buffer.from('viewer:p:ss').toString('base64')}`],
    ['not sent at all', () => 'Digest '],
  ])('%s is refused', (_, authorization) => expect(judge(authorization())).toBe('refused'));
});

test('a wrong password is refused', () => {
  const given = answer();
  expect(guard.judge(given, 'DESCRIBE', uri, { ...account, password: 'changed' })).toBe('refused');
});
