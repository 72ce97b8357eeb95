import { BerReader, encode, encodeInteger, encodeOid, tag } from './ber.ts';
import { encodeValue, type MibView, type Value } from './mibView.ts';

/** PDU types of RFC 3416 section 3. */
export const pdu = {
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  set: 0xa3,
  getBulk: 0xa5,
  inform: 0xa6,
  trap: 0xa7,
  report: 0xa8,
} as const;
const errorStatus = { none: 0, tooBig: 1, noSuchName: 2, authorizationError: 16, notWritable: 17 } as const;

export type Version = 'v1' | 'v2c' | 'v3';

/** Responses are no longer than this, whatever was asked: most agents are modest. */
const maxResponseBytes = 8192;
const maxVarbinds = 256;

type Missing = 'noSuchObject' | 'noSuchInstance' | 'endOfMibView';

/** The request that a PDU is, as far as every version has it. */
export interface Request {
  type: number;
  id: number;
  /** error-status, or non-repeaters of a GETBULK. */
  second: number;
  /** error-index, or max-repetitions of a GETBULK. */
  third: number;
  varbinds: Buffer;
}

/** Any PDU but SNMPv1's trap. @throws BerError where it is none. */
export function readPdu(reader: BerReader): Request {
  const type = reader.peek();
  const content = reader.nested(type);
  return {
    type,
    id: content.integer(),
    second: content.integer(),
    third: content.integer(),
    varbinds: content.content(tag.sequence),
  };
}

export function encodePdu(type: number, id: number, second: number, third: number, varbinds: Uint8Array): Buffer {
  const number = (value: number): Buffer => encodeInteger(tag.integer, value);
  return encode(type, number(id), number(second), number(third), encode(tag.sequence, varbinds));
}

/** That the request is not allowed to who asked (RFC 3413 section 3.2). */
export const refusal = ({ id, varbinds }: Request): Buffer =>
  encodePdu(pdu.response, id, errorStatus.authorizationError, 0, varbinds);

/**
 * The response PDU to a request (RFC 3416 section 4.2; for version 1 RFC 1157 section 4.1 and RFC 3584 section 4.2); undefined
 * for what is no request of this version. `room`: octets that the varbinds may take.
 */
export function answer(request: Request, version: Version, view: MibView, room = maxResponseBytes): Buffer | undefined {
  const { type, id, varbinds: asked } = request;
  const limit = Math.min(room, maxResponseBytes);
  const respond = (status: number, index: number, varbinds: Uint8Array): Buffer =>
    encodePdu(pdu.response, id, status, index, varbinds);
  switch (type) {
    case pdu.set:
      return respond(version === 'v1' ? errorStatus.noSuchName : errorStatus.notWritable, 1, asked);
    case pdu.getBulk: {
      if (version === 'v1') return undefined;
      const [nonRepeaters, repetitions] = [Math.max(0, request.second), Math.max(0, request.third)];
      return respond(errorStatus.none, 0, bulk(view, requestedOids(asked), nonRepeaters, repetitions, limit));
    }
    case pdu.get:
    case pdu.getNext: {
      const found = requestedOids(asked).map((oid) => lookUp(view, type === pdu.get, oid, version));
      const missing = found.findIndex(({ value }) => typeof value === 'string');
      if (version === 'v1' && missing >= 0) return respond(errorStatus.noSuchName, missing + 1, asked);
      const content = Buffer.concat(found.map(({ oid, value }) => encodeVarbind(oid, value)));
      return content.length > limit
        ? respond(errorStatus.tooBig, 0, version === 'v1' ? asked : Buffer.alloc(0))
        : respond(errorStatus.none, 0, content);
    }
    default:
      return undefined;
  }
}

interface Found {
  oid: readonly number[];
  value: Value | Missing;
}

/** Version 1 has no Counter64: its agents act as if such objects were not there (RFC 3584 section 4.2.2.1). */
function lookUp(view: MibView, exact: boolean, oid: readonly number[], version: Version): Found {
  const hidden = (value: Value | Missing): boolean =>
    version === 'v1' && typeof value === 'object' && value.type === 'counter64';
  if (exact) {
    const value = view.get(oid);
    return { oid, value: hidden(value) ? 'noSuchObject' : value };
  }
  let next = view.next(oid);
  while (next && hidden(next.value)) next = view.next(next.oid);
  return next ?? { oid, value: 'endOfMibView' };
}

export function requestedOids(varbinds: Buffer): number[][] {
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
function bulk(
  view: MibView,
  oids: readonly number[][],
  nonRepeaters: number,
  maxRepetitions: number,
  limit: number,
): Buffer {
  const varbinds: Buffer[] = [];
  let room = limit;
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

export function encodeVarbind(oid: readonly number[], value: Value | Missing): Buffer {
  const encoded = typeof value === 'string' ? encode(tag[value], Buffer.alloc(0)) : encodeValue(value);
  return encode(tag.sequence, encodeOid(oid), encoded);
}
