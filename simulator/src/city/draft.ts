import { formatMac } from '@roundsman/contract/inventory/macAddress.ts';
import { element, type Element } from '@roundsman/contract/inventory/schema.ts';
import type { z } from 'zod';
import { macOf } from '../plant/quantities/mac.ts';

/** An element with the schema's defaults, and a MAC address where it has a network address. @throws ZodError where the generator itself is wrong. */
export function draft(input: z.input<typeof element>): Element {
  const drafted = element.parse(input);
  return drafted.address === undefined ? drafted : { ...drafted, mac: formatMac(macOf(drafted)) };
}
