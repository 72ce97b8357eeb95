import { z } from 'zod';

const expected =
  'expected the MAC address of one device, such as 00:1b:2c:3d:4e:5f, 00-1B-2C-3D-4E-5F, 001b.2c3d.4e5f, 001b-2c3d-4e5f or 001b2c3d4e5f, in quotes where it has digits only';

/** In pairs or in fours, with one kind of mark between them, or with none. */
const written =
  /^(?:[\da-f]{2}([:-])(?:[\da-f]{2}\1){4}[\da-f]{2}|[\da-f]{4}([.-])[\da-f]{4}\2[\da-f]{4}|[\da-f]{12})$/i;

/** Octets as the house writes a MAC address: lower case, with colons. */
export const formatMac = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(':');

/** Whether octets can be the address of one device (IEEE 802, EUI-48): neither of a group nor all zero. */
export const isDeviceMac = (octets: Uint8Array): boolean =>
  octets.length === 6 && ((octets[0] ?? 1) & 1) === 0 && octets.some((octet) => octet !== 0);

/** A MAC address as people and devices write it; kept in lower case with colons, so that equal addresses are equal texts. */
export const macAddress = z.string({ error: expected }).transform((text, context) => {
  const octets = Buffer.from(text.replaceAll(/[^\da-f]/gi, ''), 'hex');
  if (written.test(text) && isDeviceMac(octets)) return formatMac(octets);
  context.addIssue(expected);
  return z.NEVER;
});
