import type { BerReader } from './ber.ts';
import { MalformedBer, tags, type BerWriter } from './ber.ts';
import type { Oid } from './oid.ts';
import { VarbindMarks, type VarbindList } from './varbindList.ts';

/** PDU types that the exporter speaks (RFC 3416 section 3; RFC 1157 section 4.1 has the first four). */
export const pduTypes = {
  get: 0xa0,
  getNext: 0xa1,
  response: 0xa2,
  trapV1: 0xa4,
  getBulk: 0xa5,
  inform: 0xa6,
  trap: 0xa7,
  report: 0xa8,
} as const;

/** Error statuses that change what is asked next (RFC 3416 section 3). */
export const errorStatuses = { noError: 0, tooBig: 1, noSuchName: 2 } as const;

/** What an agent answered (RFC 3416 section 4.2). */
export interface SnmpResponse {
  /** A report speaks of the security of the message, not of objects (RFC 3412 section 7.1). */
  report: boolean;
  requestId: number;
  errorStatus: number;
  /** From 1, of the object that the error is about; 0 for none. */
  errorIndex: number;
  varbinds: VarbindList;
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

/** Used by one reading at a time, which does not wait for anything. */
const marks = new VarbindMarks();

/** All varbinds of a list; throws MalformedBer. A large answer has many hundreds, so this reads octets itself: a reader for each costs half of the scrape. */
export function readVarbinds(list: BerReader): VarbindList {
  const { octets, from, to: listEnd } = list.rest();
  marks.clear();
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
    marks.add(tag, oid, oidEnd, at, valueEnd);
    at = end;
  }
  return marks.of(octets);
}
