import { isIP, SocketAddress } from 'node:net';
import { AllowedNetworks } from '../allowedNetworks.ts';
import { resolveHost } from '../deviceAddress.ts';
import type { Target, Targets } from '../targets.ts';

/** For how long the resolver may take, and after how long names are looked up again. */
const resolveMs = 5000;
const again = 300_000;
const atOnce = 16;

/** An address as a datagram or an inventory has it, in one form: IPv4 also where a socket of IPv6 received it. */
export function plainAddress(address: string): string {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  return isIP(bare) === 6 ? new SocketAddress({ address: bare, family: 'ipv6' }).address : bare;
}

/** Whose notifications are listened to: the devices of the inventory, by address, and forwarders. Everybody else is a stranger. */
export class Senders {
  readonly #allowed: AllowedNetworks;
  readonly #forwarders: AllowedNetworks | undefined;
  readonly #timer: NodeJS.Timeout;
  #targets: Targets = new Map();
  #byAddress: ReadonlyMap<string, readonly Target[]> = new Map();
  /** What names stand for, as far as they could be resolved. */
  #resolved: ReadonlyMap<string, string> = new Map();

  constructor(allowed: AllowedNetworks, forwarders: readonly string[]) {
    this.#allowed = allowed;
    this.#forwarders = forwarders.length > 0 ? new AllowedNetworks(forwarders) : undefined;
    this.#timer = setInterval(() => void this.#resolve(), again).unref();
  }

  /** From now on these devices. Those that have a name are known as soon as it is resolved, which nobody has to wait for. */
  async follow(targets: Targets): Promise<void> {
    this.#targets = targets;
    this.#index();
    await this.#resolve();
  }

  knows(address: string): boolean {
    return this.#byAddress.has(address) || this.isForwarder(address);
  }

  /** Whether it is believed when it says on whose behalf it sends. */
  isForwarder(address: string): boolean {
    return this.#forwarders?.permits(address) ?? false;
  }

  /** The devices at an address; several where they are told apart by port. */
  at(address: string): readonly Target[] {
    return this.#byAddress.get(address) ?? [];
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #index(): void {
    const byAddress = new Map<string, Target[]>();
    for (const target of this.#targets.values()) {
      const { host } = target.address;
      const address = isIP(host) === 0 ? this.#resolved.get(host) : plainAddress(host);
      if (address === undefined) continue;
      const there = byAddress.get(address) ?? [];
      byAddress.set(address, there);
      there.push(target);
    }
    this.#byAddress = byAddress;
  }

  async #resolve(): Promise<void> {
    const hosts = [...this.#targets.values()].map(({ address }) => address.host).filter((host) => isIP(host) === 0);
    const names = [...new Set(hosts)];
    if (names.length === 0) return;
    const resolved = new Map<string, string>();
    for (let from = 0; from < names.length; from += atOnce) {
      const found = names.slice(from, from + atOnce).map(async (name) => {
        // A name that the resolver does not know now keeps what it stood for.
        const address = await resolveHost(name, this.#allowed, resolveMs).then(
          (host) => plainAddress(host.address),
          () => this.#resolved.get(name),
        );
        if (address !== undefined) resolved.set(name, address);
      });
      await Promise.all(found);
    }
    this.#resolved = resolved;
    this.#index();
  }
}
