/**
 * Simulated agents for the benchmarks, in a process of their own: UDP sockets that answer GET, GETNEXT and GETBULK from one sorted
 * table of prepared octets, so that the agents cost little beside the exporters that are measured.
 * Use: node switchFleet.ts COUNT [switch | ups] [DELAY_MS]; prints one JSON array with the ports. Without more, switches of 24
 * ports that answer at once.
 */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { BerReader, BerWriter, tags } from '../src/snmp/ber.ts';
import { compareOids, oid, type Oid } from '../src/snmp/oid.ts';

const portsOfSwitch = 24;
const types = { get: 0xa0, getNext: 0xa1, response: 0xa2, getBulk: 0xa5 };

interface Entry {
  oid: Oid;
  /** Tag of the value and its contents. */
  tag: number;
  contents: Uint8Array;
}

const number = (tag: number, value: number) => {
  const octets: number[] = [];
  for (let left = value; left > 0 || octets.length === 0; left = Math.floor(left / 256)) octets.unshift(left % 256);
  if ((octets[0] ?? 0) >= 0x80) octets.unshift(0);
  return { tag, contents: Uint8Array.from(octets) };
};
const text = (value: string) => ({ tag: tags.octetString, contents: Buffer.from(value) });
const integer = (value: number) => number(tags.integer, value);
const counter = (value: number) => number(0x41, value);
const gauge = (value: number) => number(0x42, value);
const counter64 = (value: number) => number(0x46, value);

/** All columns of ifTable and ifXTable, as a real switch has them. */
function rowOf(port: number): Record<string, { tag: number; contents: Uint8Array }> {
  const table: Record<string, { tag: number; contents: Uint8Array }> = {
    '2.2.1.1': integer(port),
    '2.2.1.2': text(`GigabitEthernet0/0/${port}`),
    '2.2.1.3': integer(6),
    '2.2.1.4': integer(1500),
    '2.2.1.5': gauge(1_000_000_000),
    '2.2.1.6': { tag: tags.octetString, contents: Uint8Array.from([0, 1, 2, 3, 4, port]) },
    '2.2.1.7': integer(1),
    '2.2.1.8': integer(port % 5 === 0 ? 2 : 1),
    '2.2.1.9': number(0x43, 1234 * port),
    '2.2.1.21': gauge(0),
    '2.2.1.22': { tag: tags.oid, contents: Uint8Array.of(0) },
    '31.1.1.1.1': text(`GE0/0/${port}`),
    '31.1.1.1.14': integer(1),
    '31.1.1.1.15': gauge(1000),
    '31.1.1.1.16': integer(2),
    '31.1.1.1.17': integer(1),
    '31.1.1.1.18': text(`camera ${port}`),
    '31.1.1.1.19': number(0x43, 0),
  };
  for (let column = 10; column <= 20; column++) table[`2.2.1.${column}`] = counter(1_000_003 * column * port);
  for (let column = 2; column <= 5; column++) table[`31.1.1.1.${column}`] = counter(7001 * column * port);
  for (let column = 6; column <= 13; column++) table[`31.1.1.1.${column}`] = counter64(1e13 + column * port);
  return table;
}

/** UPS-MIB (RFC 1628) of a UPS with three phases in and out and a bypass: 42 objects. */
function upsObjects(): Entry[] {
  const ups = (suffix: string, value: number): Entry => ({ oid: oid(`1.3.6.1.2.1.33.1.${suffix}`), ...integer(value) });
  const scalars = ['2.1', '2.2', '2.3', '2.4', '2.5', '2.6', '2.7', '3.1', '3.2', '4.1', '4.2', '4.3', '5.1', '5.2'];
  const tables = [
    { entry: '3.3.1', columns: [2, 3, 4, 5], rows: 3 },
    { entry: '4.4.1', columns: [2, 3, 4], rows: 3 },
    { entry: '5.3.1', columns: [2, 3], rows: 3 },
  ];
  return [
    ...scalars.map((scalar, at) => ups(`${scalar}.0`, at + 1)),
    ...tables.flatMap(({ entry, columns, rows }) =>
      columns.flatMap((column) =>
        Array.from({ length: rows }, (_, row) => ups(`${entry}.${column}.${row + 1}`, 200 + row)),
      ),
    ),
  ];
}

function switchObjects(): Entry[] {
  const objects: Entry[] = [{ oid: oid('1.3.6.1.2.1.2.1.0'), ...integer(portsOfSwitch) }];
  for (let port = 1; port <= portsOfSwitch; port++)
    for (const [column, value] of Object.entries(rowOf(port)))
      objects.push({ oid: oid(`1.3.6.1.2.1.${column}.${port}`), ...value });
  return objects;
}

const [count, kind = 'switch', delayMs = '0'] = process.argv.slice(2);
const mib: Entry[] = [
  { oid: oid('1.3.6.1.2.1.1.3.0'), ...number(0x43, 8_640_000) },
  ...(kind === 'ups' ? upsObjects() : switchObjects()),
];
mib.sort((a, b) => compareOids(a.oid, b.oid));

const nothing = new Uint8Array(0);
const noSuchInstance = 0x81;
const endOfMib = 0x82;

/** Where the first entry at or after an identifier stands. */
function position(wanted: Oid): number {
  let [from, to] = [0, mib.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const entry = mib[middle];
    if (entry && compareOids(entry.oid, wanted) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
function exactly(wanted: Oid): Entry {
  const found = mib[position(wanted)];
  return found && compareOids(found.oid, wanted) === 0
    ? found
    : { oid: wanted, tag: noSuchInstance, contents: nothing };
}
function after(wanted: Oid): Entry {
  const at = position(wanted);
  const found = mib[at];
  const next = found && compareOids(found.oid, wanted) === 0 ? mib[at + 1] : found;
  return next ?? { oid: wanted, tag: endOfMib, contents: nothing };
}

function answer(octets: Uint8Array): Uint8Array {
  const message = new BerReader(octets).enter(tags.sequence);
  message.integer();
  const community = message.octets(tags.octetString);
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
  return encode(id, community, answered);
}

function bulk(asked: readonly Oid[], nonRepeaters: number, maxRepetitions: number): Entry[] {
  const answered = asked.slice(0, nonRepeaters).map(after);
  let last = asked.slice(nonRepeaters);
  for (let i = 0; i < maxRepetitions && last.length > 0; i++) {
    const row = last.map(after);
    answered.push(...row);
    if (row.every(({ tag }) => tag === endOfMib)) break;
    last = row.map((entry) => entry.oid);
  }
  return answered;
}

function encode(id: number, community: Uint8Array, entries: readonly Entry[]): Uint8Array {
  const size = entries.reduce((sum, entry) => sum + entry.oid.length + entry.contents.length + 12, 100);
  const writer = new BerWriter(size);
  for (const entry of [...entries].reverse()) {
    const before = writer.length;
    writer.element(entry.tag, entry.contents);
    writer.element(tags.oid, entry.oid);
    writer.close(tags.sequence, before);
  }
  writer.close(tags.sequence, 0);
  writer.integer(0);
  writer.integer(0);
  writer.integer(id);
  writer.close(types.response, 0);
  writer.element(tags.octetString, community);
  writer.integer(1);
  writer.close(tags.sequence, 0);
  return writer.finish();
}

const ports: number[] = [];
for (let i = 0; i < Number(count); i++) {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 1024 * 1024 });
  socket.on('message', (octets, from) => {
    const answered = answer(octets);
    const send = (): void => socket.send(answered, from.port, from.address);
    if (Number(delayMs) > 0) setTimeout(send, Number(delayMs));
    else send();
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  ports.push(socket.address().port);
}
process.stdout.write(`${JSON.stringify(ports)}\n`);
