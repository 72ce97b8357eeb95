import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { macOf } from '../../plant/quantities/mac.ts';
import type { Port } from '../../plant/quantities/ports.ts';
import { counter32, integer, octets, Table, type Value } from '../mibView.ts';
import type { Device, View } from './device.ts';

const base = new Table<Device>('1.3.6.1.2.1.17.1', {
  1: ({ element }) => octets(macOf(element)),
  2: ({ ports }) => integer(ports.length),
});
/** A bridge counts its ports on its own; here it begins at 1 with the first interface. */
const basePort = new Table<Port>('1.3.6.1.2.1.17.1.4.1', {
  1: (port) => integer(port.index),
  2: (port) => integer(port.index),
});
const spanningTree = new Table<Device>('1.3.6.1.2.1.17.2', {
  // A loop is noticed again and again.
  4: ({ plant, element }) => counter32(plant.suffered(element.id, 'network_loop') / 2000),
});

/** An address that the bridge has learned. */
interface Learned {
  mac: Uint8Array;
  port: Port;
  device: Device;
}
/** In a loop the same frames come in at a wrong port as often as at the right one. */
const portOf = ({ port, device: { element, plant, ports } }: Learned): Value | undefined => {
  if (!port.up()) return undefined;
  const looping = plant.fault(element.id, 'network_loop') !== undefined && Math.floor(plant.now() / 1000) % 2 === 1;
  return integer(looping ? (ports.find(({ index }) => index !== port.index) ?? port).index : port.index);
};
const learnedStatus = ({ port }: Learned): Value | undefined => (port.up() ? integer(3) : undefined);
const dot1dTpFdb = new Table<Learned>('1.3.6.1.2.1.17.4.3.1', {
  1: ({ mac, port }) => (port.up() ? octets(mac) : undefined),
  2: portOf,
  3: learnedStatus,
});
/** Q-BRIDGE-MIB, whose index has the filtering database before the address. */
const dot1qTpFdb = new Table<Learned>('1.3.6.1.2.1.17.7.1.2.2.1', { 2: portOf, 3: learnedStatus });
const vlan = 1;

/** BRIDGE-MIB (RFC 4188) and Q-BRIDGE-MIB (RFC 4363): which address is behind which port. */
export const bridge: View = (device) => {
  const learned = device.ports.flatMap((port) =>
    neighbours(device, port).map((element): Learned => ({ mac: macOf(element), port, device })),
  );
  return [
    base.scalars(device),
    spanningTree.scalars(device),
    basePort.of(device.ports, ({ index }) => [index]),
    dot1dTpFdb.of(learned, ({ mac }) => [...mac]),
    dot1qTpFdb.of(learned, ({ mac }) => [vlan, ...mac]),
  ];
};

/** The devices that are seen at a port: all that hangs there, and towards the core the next one. */
export function neighbours({ element, plant }: Device, port: Port): Element[] {
  if (port.below) return [port.below, ...plant.topology.below(port.below.id).map((below) => below.element)];
  if (port.alias !== 'uplink') return [];
  return element.uplinks.flatMap(({ to }) => plant.topology.elements.get(to) ?? []);
}
