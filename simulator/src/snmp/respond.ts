import { BerReader, encode, encodeInteger, encodeOid, tag } from './ber.ts';
import { encodeValue, type MibView, type Value } from './mibView.ts';

/** PDU types of RFC 3416 section 3. */
const pdu = { get: 0xa0, getNext: 0xa1, response: 0xa2, set: 0xa3, getBulk: 0xa5 } as const;
const errorStatus = { none: 0, tooBig: 1, notWritable: 17 } as const;
const versionV2c = 1;

/** Responses are no longer than this, whatever was asked: most agents are modest. */
const maxResponseBytes = 8192;
const maxVarbinds = 256;

type Missing = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';

/**
 * The response to an SNMP v2c message (RFC 3416 section 4.2); undefined for what an agent passes over in silence: another
 * version, another community, what is no request. @throws BerError for a malformed message.
 */
export function respond(message: Buffer, community: string, view: MibView): Buffer | undefined {
  const outer = new BerReader(message).nested(tag.sequence);
  if (outer.integer() !== versionV2c) return undefined;
  if (!outer.content(tag.octets).equals(Buffer.from(community))) return undefined;
  const type = outer.peek();
  if (type !== pdu.get && type !== pdu.getNext && type !== pdu.getBulk && type !== pdu.set) return undefined;
  const request = outer.nested(type);
  const id = request.integer();
  const nonRepeaters = Math.max(0, request.integer());
  const maxRepetitions = Math.max(0, request.integer());
  const asked = request.content(tag.sequence);
  const oids = requestedOids(asked);
  const answer = (status: number, index: number, varbinds: Uint8Array): Buffer =>
    encodeMessage(community, id, status, index, varbinds);

  if (type === pdu.set) return answer(errorStatus.notWritable, 1, asked);
  if (type === pdu.getBulk) return answer(errorStatus.none, 0, bulk(view, oids, nonRepeaters, maxRepetitions));
  const varbinds = oids.map((oid) =>
    type === pdu.get ? encodeVarbind(oid, view.get(oid)) : following(view, oid).encoded,
  );
  const content = Buffer.concat(varbinds);
  return content.length > maxResponseBytes
    ? answer(errorStatus.tooBig, 0, Buffer.alloc(0))
    : answer(errorStatus.none, 0, content);
}

function requestedOids(varbinds: Buffer): number[][] {
  const reader = new BerReader(varbinds);
  const oids: number[][] = [];
  while (!reader.done && oids.length < maxVarbinds) oids.push(reader.nested(tag.sequence).oid());
  return oids;
}

function following(view: MibView, oid: readonly number[]): { oid: readonly number[]; encoded: Buffer; end: boolean } {
  const next = view.next(oid);
  return next
    ? { oid: next.oid, encoded: encodeVarbind(next.oid, next.value), end: false }
    : { oid, encoded: encodeVarbind(oid, 'endOfMibView'), end: true };
}

/** RFC 3416 section 4.2.3; cut short, as it allows, where the response would grow too long. */
function bulk(view: MibView, oids: readonly number[][], nonRepeaters: number, maxRepetitions: number): Buffer {
  const varbinds: Buffer[] = [];
  let room = maxResponseBytes;
  const fits = (encoded: Buffer): boolean => {
    room -= encoded.length;
    if (room >= 0) varbinds.push(encoded);
    return room >= 0;
  };
  for (const oid of oids.slice(0, nonRepeaters)) {
    if (!fits(following(view, oid).encoded)) return Buffer.concat(varbinds);
  }
  let row: (readonly number[])[] = oids.slice(nonRepeaters);
  for (let repetition = 0; repetition < maxRepetitions && row.length > 0; repetition++) {
    const nexts = row.map((oid) => following(view, oid));
    if (!nexts.every(({ encoded }) => fits(encoded)) || nexts.every(({ end }) => end)) break;
    row = nexts.map(({ oid }) => oid);
  }
  return Buffer.concat(varbinds);
}

function encodeVarbind(oid: readonly number[], value: Value | Missing): Buffer {
  const encoded = typeof value === 'string' ? encode(tag[value], Buffer.alloc(0)) : encodeValue(value);
  return encode(tag.sequence, Buffer.concat([encodeOid(oid), encoded]));
}

function encodeMessage(community: string, id: number, status: number, index: number, varbinds: Uint8Array): Buffer {
  const number = (value: number): Buffer => encodeInteger(tag.integer, BigInt(value));
  const response = encode(
    pdu.response,
    Buffer.concat([number(id), number(status), number(index), encode(tag.sequence, varbinds)]),
  );
  return encode(
    tag.sequence,
    Buffer.concat([number(versionV2c), encode(tag.octets, Buffer.from(community)), response]),
  );
}
