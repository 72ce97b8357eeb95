import { isUtf8 } from 'node:buffer';
import { signed, unsigned } from '../snmp/ber.ts';
import { formatOid } from '../snmp/oid.ts';
import type { DisplayHint } from './displayHint.ts';
import type { TextType } from './valueTypes.ts';

/** A value as an agent sent it. */
export interface RawValue {
  readonly tag: number;
  readonly contents: Uint8Array;
}

/** Tags of RFC 2578 values, and of RFC 1902's unsigned integer, which some agents still send. */
const tag = {
  integer: 0x02,
  octetString: 0x04,
  oid: 0x06,
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  unsigned32: 0x47,
} as const;

/**
 * The number that a value is. A Counter64 is wrapped at 2^53, as snmp_exporter does by default: doubles count exactly to there;
 * beyond, a counter would stand still and then leap. Undefined for what is none: text, nothing, too many octets or none at all.
 */
export function numberValue({ tag: kind, contents }: RawValue): number | undefined {
  const { length } = contents;
  switch (kind) {
    case tag.counter32:
    case tag.gauge32:
    case tag.timeTicks:
    case tag.unsigned32:
      return length === 0 || length > 9 ? undefined : unsigned(contents);
    case tag.counter64:
      return length === 0 || length > 9 ? undefined : wrapped(contents);
    case tag.integer:
      return length === 0 || length > 8 ? undefined : signed(contents);
    case tag.opaque:
      return opaqueNumber(contents);
    default:
      return undefined;
  }
}

/** The lowest 53 bits: five of the seventh octet from the end, and all that follow it. */
function wrapped(contents: Uint8Array): number {
  const { length } = contents;
  if (length < 7) return unsigned(contents);
  let value = (contents[length - 7] ?? 0) & 0x1f;
  for (let at = length - 6; at < length; at++) value = value * 256 + (contents[at] ?? 0);
  return value;
}

/** Opaque Float and Double of the Perkins draft that net-snmp speaks: 9f 78 04 …, 9f 79 08 …. */
function opaqueNumber(contents: Uint8Array): number | undefined {
  if (contents[0] !== 0x9f) return undefined;
  const view = new DataView(contents.buffer, contents.byteOffset, contents.byteLength);
  if (contents[1] === 0x78 && contents[2] === 4 && contents.length === 7) return view.getFloat32(3);
  if (contents[1] === 0x79 && contents[2] === 8 && contents.length === 11) return view.getFloat64(3);
  return undefined;
}

/** The octets of a string value; undefined for any other. */
export const octetsValue = (value: RawValue): Uint8Array | undefined =>
  value.tag === tag.octetString ? value.contents : undefined;

/** A value as a label shows it: numbers in decimal, identifiers and addresses dotted, octets as the type says. */
export function textValue(value: RawValue, type: TextType, hint: DisplayHint | undefined): string {
  const { tag: kind, contents } = value;
  switch (kind) {
    case tag.octetString:
      return hint ? hint(contents) : octetsText(contents, type);
    case tag.oid:
      return formatOid(contents);
    case tag.ipAddress:
      return contents.join('.');
    case tag.counter64:
      return contents.length > 9 ? '' : exact(contents);
    default: {
      const number = numberValue(value);
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
