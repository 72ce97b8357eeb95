import { BlockList, isIP } from 'node:net';

/** Read `10.0.0.0/8` or `fd00::/8`; undefined for anything else. */
export function parseNetwork(text: string): { address: string; prefix: number; type: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', prefixText = '', ...rest] = text.split('/');
  const family = isIP(address);
  const prefix = Number(prefixText);
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefixText) || prefix > (family === 4 ? 32 : 128))
    return undefined;
  return { address, prefix, type: family === 4 ? 'ipv4' : 'ipv6' };
}

/** The networks in which devices may be asked. Without any, an address is allowed by standing in the inventory. */
export class AllowedNetworks {
  readonly #networks = new BlockList();
  readonly #everything: boolean;

  constructor(networks: readonly string[] | undefined) {
    this.#everything = networks === undefined;
    for (const text of networks ?? []) {
      const network = parseNetwork(text);
      if (!network) throw new RangeError(`"${text}" is not a network`);
      this.#networks.addSubnet(network.address, network.prefix, network.type);
    }
  }

  /** Whether networks were named at all. */
  get restricted(): boolean {
    return !this.#everything;
  }

  permits(address: string): boolean {
    const family = isIP(address);
    return this.#everything || (family !== 0 && this.#networks.check(address, family === 4 ? 'ipv4' : 'ipv6'));
  }
}
