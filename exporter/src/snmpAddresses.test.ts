import { describe, expect, test } from '@jest/globals';
import { AllowedNetworks } from './allowedNetworks.ts';
import { ForbiddenAddress, NoAddress, SnmpAddresses } from './snmpAddresses.ts';
import type { Target, Targets } from './targets.ts';

/** What of a target is looked at here. */
const device = (id: string, host: string, port?: number) => ({ id, address: { host, port } });

function addresses(
  devices: readonly ReturnType<typeof device>[],
  { everywhere, own }: { everywhere?: string[]; own?: string[] } = {},
): SnmpAddresses {
  const targets = new Map(devices.map((known) => [known.id, known as Target])) as Targets;
  return new SnmpAddresses(() => targets, new AllowedNetworks(everywhere), own && new AllowedNetworks(own));
}

const found = async (known: SnmpAddresses, target: string): Promise<string> => {
  const { address, port } = await known.find(target, 1000);
  return `${address} ${port}`;
};

describe('what /snmp may ask', () => {
  const inventory = addresses([
    device('switch-1', '10.0.0.1'),
    device('ups-1', '10.0.0.2', 1161),
    device('v6', 'fd00::1'),
  ]);

  test.each([
    ['switch-1', '10.0.0.1 161'],
    ['ups-1', '10.0.0.2 1161'],
    ['10.0.0.1', '10.0.0.1 161'],
    ['10.0.0.1:161', '10.0.0.1 161'],
    ['udp://10.0.0.1', '10.0.0.1 161'],
    ['10.0.0.2:1161', '10.0.0.2 1161'],
    // Its stream or page stands in the inventory; SNMP has its own port.
    ['10.0.0.2', '10.0.0.2 161'],
    ['fd00::1', 'fd00::1 161'],
    ['[fd00::1]:161', 'fd00::1 161'],
  ])('is a device of the inventory: %s', async (target, peer) => {
    expect(await found(inventory, target)).toBe(peer);
  });

  test.each(['10.0.0.3', '10.0.0.1:1161', 'localhost', '192.0.2.1:161', 'switch-2.'])(
    'is nothing else: %s',
    async (target) => {
      await expect(inventory.find(target, 1000)).rejects.toThrow(/neither a device|no way/);
    },
  );

  test('is every address of networks of its own, at any port, and a name only by what it stands for', async () => {
    const known = addresses([], { own: ['127.0.0.0/8'] });
    expect(await found(known, '127.0.0.9:999')).toBe('127.0.0.9 999');
    await expect(known.find('10.0.0.1', 1000)).rejects.toThrow(ForbiddenAddress);
    const elsewhere = addresses([], { own: ['10.0.0.0/8'] });
    await expect(elsewhere.find('localhost', 1000)).rejects.toThrow(ForbiddenAddress);
  });

  test('is bounded by the networks of the whole exporter', async () => {
    const known = addresses([device('far', 'localhost')], { everywhere: ['10.0.0.0/8'], own: ['127.0.0.0/8'] });
    await expect(known.find('far', 1000)).rejects.toThrow(ForbiddenAddress);
    await expect(known.find('127.0.0.1', 1000)).rejects.toThrow(ForbiddenAddress);
  });

  test.each(['tcp://10.0.0.1', 'a b', '10.0.0.1:99999', '[10.0.0.1]'])('is no address: %s', async (target) => {
    await expect(inventory.find(target, 1000)).rejects.toThrow(NoAddress);
  });
});
