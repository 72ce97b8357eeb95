import { describe, expect, test } from '@jest/globals';
import { Authenticator, chooseChallenge } from './authentication.ts';

const login = { username: 'Mufasa', password: 'Circle of Life' };

/** The answer to a challenge, with the client nonce of the RFC's example. */
function answer(header: string, password: string, cnonce: string): string {
  const challenge = chooseChallenge([header]);
  if (!challenge) throw new Error('no challenge was understood');
  return new Authenticator(challenge, { ...login, password }).authorization('GET', '/dir/index.html', cnonce);
}

describe('authentication', () => {
  test('is not attempted for what is not understood', () => {
    for (const header of [
      '',
      'Negotiate',
      'Digest realm="a"',
      'Digest realm="a", nonce="b", algorithm=SHA-512',
      'Digest realm="a", nonce="b", qop="auth-int"',
    ])
      expect(chooseChallenge([header])).toBeUndefined();
  });

  test('takes the strongest way that is offered', () => {
    const offered = [
      'Basic realm="a"',
      'Digest realm="a", nonce="b"',
      'Digest realm="a", nonce="c", algorithm=SHA-256',
    ];
    expect(chooseChallenge(offered)).toMatchObject({ algorithm: 'SHA-256', nonce: 'c' });
    expect(chooseChallenge(offered.slice(0, 2))).toMatchObject({ algorithm: 'MD5', nonce: 'b' });
    expect(chooseChallenge(offered.slice(0, 1))).toEqual({ scheme: 'basic' });
  });

  test('by Digest with MD5 and qop gives the answer of RFC 2617 section 3.5', () => {
    const header =
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    const given = answer(header, 'Circle Of Life', '0a4f113b');
    expect(given).toContain('response="6629fae49393a05397450978507c4ef1"');
    expect(given).toContain('opaque="5ccc069c403ebaf9f0171e9517f40e41"');
    expect(given).toContain('nc=00000001');
  });

  test('by Digest with SHA-256 gives the answer of RFC 7616 section 3.9.1', () => {
    const header =
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"';
    const given = answer(header, 'Circle of Life', 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ');
    expect(given).toContain('response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"');
  });

  test('by Digest without qop hashes as RFC 2069 does', () => {
    const given = answer(
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"',
      'CircleOfLife',
      'unused',
    );
    expect(given).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    expect(given).not.toContain('qop');
  });

  test('by Basic joins name and password', () => {
    const basic = new Authenticator({ scheme: 'basic' }, { username: 'Aladdin', password: 'open sesame' });
    expect(basic.authorization('GET', '/')).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
  });
});
