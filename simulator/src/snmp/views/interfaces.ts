import { macOf } from '../../plant/quantities/mac.ts';
import { counter32, counter64, gauge, integer, octets, Table, timeTicks } from '../mibView.ts';
import type { View } from './device.ts';
import { PortCounters } from './portCounters.ts';

const status = (up: boolean) => integer(up ? 1 : 2);
const packetOctets = 1000;

interface Row {
  mac: Uint8Array;
  counters: PortCounters;
}

const interfaceCount = new Table<number>('1.3.6.1.2.1.2', { 1: (count) => integer(count) });

const ifTable = new Table<Row>('1.3.6.1.2.1.2.2.1', {
  1: ({ counters: { port } }) => integer(port.index),
  2: ({ counters: { port } }) => octets(port.name),
  3: ({ counters: { port } }) => integer(port.type),
  4: () => integer(1500),
  5: ({ counters: { port } }) => gauge(Math.min(port.megabitsPerSecond() * 1e6, 2 ** 32 - 1)),
  6: ({ mac }) => octets(mac),
  7: () => status(true),
  8: ({ counters: { port } }) => status(port.up()),
  9: ({ counters }) => timeTicks(counters.lastChange()),
  10: ({ counters }) => counter32(counters.octetsIn()),
  11: ({ counters }) => counter32(counters.octetsIn() / packetOctets),
  13: ({ counters: { port } }) => counter32(port.errors().inDiscards),
  14: ({ counters: { port } }) => counter32(port.errors().inErrors),
  16: ({ counters }) => counter32(counters.octetsOut()),
  17: ({ counters }) => counter32(counters.octetsOut() / packetOctets),
  19: ({ counters: { port } }) => counter32(port.errors().outDiscards),
  20: () => counter32(0),
});

const ifXTable = new Table<Row>('1.3.6.1.2.1.31.1.1.1', {
  1: ({ counters: { port } }) => octets(port.name),
  6: ({ counters }) => counter64(counters.octetsIn()),
  7: ({ counters }) => counter64(counters.octetsIn() / packetOctets),
  10: ({ counters }) => counter64(counters.octetsOut()),
  11: ({ counters }) => counter64(counters.octetsOut() / packetOctets),
  15: ({ counters: { port } }) => gauge(port.megabitsPerSecond()),
  17: () => integer(1),
  18: ({ counters: { port } }) => octets(port.alias),
  19: () => timeTicks(0),
});

/** IF-MIB ifNumber, ifTable and ifXTable (RFC 2863). */
export const interfaces: View = ({ element, ports, uptimeMs }) => {
  const own = macOf(element);
  const rows = ports.map((port): Row => ({
    counters: new PortCounters(port, uptimeMs),
    mac: portMac(own, port.index),
  }));
  const index = ({ counters: { port } }: Row) => [port.index];
  return [interfaceCount.scalars(rows.length), ifTable.of(rows, index), ifXTable.of(rows, index)];
};

/** A device counts its ports on from its own address. */
function portMac(own: Uint8Array, port: number): Uint8Array {
  const mac = Uint8Array.from(own);
  mac[5] = ((own[5] ?? 0) + port) & 255;
  return mac;
}
