import { isIP } from 'node:net';
import { AllowedNetworks } from './allowedNetworks.ts';
import { parseDeviceAddress, resolveHost, type DeviceAddress } from './deviceAddress.ts';
import type { Peer } from './snmp/socket.ts';
import type { Targets } from './targets.ts';

const snmpPort = 161;
/** For resolving alone; what comes of it is judged here. */
const anywhere = new AllowedNetworks(undefined);

/** The address may not be asked: whoever can name any address could have the credentials sent to themselves. */
export class ForbiddenAddress extends Error {
  constructor(target: string) {
    super(
      `${target} is neither a device of the inventory nor within snmp.allowedNetworks; credentials are sent to no other address`,
    );
    this.name = 'ForbiddenAddress';
  }
}

/** `target` is not an address. */
export class NoAddress extends Error {}

/** The agents that `/snmp` may ask: devices of the inventory, by id or by address, and what lies in networks of its own. */
export class SnmpAddresses {
  readonly #targets: () => Targets;
  readonly #everywhere: AllowedNetworks;
  readonly #own: AllowedNetworks | undefined;
  readonly #hosts = new WeakMap<Targets, ReadonlyMap<string, ReadonlySet<number>>>();

  /** `everywhere` bounds every request of the exporter; `own`: networks in which every address may be asked, none if undefined. */
  constructor(targets: () => Targets, everywhere: AllowedNetworks, own: AllowedNetworks | undefined) {
    this.#targets = targets;
    this.#everywhere = everywhere;
    this.#own = own;
  }

  /**
   * Where to send requests for a target. A name is resolved once, here, and what it stands for is held against what is allowed.
   * @throws NoAddress, ForbiddenAddress; ProbeFailure when a name cannot be resolved
   */
  async find(target: string, timeoutMs: number): Promise<Peer> {
    const device = this.#targets().get(target);
    const asked = device?.address ?? parseTarget(target);
    const port = asked.port ?? snmpPort;
    const named = device !== undefined || this.#isOfInventory(asked.host, port);
    const resolved = await resolveHost(asked.host, anywhere, timeoutMs);
    const allowed = named || this.#own?.permits(resolved.address) || this.#isOfInventory(resolved.address, port);
    if (!allowed || !this.#everywhere.permits(resolved.address)) throw new ForbiddenAddress(target);
    return { ...resolved, port };
  }

  #isOfInventory(host: string, port: number): boolean {
    const targets = this.#targets();
    const known = this.#hosts.get(targets) ?? hostsOf(targets);
    this.#hosts.set(targets, known);
    return known.get(host)?.has(port) ?? false;
  }
}

/** Ports by host as the inventory has it. The port of SNMP always: a camera stands there with the port of its stream. */
function hostsOf(targets: Targets): Map<string, Set<number>> {
  const hosts = new Map<string, Set<number>>();
  for (const { address } of targets.values()) {
    const ports = hosts.get(address.host) ?? new Set([snmpPort]);
    ports.add(address.port ?? snmpPort);
    hosts.set(address.host, ports);
  }
  return hosts;
}

/** snmp_exporter also takes the transport before the address. */
function parseTarget(target: string): DeviceAddress {
  const [, transport = 'udp', rest = ''] = /^(?:(\w+):\/\/)?(.*)$/s.exec(target) ?? [];
  if (transport !== 'udp') throw new NoAddress(`${transport} is not spoken here; agents are asked over udp`);
  const bare = isIP(rest) === 6 ? `[${rest}]` : rest;
  const address = parseDeviceAddress(bare);
  if (!address) throw new NoAddress('expected the id of a device, host, host:port or [IPv6]:port');
  return address;
}
