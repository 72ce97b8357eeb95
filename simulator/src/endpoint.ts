import type { Element } from '@roundsman/contract/inventory/schema.ts';

/** Where a device listens. */
export interface Endpoint {
  host: string;
  port: number;
}

/**
 * The loopback address and port of a simulated device.
 * @throws RangeError for an address that is not 127.x.y.z:port: a simulator must not pose as a device of a real network.
 */
export function endpointOf({ id, address }: Pick<Element, 'id' | 'address'>): Endpoint {
  const match = /^(127(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(address ?? '');
  const [, host, port] = match ?? [];
  if (host === undefined || port === undefined)
    throw new RangeError(`"${id}": a simulated device needs an address 127.x.y.z:port, not "${address ?? ''}"`);
  return { host, port: Number(port) };
}
