import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { macOf } from '../../plant/quantities/mac.ts';
import { uplinkNames, type Port } from '../../plant/quantities/ports.ts';
import { integer, octets, Table, type Value } from '../mibView.ts';
import { neighbours } from './bridge.ts';
import type { Device, View } from './device.ts';

const mib = '1.0.8802.1.1.2.1';
/** LldpChassisIdSubtype macAddress, LldpPortIdSubtype interfaceName. */
const byMac = integer(4);
const byName = integer(5);
/** LldpSystemCapabilitiesMap. */
const bridge = Uint8Array.of(0x20);
const stationOnly = Uint8Array.of(0x01);

const localSystem = new Table<Device>(`${mib}.3`, {
  1: () => byMac,
  2: ({ element }) => octets(macOf(element)),
  3: ({ element }) => octets(element.id),
  4: ({ element }) => octets(element.model ?? element.kind),
});
const localPort = new Table<Port>(`${mib}.3.7.1`, {
  2: () => byName,
  3: ({ name }) => octets(name),
  4: ({ alias }) => octets(alias),
});

interface Remote {
  port: Port;
  neighbour: Element;
  /** The neighbour's port at the other end. */
  far: string;
}
/** What a neighbour said is forgotten when the link is lost. */
const whileUp =
  (read: (remote: Remote) => Value) =>
  (remote: Remote): Value | undefined =>
    remote.port.up() ? read(remote) : undefined;
const remoteTable = new Table<Remote>(`${mib}.4.1.1`, {
  4: whileUp(() => byMac),
  5: whileUp(({ neighbour }) => octets(macOf(neighbour))),
  6: whileUp(() => byName),
  7: whileUp(({ far }) => octets(far)),
  8: whileUp(({ far }) => octets(far)),
  9: whileUp(({ neighbour }) => octets(neighbour.id)),
  12: whileUp(({ neighbour }) => octets(neighbour.kind === 'camera' ? stationOnly : bridge)),
  10: whileUp(({ neighbour }) => octets([neighbour.vendor, neighbour.model].filter(Boolean).join(' '))),
});

/** Power gear and some cameras do not speak it. */
const speaks = ({ kind, vendor }: Element): boolean =>
  kind === 'switch' || kind === 'onu' || kind === 'olt' || (kind === 'camera' && vendor !== 'Lumenta');

/** LLDP-MIB (IEEE 802.1AB) of a switch: itself, its ports, and who is at the other end of each. */
export const lldp: View = (device) => {
  const remotes = device.ports.flatMap((port): Remote[] => {
    const [neighbour] = neighbours(device, port);
    return neighbour && speaks(neighbour) ? [{ port, neighbour, far: farPort(device, neighbour) }] : [];
  });
  return [
    localSystem.scalars(device),
    localPort.of(device.ports, ({ index }) => [index]),
    // Index: time mark, local port, number of the neighbour there.
    remoteTable.of(remotes, ({ port }) => [0, port.index, 1]),
  ];
};

const farPort = ({ element }: Device, neighbour: Element): string =>
  element.uplinks.find(({ to }) => to === neighbour.id)?.port ?? uplinkNames[neighbour.kind] ?? 'eth0';
