import { formatMac, isDeviceMac } from '@roundsman/contract/inventory/macAddress.ts';
import type { Target } from '../targets.ts';
import {
  maxAddressesOfPort,
  maxNeighboursOfPort,
  printable,
  type Neighbour,
  type PortView,
  type SwitchView,
} from '../topology/switchView.ts';
import { portLabels } from './ports.ts';
import type { Row, Rows } from './row.ts';

/** The tables of a bridge, as `snmp_bridge` reads them. */
interface BridgeTables {
  interfaces: Rows<'name' | 'type' | 'operStatus'>;
  bridgePorts: Rows<'ifIndex'>;
  learned: Rows<'port' | 'status'>;
  learnedInVlans: Rows<'port' | 'status'>;
  localPorts: Rows<'id' | 'description'>;
  neighbours: Rows<NeighbourColumn>;
}
type NeighbourColumn = 'chassisType' | 'chassis' | 'portType' | 'port' | 'portDescription' | 'name' | 'capabilities';

/** IANAifType-MIB: ethernetCsmacd, and what older agents call faster ones. */
const ethernetTypes = [6, 62, 69, 117];
/** Entries that say where a device is: learned, or set by port security. Not those of the switch itself. */
const tellingStatuses = [3, 5];
/** LldpSystemCapabilitiesMap: bridge, WLAN access point and router, from the highest bit of the first octet. */
const forwarding = 0x20 | 0x10 | 0x08;
/** LldpChassisIdSubtype and LldpPortIdSubtype of the same meanings. */
const chassisTypes = { mac: 4, address: 5 };
const portTypes = { mac: 3, address: 4 };

interface GatheredPort extends Omit<PortView, 'addresses' | 'learned'> {
  bridged: boolean;
  addresses: Set<string>;
  neighbours: Neighbour[];
}

/** What the rows of a bridge come to. Rows that make no sense are left out: what they would say is not known. */
export function bridgeView(address: Uint8Array | undefined, tables: BridgeTables, target: Target): SwitchView {
  const names = interfaceNames(tables.interfaces, target);
  const ports = new Map<string, GatheredPort>();
  for (const row of tables.interfaces) {
    const name = names.get(row.index[0] ?? -1);
    const type = row.number('type');
    if (name === undefined) continue;
    ports.set(name, {
      up: row.number('operStatus') === 1,
      ethernet: type === undefined || ethernetTypes.includes(type),
      bridged: false,
      addresses: new Set(),
      neighbours: [],
    });
  }
  const nameOf = bridgePortNames(tables.bridgePorts, names);
  for (const { index } of tables.bridgePorts) {
    const port = ports.get(nameOf(index[0]) ?? '');
    if (port) port.bridged = true;
  }
  for (const [rows, indexLength] of [[tables.learned, 6] as const, [tables.learnedInVlans, 7] as const])
    for (const row of rows) {
      const mac = row.index.length === indexLength ? deviceMac(row.index.slice(-6)) : undefined;
      if (mac !== undefined && tellingStatuses.includes(row.number('status') ?? 3))
        ports.get(nameOf(row.number('port')) ?? '')?.addresses.add(mac);
    }
  const lldpPortOf = lldpPortNames(tables.localPorts, names, nameOf);
  for (const row of tables.neighbours) {
    const neighbours = ports.get(lldpPortOf(row.index[1]) ?? '')?.neighbours;
    if (neighbours && neighbours.length < maxNeighboursOfPort) neighbours.push(neighbourOf(row));
  }
  return {
    address: address && deviceMac(address),
    ports: new Map([...ports].map(([name, port]) => [name, kept(port)])),
  };
}

function kept({ bridged, addresses, ...port }: GatheredPort): PortView {
  const { size } = addresses;
  return {
    ...port,
    learned: bridged || size > 0 ? size : undefined,
    addresses: size > maxAddressesOfPort ? [] : [...addresses],
  };
}

/** Octets as the address of one device; undefined where they are none. */
function deviceMac(octets: ArrayLike<number>): string | undefined {
  const known = Array.from(octets);
  const mac = Uint8Array.from(known);
  return known.every((octet) => octet <= 255) && isDeviceMac(mac) ? formatMac(mac) : undefined;
}

/** By ifIndex; the index itself where an interface has no name. */
function interfaceNames(interfaces: BridgeTables['interfaces'], target: Target): Map<number, string> {
  const labelsOf = portLabels(interfaces, target);
  return new Map(Array.from(interfaces, (row) => [row.index[0] ?? -1, labelsOf(row)?.['port'] ?? row.index.join('.')]));
}

type NameOf = (number: number | undefined) => string | undefined;

/** A bridge counts its ports on its own; one that does not say how counts them by ifIndex. */
function bridgePortNames(bridgePorts: BridgeTables['bridgePorts'], names: ReadonlyMap<number, string>): NameOf {
  return (number = -1) =>
    names.get(bridgePorts.size === 0 ? number : (bridgePorts.get(number)?.number('ifIndex') ?? -1));
}

/**
 * LLDP counts ports on its own too, and calls them by what it likes: the name of an interface, its ifIndex in digits, or something
 * that only the description explains. Where none of these is known here, its number is that of the bridge.
 */
function lldpPortNames(
  localPorts: BridgeTables['localPorts'],
  names: ReadonlyMap<number, string>,
  bridgePortOf: NameOf,
): NameOf {
  const known = new Set(names.values());
  return (number = -1) => {
    const row = localPorts.get(number);
    const [id, description] = [row?.text('id') ?? '', row?.text('description') ?? ''];
    const named = [id, description].find((text) => known.has(text));
    return named ?? (/^\d{1,10}$/.test(id) ? names.get(Number(id)) : undefined) ?? bridgePortOf(number);
  };
}

function neighbourOf(row: Row<NeighbourColumn>): Neighbour {
  const chassis = identified(row, 'chassisType', 'chassis', chassisTypes);
  const port = identified(row, 'portType', 'port', portTypes);
  return {
    address: chassis.mac ?? port.mac,
    name: printable(row.text('name') ?? '') || chassis.text,
    port: port.text || printable(row.text('portDescription') ?? ''),
    forwards: ((row.octets('capabilities')?.[0] ?? 0) & forwarding) !== 0,
  };
}

/** An identifier of LLDP as a text, and as a MAC address where it is one. Network addresses are no names. */
function identified(
  row: Row<NeighbourColumn>,
  type: NeighbourColumn,
  column: NeighbourColumn,
  types: { mac: number; address: number },
): { mac: string | undefined; text: string } {
  const kind = row.number(type);
  const mac = kind === types.mac ? deviceMac(row.octets(column) ?? []) : undefined;
  const isText = kind !== types.mac && kind !== types.address;
  return { mac, text: mac ?? (isText ? printable(row.text(column) ?? '') : '') };
}
