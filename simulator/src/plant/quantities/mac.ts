import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { spread } from '../spread.ts';

/** The MAC address of a device: what the inventory says, or a locally administered one that follows from its id. */
export function macOf(element: Element): Uint8Array {
  if (element.mac !== undefined) return Uint8Array.from(Buffer.from(element.mac.replaceAll(':', ''), 'hex'));
  const high = Math.floor(spread(element.id) * 2 ** 32);
  return Uint8Array.from([
    0x02,
    high >>> 24,
    (high >>> 16) & 255,
    (high >>> 8) & 255,
    high & 255,
    lastOctet(element.id),
  ]);
}

const lastOctet = (id: string): number => Math.floor(spread(`${id} mac`) * 256);
