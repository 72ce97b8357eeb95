import type { BerReader } from './ber.ts';
import { MalformedBer, signed, tags, unsigned, type BerWriter } from './ber.ts';
import type { Oid } from './oid.ts';

/** PDU types that the exporter speaks (RFC 3416 section 3; RFC 1157 section 4.1 has all but GetBulk and Report). */
export const pduTypes = { get: 0xa0, getNext: 0xa1, response: 0xa2, getBulk: 0xa5, report: 0xa8 } as const;

/** Tags of values (RFC 3416 section 3, RFC 2578 section 7.1), and of the exceptions that stand in their place. */
export const valueTags = {
  ipAddress: 0x40,
  counter32: 0x41,
  gauge32: 0x42,
  timeTicks: 0x43,
  opaque: 0x44,
  counter64: 0x46,
  noSuchObject: 0x80,
  noSuchInstance: 0x81,
  endOfMibView: 0x82,
} as const;

/** Error statuses that change what is asked next (RFC 3416 section 3). */
export const errorStatuses = { noError: 0, tooBig: 1, noSuchName: 2 } as const;

/** One object as an agent sent it; its value is decoded only when somebody asks. */
export interface Varbind {
  readonly oid: Oid;
  /** Tag of the value. */
  readonly tag: number;
  /** Contents of the value; a view of the message, not a copy. */
  readonly contents: Uint8Array;
}

/** What an agent answered (RFC 3416 section 4.2). */
export interface SnmpResponse {
  /** A report speaks of the security of the message, not of objects (RFC 3412 section 7.1). */
  report: boolean;
  requestId: number;
  errorStatus: number;
  /** From 1, of the object that the error is about; 0 for none. */
  errorIndex: number;
  varbinds: Varbind[];
}

export interface SnmpRequest {
  type: 'get' | 'getNext' | 'getBulk';
  /** GETBULK only: how many of the objects come first and are asked for once. */
  nonRepeaters: number;
  /** GETBULK only. */
  maxRepetitions: number;
  oids: readonly Oid[];
}

const empty = new Uint8Array(0);

/** The most octets that the PDU of a request takes. */
export const pduCapacity = ({ oids }: SnmpRequest): number => oids.reduce((sum, oid) => sum + oid.length + 12, 64);

/** Write a request PDU before what is written already. Request ids are of 31 bits. */
export function writePdu(writer: BerWriter, id: number, request: SnmpRequest): void {
  const { type, nonRepeaters, maxRepetitions, oids } = request;
  const end = writer.length;
  for (let at = oids.length - 1; at >= 0; at--) {
    const before = writer.length;
    writer.element(tags.null, empty);
    writer.element(tags.oid, oids[at] ?? empty);
    writer.close(tags.sequence, before);
  }
  writer.close(tags.sequence, end);
  // In the place of error index and error status (RFC 3416 section 3).
  writer.integer(type === 'getBulk' ? maxRepetitions : 0);
  writer.integer(type === 'getBulk' ? nonRepeaters : 0);
  writer.integer(id);
  writer.close(pduTypes[type], end);
}

/** @throws MalformedBer for what is neither a response nor a report */
export function readPdu(reader: BerReader): SnmpResponse {
  const type = reader.peekTag();
  if (type !== pduTypes.response && type !== pduTypes.report) throw new MalformedBer('not a response');
  const pdu = reader.enter(type);
  const requestId = pdu.integer();
  const errorStatus = pdu.integer();
  const errorIndex = pdu.integer();
  const varbinds = readVarbinds(pdu.enter(tags.sequence));
  return { report: type === pduTypes.report, requestId, errorStatus, errorIndex, varbinds };
}

/**
 * A varbind within its message. Its parts are views made when they are asked for: views that live as long as a scrape are most of
 * what a scrape leaves to be collected.
 */
class ReceivedVarbind implements Varbind {
  readonly tag: number;
  readonly #message: Uint8Array;
  readonly #oid: number;
  readonly #oidEnd: number;
  readonly #value: number;
  readonly #valueEnd: number;

  constructor(message: Uint8Array, tag: number, oid: number, oidEnd: number, value: number, valueEnd: number) {
    this.tag = tag;
    this.#message = message;
    this.#oid = oid;
    this.#oidEnd = oidEnd;
    this.#value = value;
    this.#valueEnd = valueEnd;
  }

  get oid(): Oid {
    return view(this.#message, this.#oid, this.#oidEnd);
  }

  get contents(): Uint8Array {
    return view(this.#message, this.#value, this.#valueEnd);
  }
}

const view = ({ buffer, byteOffset }: Uint8Array, from: number, to: number): Uint8Array =>
  new Uint8Array(buffer, byteOffset + from, to - from);

/** All varbinds of a list. A large answer has many hundreds, so this reads octets itself: a reader for each costs half of the scrape. */
function readVarbinds(list: BerReader): Varbind[] {
  const { octets, from, to: listEnd } = list.rest();
  const varbinds: Varbind[] = [];
  let at = from;
  /** Where the element that begins at `at` ends; `at` is then where its contents begin. */
  const enter = (end: number): number => {
    at++;
    if (at >= end) throw new MalformedBer('ends within an element');
    let length = octets[at++] ?? 0;
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4 || at + count > end) throw new MalformedBer('not a definite length');
      length = 0;
      for (let i = 0; i < count; i++) length = length * 256 + (octets[at++] ?? 0);
    }
    if (length > end - at) throw new MalformedBer('longer than what encloses it');
    return at + length;
  };
  while (at < listEnd) {
    if (octets[at] !== tags.sequence) throw new MalformedBer('a varbind was expected');
    const end = enter(listEnd);
    if (at >= end || octets[at] !== tags.oid) throw new MalformedBer('an object identifier was expected');
    const oidEnd = enter(end);
    const oid = at;
    at = oidEnd;
    if (at >= end) throw new MalformedBer('ends where a value was expected');
    const tag = octets[at] ?? 0;
    const valueEnd = enter(end);
    varbinds.push(new ReceivedVarbind(octets, tag, oid, oidEnd, at, valueEnd));
    at = end;
  }
  return varbinds;
}

/** Null, noSuchObject, noSuchInstance or endOfMibView: the agent has nothing there. */
export const isAbsent = ({ tag }: Varbind): boolean => tag === tags.null || (tag & 0xf0) === 0x80;

/**
 * A number; undefined where the value is none, has no octets or too many (RFC 2578 section 7.1). One value that an agent got
 * wrong must not cost the others.
 */
export function numberOf({ tag, contents }: Varbind): number | undefined {
  switch (tag) {
    case tags.integer:
      return contents.length === 0 || contents.length > 8 ? undefined : signed(contents);
    case valueTags.counter32:
    case valueTags.gauge32:
    case valueTags.timeTicks:
    case valueTags.counter64:
      // Nine octets: a counter above 2^63 carries a leading zero.
      return contents.length === 0 || contents.length > 9 ? undefined : unsigned(contents);
    case valueTags.opaque:
      return opaqueNumber(contents);
    default:
      return undefined;
  }
}

/** The octets of an OCTET STRING, OBJECT IDENTIFIER or IpAddress; undefined of anything else. */
export function octetsOf({ tag, contents }: Varbind): Uint8Array | undefined {
  return tag === tags.octetString || tag === tags.oid || tag === valueTags.ipAddress ? contents : undefined;
}

/** Opaque float (9f 78 04) and double (9f 79 08) of NET-SNMP-TC; other opaque values are not numbers. */
function opaqueNumber(contents: Uint8Array): number | undefined {
  if (contents[0] !== 0x9f) return undefined;
  const view = new DataView(contents.buffer, contents.byteOffset, contents.length);
  if (contents[1] === 0x78 && contents[2] === 4 && contents.length === 7) return view.getFloat32(3);
  if (contents[1] === 0x79 && contents[2] === 8 && contents.length === 11) return view.getFloat64(3);
  return undefined;
}
