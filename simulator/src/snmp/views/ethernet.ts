import type { Port } from '../../plant/quantities/ports.ts';
import { counter32, integer, Table } from '../mibView.ts';
import type { View } from './device.ts';

/** IANAifType ethernetCsmacd. */
const ethernetType = 6;

const dot3Stats = new Table<Port>('1.3.6.1.2.1.10.7.2.1', {
  1: (port) => integer(port.index),
  3: (port) => counter32(port.errors().fcs),
  8: (port) => counter32(port.errors().lateCollisions),
  18: (port) => counter32(port.errors().symbol),
  // unknown 1, halfDuplex 2, fullDuplex 3: two sides that fall back to ten megabits end in half duplex.
  19: (port) => integer(!port.up() ? 1 : port.megabitsPerSecond() < 100 ? 2 : 3),
});

/** EtherLike-MIB dot3StatsTable (RFC 3635). */
export const ethernet: View = ({ ports }) => [
  dot3Stats.of(
    ports.filter(({ type }) => type === ethernetType),
    (port) => [port.index],
  ),
];
