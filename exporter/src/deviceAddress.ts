import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';
import type { AllowedNetworks } from './allowedNetworks.ts';
import { failureOf, ProbeFailure } from './probe/failure.ts';

/** Where a device is asked, as its inventory entry says. */
export interface DeviceAddress {
  /** Name or numeric address, IPv6 without brackets. */
  host: string;
  port: number | undefined;
}

/** Read `host`, `host:port`, `[v6]` or `[v6]:port`; undefined for anything else. */
export function parseDeviceAddress(text: string): DeviceAddress | undefined {
  const match = /^(?:\[(?<v6>[^\]]+)\]|(?<host>[^:[\]/\s]+))(?::(?<port>\d{1,5}))?$/.exec(text);
  const { v6, host, port } = match?.groups ?? {};
  const named = v6 ?? host;
  if (named === undefined || (v6 !== undefined && isIP(v6) !== 6)) return undefined;
  const number = port === undefined ? undefined : Number(port);
  if (number !== undefined && (number < 1 || number > 65535)) return undefined;
  return { host: named, port: number };
}

/** `host:port` for people and URLs, IPv6 in brackets. */
export const formatEndpoint = (host: string, port: number): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

export interface ResolvedAddress {
  address: string;
  family: 4 | 6;
}

/**
 * The numeric address of a host. A name may point anywhere, so it is held against the allowed networks each time.
 * @throws ProbeFailure `unreachable` when it has none, or none that is allowed; `timeout` when the resolver does not answer.
 */
export async function resolveHost(host: string, allowed: AllowedNetworks, timeoutMs: number): Promise<ResolvedAddress> {
  const family = isIP(host);
  let found: ResolvedAddress;
  if (family === 4) found = { address: host, family };
  else if (family === 6) found = { address: new SocketAddress({ address: host, family: 'ipv6' }).address, family };
  else {
    const resolved = await lookupWithin(host, timeoutMs);
    found = { address: resolved.address, family: resolved.family === 6 ? 6 : 4 };
  }
  if (!allowed.permits(found.address))
    throw new ProbeFailure('unreachable', `${found.address} is outside of allowedNetworks`);
  return found;
}

/** The system's resolver knows no deadline of its own; an answer that comes too late is dropped. */
async function lookupWithin(host: string, timeoutMs: number): Promise<LookupAddress> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new ProbeFailure('timeout', `the name ${host} was not resolved within the deadline`)),
    timeoutMs,
  );
  try {
    return await Promise.race([lookup(host), late.promise]);
  } catch (error) {
    throw error instanceof ProbeFailure ? error : failureOf(error as NodeJS.ErrnoException);
  } finally {
    clearTimeout(timer);
  }
}
