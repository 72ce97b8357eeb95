import { isUtf8 } from 'node:buffer';
import { tags } from '../snmp/ber.ts';
import { formatOid } from '../snmp/oid.ts';
import { valueTags, type Varbind } from '../snmp/varbind.ts';
import type { DisplayHint } from './displayHint.ts';
import type { TextType } from './valueTypes.ts';

/** The octets of a string value; undefined for any other. */
export const octetsValue = (value: Varbind): Uint8Array | undefined =>
  value.tag === tags.octetString ? value.contents : undefined;

/** A value as a label shows it: numbers in decimal, identifiers and addresses dotted, octets as the type says. */
export function textValue(value: Varbind, type: TextType, hint: DisplayHint | undefined): string {
  const { tag: kind, contents } = value;
  switch (kind) {
    case tags.octetString:
      return hint ? hint(contents) : octetsText(contents, type);
    case tags.oid:
      return formatOid(contents);
    case valueTags.ipAddress:
      return contents.join('.');
    case valueTags.counter64:
      return contents.length > 9 ? '' : exact(contents);
    default: {
      const number = value.wrappedNumber();
      return number === undefined ? '' : plain(number);
    }
  }
}

function exact(contents: Uint8Array): string {
  let value = 0n;
  for (const octet of contents) value = value * 256n + BigInt(octet);
  return value.toString();
}

/** Without exponent, as Go's format 'f' writes it: the shortest digits that give the number back, then zeros. */
function plain(number: number): string {
  const [, sign = '', first = '', more = '', exponent] = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(String(number)) ?? [];
  if (exponent === undefined) return String(number);
  const shift = Number(exponent);
  if (shift > 0) return `${sign}${(first + more).padEnd(shift + 1, '0')}`;
  return `${sign}0.${'0'.repeat(-shift - 1)}${first}${more}`;
}

/** Octets of a value or of an index, as a type shows them. Too few for an address count as followed by zeros. */
export function octetsText(octets: Uint8Array, type: TextType): string {
  switch (type) {
    case 'DisplayString':
      return displayText(octets);
    case 'PhysAddress48':
      return hex(padded(octets, 6)).replace(/(..)(?=.)/g, '$1:');
    case 'InetAddressIPv4':
    case 'IpAddr':
      return padded(octets, 4).join('.');
    case 'InetAddressIPv6':
      return hex(padded(octets, 16)).replace(/(....)(?=.)/g, '$1:');
    case 'OctetString':
      return octets.length === 0 ? '' : `0x${hex(octets)}`;
  }
}

const hex = (octets: Uint8Array): string =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex').toUpperCase();

function padded(octets: Uint8Array, length: number): Uint8Array {
  if (octets.length === length) return octets;
  const whole = new Uint8Array(length);
  whole.set(octets.subarray(0, length));
  return whole;
}

/** UTF-8; each run of octets that are none becomes one U+FFFD. */
function displayText(octets: Uint8Array): string {
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('utf8');
  return isUtf8(octets) ? text : text.replace(/\uFFFD+/g, '\uFFFD');
}
