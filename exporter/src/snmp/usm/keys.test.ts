import { describe, expect, test } from '@jest/globals';
import { localise, passwordToKey, privacyKey } from './keys.ts';

const engine = Buffer.from('000000000000000000000002', 'hex');
const password = Buffer.from('maplesyrup');

describe('keys of users', () => {
  test.each([
    // RFC 3414 sections A.3.1 and A.3.2.
    ['MD5', '9faf3283884e92834ebc9847d8edd963', '526f5eed9fcce26f8964c2930787d82b'],
    ['SHA', '9fb5cc0381497b3793528939ff788d5d79145211', '6695febc9288e36282235fc7151f128497b38f3f'],
  ] as const)('with %s are those of the examples of RFC 3414', (protocol, stretched, local) => {
    const key = passwordToKey(protocol, password);
    expect(key.toString('hex')).toBe(stretched);
    expect(localise(protocol, key, engine).toString('hex')).toBe(local);
  });

  test('that are too short for the cipher are made longer in two ways, which differ', () => {
    const local = localise('MD5', passwordToKey('MD5', password), engine);
    const blumenthal = privacyKey('MD5', 'AES256', local, engine);
    const reeder = privacyKey('MD5', 'AES256C', local, engine);
    expect([blumenthal.length, reeder.length]).toEqual([32, 32]);
    expect(blumenthal.subarray(0, 16)).toEqual(local);
    expect(reeder.subarray(0, 16)).toEqual(local);
    expect(blumenthal).not.toEqual(reeder);
  });

  test('that are long enough are cut', () => {
    const local = localise('SHA512', passwordToKey('SHA512', password), engine);
    expect(privacyKey('SHA512', 'AES192', local, engine)).toEqual(local.subarray(0, 24));
  });
});
