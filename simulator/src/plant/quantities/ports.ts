import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { stage } from '../course.ts';
import type { Plant } from '../plant.ts';
import { onusBehind } from './optics.ts';
import { wiringOf } from './wiring.ts';

/** An interface of a device. Rates are what flows while it is up, in octets per second. */
export interface Port {
  index: number;
  name: string;
  alias: string;
  /** IANAifType: ethernetCsmacd 6, sonet 39, gpon 250. */
  type: 6 | 39 | 250;
  megabitsPerSecond: () => number;
  up: () => boolean;
  inRate: number;
  outRate: number;
  /** What hangs there; undefined at a spare port and at the one towards the core. */
  below: Element | undefined;
  /** It can feed what hangs there. */
  poe: boolean;
  errors: () => PortErrors;
}

/** Counted since the start of the simulator. */
export interface PortErrors {
  inErrors: number;
  inDiscards: number;
  outDiscards: number;
  fcs: number;
  symbol: number;
  lateCollisions: number;
}

/** What a fault adds each second. */
const perSecond = {
  cable: { fcs: 12, symbol: 7, lateCollisions: 0.5 },
  bend: { fcs: 40 },
  loop: { inDiscards: 900, outDiscards: 400 },
  congestion: { outDiscards: 120 },
};
const cameraOctetsPerSecond = 500_000;
const quiet = 200;
const noErrors: PortErrors = { inErrors: 0, inDiscards: 0, outDiscards: 0, fcs: 0, symbol: 0, lateCollisions: 0 };
/** The interface towards the core. */
export const uplinkNames: Partial<Record<Element['kind'], string>> = {
  olt: 'xge0/0/1',
  onu: 'pon0',
  switch: 'GE0/0/10',
  sdh_node: 'STM-1/1',
};

/**
 * The interfaces of a device: those that the inventory names, what a switch has to spare, the one towards the core, and so many
 * further ones behind which stands nothing of the inventory; they are up and carry traffic.
 */
export function portsOf(element: Element, plant: Plant, furtherPorts = 0): Port[] {
  const ports = wiredPorts(element, plant);
  return [
    ...ports,
    ...ports.flatMap((port) => eponLinks(port, plant)),
    ...Array.from({ length: furtherPorts }, (_, at) => furtherPort(ports.length + at + 1, `GE${furtherSlot(at)}`)),
  ];
}

/** Of an EPON, each ONU has a logical link with an interface of its own (RFC 4837 section 3.1). */
const eponLinks = (port: Port, plant: Plant): Port[] =>
  port.below?.kind !== 'pon_port' || !port.name.startsWith('epon')
    ? []
    : onusBehind(plant, port.below.id).map(({ onu, number }): Port => ({
        ...port,
        index: port.index * 1000 + number + 1,
        name: `${port.name}:${number}`,
        alias: onu.id,
        type: 6,
        megabitsPerSecond: () => 1000,
        up: () => plant.condition(onu.id).lit,
        inRate: cameraOctetsPerSecond * 4,
        below: onu,
        errors: () => errorsOf(plant, '', onu.id),
      }));

const furtherSlot = (at: number): string => `${1 + Math.floor(at / 48)}/0/${(at % 48) + 1}`;
const furtherPort = (index: number, name: string): Port => ({
  index,
  name,
  alias: '',
  type: 6,
  megabitsPerSecond: () => 1000,
  up: () => true,
  inRate: quiet,
  outRate: quiet,
  below: undefined,
  poe: false,
  errors: () => noErrors,
});

function wiredPorts(element: Element, plant: Plant): Port[] {
  const { names, papers, real } = wiringOf(element, plant);
  const cameras = [...real.values()].filter(({ kind }) => kind === 'camera').length;
  const ports = names.map((name, index): Port => {
    const below = real.get(name);
    const optical = below?.kind === 'pon_port';
    const megabits = optical ? 2488 : element.kind === 'switch' ? 100 : 1000;
    return {
      index: index + 1,
      name,
      alias: papers.get(name)?.id ?? '',
      type: optical ? 250 : 6,
      megabitsPerSecond: () => (slowed(plant, below) ? 10 : megabits),
      up: () => below !== undefined && isLinked(plant, below),
      inRate: below?.kind === 'ups' ? quiet : cameraOctetsPerSecond * (below?.kind === 'camera' ? 1 : 4),
      outRate: quiet * 10,
      below,
      poe: element.kind === 'switch',
      errors: () => errorsOf(plant, element.id, below?.id),
    };
  });
  const uplink = uplinkNames[element.kind];
  if (uplink === undefined) return ports;
  return [
    ...ports,
    {
      index: ports.length + 1,
      name: uplink,
      alias: 'uplink',
      type: element.kind === 'onu' ? 250 : element.kind === 'sdh_node' ? 39 : 6,
      megabitsPerSecond: () => (element.kind === 'olt' ? 10_000 : element.kind === 'sdh_node' ? 155 : 1000),
      up: () => element.kind === 'olt' || plant.condition(element.id).linked,
      inRate: quiet * 10,
      outRate: cameraOctetsPerSecond * Math.max(1, cameras),
      below: undefined,
      poe: false,
      errors: () => errorsOf(plant, element.id, undefined),
    },
  ];
}

/** What the plant does not know it leaves alone. */
const isLinked = (plant: Plant, { id }: Element): boolean =>
  !plant.topology.elements.has(id) || plant.condition(id).linked;

const slowed = (plant: Plant, below: Element | undefined): boolean => {
  const fault = below && plant.fault(below.id, 'cable_degraded');
  return fault !== undefined && stage(fault, plant.now()) > 0;
};

/** Of a port of a device, with what hangs there; towards the core where nothing does. */
function errorsOf(plant: Plant, device: string, below: string | undefined): PortErrors {
  const seconds = (id: string | undefined, kind: Parameters<Plant['suffered']>[1]): number =>
    id === undefined ? 0 : plant.suffered(id, kind) / 1000;
  const cable = seconds(below, 'cable_degraded');
  const bend = seconds(below ?? device, 'fibre_bend');
  const loop = seconds(device, 'network_loop');
  const congestion = below === undefined ? seconds(device, 'congestion') : 0;
  const fcs = cable * perSecond.cable.fcs + bend * perSecond.bend.fcs;
  return {
    fcs,
    symbol: cable * perSecond.cable.symbol,
    lateCollisions: cable * perSecond.cable.lateCollisions,
    inErrors: fcs,
    inDiscards: loop * perSecond.loop.inDiscards,
    outDiscards: loop * perSecond.loop.outDiscards + congestion * perSecond.congestion.outDiscards,
  };
}
