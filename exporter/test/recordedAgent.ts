import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { BerReader, BerWriter, tags } from '../src/snmp/ber.ts';
import { compareOids, type Oid } from '../src/snmp/oid.ts';
import { parseSnmpwalk, type RecordedObject } from './snmpwalkText.ts';

const types = { get: 0xa0, getNext: 0xa1, response: 0xa2, getBulk: 0xa5 };
const exceptions = { noSuchInstance: 0x81, endOfMib: 0x82 };
const noSuchName = 2;
const nothing = new Uint8Array(0);

/** An agent of SNMP v1 and v2c whose objects are those of a recording. */
export interface RecordedAgent {
  port: number;
  stop: () => void;
}

/** Serve what `snmpwalk -On` printed, on a free port of 127.0.0.1, to whoever sends the community. */
export async function startRecordedAgent(recording: string, community: string): Promise<RecordedAgent> {
  const answer = recordedAnswers(parseSnmpwalk(recording), community);
  const socket = createSocket('udp4');
  socket.on('message', (octets, from) => {
    const answered = answer(octets);
    if (answered) socket.send(answered, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return { port: socket.address().port, stop: () => socket.close() };
}

/** How an agent with these objects answers a message; undefined where it keeps silent. */
export function recordedAnswers(
  objects: readonly RecordedObject[],
  community: string,
): (octets: Uint8Array) => Uint8Array | undefined {
  const mib = [...objects].sort((a, b) => compareOids(a.oid, b.oid));
  const expected = Buffer.from(community);

  /** Where the first object at or after an identifier stands. */
  const position = (wanted: Oid): number => {
    let [from, to] = [0, mib.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const found = mib[middle];
      if (found && compareOids(found.oid, wanted) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  };
  const exactly = (wanted: Oid): RecordedObject => {
    const found = mib[position(wanted)];
    const there = found && compareOids(found.oid, wanted) === 0;
    return there ? found : { oid: wanted, tag: exceptions.noSuchInstance, contents: nothing };
  };
  const after = (wanted: Oid): RecordedObject => {
    const at = position(wanted);
    const found = mib[at];
    const next = found && compareOids(found.oid, wanted) === 0 ? mib[at + 1] : found;
    return next ?? { oid: wanted, tag: exceptions.endOfMib, contents: nothing };
  };
  const bulk = (asked: readonly Oid[], nonRepeaters: number, maxRepetitions: number): RecordedObject[] => {
    const answered = asked.slice(0, nonRepeaters).map(after);
    let last = asked.slice(nonRepeaters);
    for (let i = 0; i < maxRepetitions && last.length > 0; i++) {
      const row = last.map(after);
      answered.push(...row);
      if (row.every(({ tag }) => tag === exceptions.endOfMib)) break;
      last = row.map((object) => object.oid);
    }
    return answered;
  };

  return (octets) => {
    const message = new BerReader(octets).enter(tags.sequence);
    const version = message.integer();
    const sent = message.octets(tags.octetString);
    if (!expected.equals(sent) || version > 1) return undefined;
    const type = message.peekTag();
    const pdu = message.enter(type);
    const [id, nonRepeaters, maxRepetitions] = [pdu.integer(), pdu.integer(), pdu.integer()];
    const list = pdu.enter(tags.sequence);
    const asked: Oid[] = [];
    while (!list.atEnd) asked.push(list.enter(tags.sequence).octets(tags.oid));
    const answered =
      type === types.getBulk
        ? bulk(asked, nonRepeaters, maxRepetitions)
        : asked.map(type === types.get ? exactly : after);
    // SNMPv1 knows no exceptions: the whole request fails with the place of the first (RFC 3584 section 4.3).
    const failed = version === 0 ? answered.findIndex(({ tag }) => tag >= exceptions.noSuchInstance) : -1;
    return failed < 0
      ? encode(version, id, sent, answered, 0, 0)
      : encode(
          version,
          id,
          sent,
          asked.map((wanted) => ({ oid: wanted, tag: tags.null, contents: nothing })),
          noSuchName,
          failed + 1,
        );
  };
}

function encode(
  version: number,
  id: number,
  community: Uint8Array,
  objects: readonly RecordedObject[],
  errorStatus: number,
  errorIndex: number,
): Uint8Array {
  const size = objects.reduce((sum, object) => sum + object.oid.length + object.contents.length + 16, 100);
  const writer = new BerWriter(size);
  for (let at = objects.length - 1; at >= 0; at--) {
    const object = objects[at];
    if (!object) continue;
    const before = writer.length;
    writer.element(object.tag, object.contents);
    writer.element(tags.oid, object.oid);
    writer.close(tags.sequence, before);
  }
  writer.close(tags.sequence, 0);
  writer.integer(errorIndex);
  writer.integer(errorStatus);
  writer.integer(id);
  writer.close(types.response, 0);
  writer.element(tags.octetString, community);
  writer.integer(version);
  writer.close(tags.sequence, 0);
  return writer.finish();
}
