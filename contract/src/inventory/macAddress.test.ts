import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatMac, isDeviceMac, macAddress } from './macAddress.ts';

describe('a MAC address', () => {
  test.each([
    '',
    '00:1b:2c:3d:4e',
    '00:1b:2c:3d:4e:5f:60',
    '00:1b:2c:3d:4e:5g',
    '00:1b-2c:3d:4e:5f',
    '0:1b:2c:3d:4e:5f',
    '001b.2c3d-4e5f',
    'x00:1b:2c:3d:4e:5f',
    // All devices, a group of them, and none.
    'ff:ff:ff:ff:ff:ff',
    '01:80:c2:00:00:0e',
    '00:00:00:00:00:00',
    112233445566,
  ])('is not %p, and the refusal shows how it is written', (text) => {
    expect(macAddress.safeParse(text).error?.issues[0]?.message).toContain('such as 00:1b:2c:3d:4e:5f');
  });

  test.each(['00:1b:2c:3d:4e:5f', '00-1B-2C-3D-4E-5F', '001b.2c3d.4e5f', '001B-2C3D-4E5F', '001b2c3d4e5f'])(
    'written as %s is the same address',
    (text) => {
      expect(macAddress.parse(text)).toBe('00:1b:2c:3d:4e:5f');
    },
  );

  test('comes back unchanged in whatever way it is written', () => {
    const devices = fc.uint8Array({ minLength: 6, maxLength: 6 }).filter(isDeviceMac);
    const ways: ((mac: string) => string)[] = [
      (mac) => mac,
      (mac) => mac.toUpperCase(),
      (mac) => mac.replaceAll(':', '-'),
      (mac) => mac.replaceAll(':', ''),
      (mac) => mac.replaceAll(':', '').replaceAll(/(?<=^(?:.{4})+)(?!$)/g, '.'),
    ];
    fc.assert(
      fc.property(devices, fc.constantFrom(...ways), (octets, way) => {
        const mac = formatMac(octets);
        expect(macAddress.parse(way(mac))).toBe(mac);
      }),
    );
  });
});
