import { describe, expect, test } from '@jest/globals';
import { AllowedNetworks, parseNetwork } from './allowedNetworks.ts';
import { parseDeviceAddress, resolveHost } from './deviceAddress.ts';

describe('the address of a device', () => {
  test.each([
    '',
    ':554',
    'a b',
    '10.0.0.1:0',
    '10.0.0.1:65536',
    'fd00::1',
    '[10.0.0.1]:554',
    '[fd00::1',
    'a:b:c',
    'rtsp://a',
  ])('%p is none', (text) => expect(parseDeviceAddress(text)).toBeUndefined());

  test('is a host or a host with a port', () => {
    expect(parseDeviceAddress('10.0.0.1')).toEqual({ host: '10.0.0.1', port: undefined });
    expect(parseDeviceAddress('cam-1.example.org:8554')).toEqual({ host: 'cam-1.example.org', port: 8554 });
    expect(parseDeviceAddress('[fd00::1]:161')).toEqual({ host: 'fd00::1', port: 161 });
  });

  test('that is a name is held against the allowed networks when it is resolved', async () => {
    await expect(resolveHost('localhost', new AllowedNetworks(['10.0.0.0/8']), 1000)).rejects.toThrow(
      'outside of allowedNetworks',
    );
    await expect(
      resolveHost('localhost', new AllowedNetworks(['127.0.0.0/8', '::1/128']), 1000),
    ).resolves.toBeDefined();
  });

  test('of IPv6 takes the form that the kernel reports', async () => {
    const resolved = await resolveHost('FD00:0:0:0::1', new AllowedNetworks(undefined), 1000);
    expect(resolved).toEqual({ address: 'fd00::1', family: 6 });
  });
});

describe('allowed networks', () => {
  test('that are none are refused', () => {
    for (const text of ['', '10.0.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/8/8', 'home/8'])
      expect(parseNetwork(text)).toBeUndefined();
  });

  test('permit what lies in one of them; without any, everything', () => {
    const allowed = new AllowedNetworks(['10.0.0.0/8', 'fd00::/8']);
    expect(['10.1.2.3', 'fd12::1', '11.0.0.1', '::1'].map((address) => allowed.permits(address))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(new AllowedNetworks(undefined).permits('11.0.0.1')).toBe(true);
  });
});
