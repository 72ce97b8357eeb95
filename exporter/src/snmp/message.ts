import { BerReader, BerWriter, MalformedBer, signed, tags, unsigned } from './ber.ts';
import type { Oid } from './oid.ts';

/** PDU types that the exporter speaks (RFC 3416 section 3). */
export const pduTypes = { getRequest: 0xa0, response: 0xa2, getBulk: 0xa5 } as const;

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
export const errorStatuses = { noError: 0, tooBig: 1 } as const;

/** One object as an agent sent it; its value is decoded only when somebody asks. */
export interface Varbind {
  oid: Oid;
  /** Tag of the value. */
  tag: number;
  /** Contents of the value; a view of the message, not a copy. */
  contents: Uint8Array;
}

/** Null, noSuchObject, noSuchInstance or endOfMibView: the agent has nothing there. */
export const isAbsent = ({ tag }: Varbind): boolean => tag === tags.null || (tag & 0xf0) === 0x80;

/** A response of an SNMPv2c agent (RFC 1901, RFC 3416). */
export interface SnmpResponse {
  requestId: number;
  errorStatus: number;
  errorIndex: number;
  varbinds: Varbind[];
}

export interface BulkRequest {
  requestId: number;
  community: string;
  nonRepeaters: number;
  maxRepetitions: number;
  oids: readonly Oid[];
}

const v2c = 1;
const empty = new Uint8Array(0);

/** The octets of a GETBULK request. Request ids are of 31 bits. */
export function encodeBulkRequest(request: BulkRequest): Uint8Array {
  const community = Buffer.from(request.community, 'utf8');
  const capacity = request.oids.reduce((sum, oid) => sum + oid.length + 12, community.length + 64);
  const writer = new BerWriter(capacity);
  for (let at = request.oids.length - 1; at >= 0; at--) {
    const before = writer.length;
    writer.element(tags.null, empty);
    writer.element(tags.oid, request.oids[at] ?? empty);
    writer.close(tags.sequence, before);
  }
  writer.close(tags.sequence, 0);
  writer.integer(request.maxRepetitions);
  writer.integer(request.nonRepeaters);
  writer.integer(request.requestId);
  writer.close(pduTypes.getBulk, 0);
  writer.element(tags.octetString, community);
  writer.integer(v2c);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

/** What an agent answered; undefined for anything else: malformed, truncated, another version or another PDU. Never throws. */
export function decodeResponse(octets: Uint8Array): SnmpResponse | undefined {
  try {
    return readResponse(octets);
  } catch (error) {
    if (error instanceof MalformedBer) return undefined;
    throw error;
  }
}

function readResponse(octets: Uint8Array): SnmpResponse {
  const message = new BerReader(octets).enter(tags.sequence);
  if (message.integer() !== v2c) throw new MalformedBer('not SNMPv2c');
  message.octets(tags.octetString);
  const pdu = message.enter(pduTypes.response);
  const requestId = pdu.integer();
  const errorStatus = pdu.integer();
  const errorIndex = pdu.integer();
  const list = pdu.enter(tags.sequence);
  const varbinds: Varbind[] = [];
  while (!list.atEnd) {
    const varbind = list.enter(tags.sequence);
    const oid = varbind.octets(tags.oid);
    const tag = varbind.peekTag();
    varbinds.push({ oid, tag, contents: varbind.contents() });
  }
  return { requestId, errorStatus, errorIndex, varbinds };
}

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
