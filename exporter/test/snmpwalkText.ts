import { oid, type Oid } from '../src/snmp/oid.ts';
import { Varbind } from '../src/snmp/varbind.ts';

/** One object of a recording. */
export interface RecordedObject {
  oid: Oid;
  tag: number;
  contents: Uint8Array;
}

/** The objects of a text as `snmpwalk -On` prints it, with or without names of enumerations. @throws when a line cannot be read */
export function parseSnmpwalk(text: string): RecordedObject[] {
  const objects: RecordedObject[] = [];
  // A value may go on over several lines.
  for (const entry of text.split(/\n(?=\.\d)/)) {
    if (entry.trim() === '' || entry.startsWith('#')) continue;
    const [, dotted = '', written = ''] = /^\.([\d.]+) = ([\s\S]*?)\s*$/.exec(entry) ?? [];
    if (dotted === '') throw new Error(`not a line of snmpwalk -On: ${entry}`);
    const value = valueOf(written);
    if (value) objects.push({ oid: oid(dotted), ...value });
  }
  return objects;
}

/** The same as an agent's answer brings it. */
export const varbindsOf = (text: string): Varbind[] => parseSnmpwalk(text).map((object) => Varbind.of(object));

type Value = Omit<RecordedObject, 'oid'>;

function valueOf(written: string): Value | undefined {
  if (written === '""') return string(Buffer.alloc(0));
  // What snmpwalk says where the agent has nothing.
  if (/^(No Such|No more)/.test(written)) return undefined;
  const [, type = '', rest = ''] = /^([A-Za-z0-9-]+(?: Address)?):\s?([\s\S]*)$/.exec(written) ?? [];
  switch (type) {
    case 'INTEGER':
      return { tag: 0x02, contents: integer(number(rest)) };
    case 'Counter32':
      return { tag: 0x41, contents: integer(number(rest)) };
    case 'Gauge32':
    case 'Unsigned32':
      return { tag: 0x42, contents: integer(number(rest)) };
    case 'Timeticks':
      return { tag: 0x43, contents: integer(number(rest)) };
    case 'Counter64':
      return { tag: 0x46, contents: integer(number(rest)) };
    case 'STRING':
      return string(Buffer.from(unquoted(rest)));
    case 'Hex-STRING':
    case 'BITS':
      return string(
        Buffer.from(
          rest
            .replace(/[^0-9A-Fa-f ]/g, ' ')
            .split(/\s+/)
            .filter((octet) => /^[0-9A-Fa-f]{2}$/.test(octet))
            .join(''),
          'hex',
        ),
      );
    case 'OID':
      return { tag: 0x06, contents: oid(rest.trim().replace(/^\./, '')) };
    case 'IpAddress':
    case 'Network Address':
      return {
        tag: 0x40,
        contents: Uint8Array.from(rest.trim().split(/[.:]/), (octet) =>
          Number.parseInt(octet, type === 'IpAddress' ? 10 : 16),
        ),
      };
    case 'Opaque':
      return { tag: 0x44, contents: opaque(rest) };
    default:
      throw new Error(`snmpwalk prints no value such as ${written}`);
  }
}

const string = (contents: Uint8Array): Value => ({ tag: 0x04, contents });

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(["\\])/g, '$1') : text;
}

function number(text: string): bigint {
  const [, found = ''] = /\(?(-?\d+)\)?/.exec(text) ?? [];
  return BigInt(found);
}

/** Two's complement in as few octets as hold it. */
function integer(value: bigint): Uint8Array {
  const octets: number[] = [];
  let left = value;
  do {
    octets.unshift(Number(BigInt.asUintN(8, left)));
    left >>= 8n;
  } while (left !== 0n && left !== -1n);
  const negative = left === -1n;
  if (negative !== (octets[0] ?? 0) >= 0x80) octets.unshift(negative ? 0xff : 0);
  return Uint8Array.from(octets);
}

function opaque(text: string): Uint8Array {
  const [, type, written] = /^(Float|Double): (\S+)/.exec(text) ?? [];
  const double = type === 'Double';
  const contents = Buffer.alloc(double ? 11 : 7);
  contents.set([0x9f, double ? 0x79 : 0x78, double ? 8 : 4]);
  if (double) contents.writeDoubleBE(Number(written), 3);
  else contents.writeFloatBE(Number(written), 3);
  return contents;
}
