import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant/plant.ts';

/** An interface of a device. Rates are what flows while it is up, in octets per second. */
export interface Port {
  index: number;
  name: string;
  alias: string;
  /** IANAifType: ethernetCsmacd 6, gpon 250. */
  type: 6 | 250;
  megabitsPerSecond: number;
  up: () => boolean;
  inRate: number;
  outRate: number;
}

const cameraOctetsPerSecond = 500_000;
const quiet = 200;
/** A switch has eight ports for cameras, used or not. */
const switchPorts = 8;
const uplinkNames: Partial<Record<Element['kind'], string>> = { olt: 'xge0/0/1', onu: 'pon0', switch: 'GE0/0/10' };

/** The interfaces of a device: those that the inventory names, what a switch has to spare, and the one towards the core. */
export function portsOf(element: Element, plant: Plant): Port[] {
  const hanging = plant.topology
    .below(element.id)
    .flatMap(({ element: below, port }) => (port ? [{ below, port }] : []));
  const used = new Map(hanging.map(({ below, port }) => [port, below]));
  const spare =
    element.kind === 'switch'
      ? Array.from({ length: switchPorts }, (_, index) => `GE0/0/${index + 1}`).filter((name) => !used.has(name))
      : [];
  const names = [...used.keys(), ...spare].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const cameras = [...used.values()].filter(({ kind }) => kind === 'camera').length;
  const ports = names.map((name, index): Port => {
    const below = used.get(name);
    const optical = below?.kind === 'pon_port';
    return {
      index: index + 1,
      name,
      alias: below?.id ?? '',
      type: optical ? 250 : 6,
      megabitsPerSecond: optical ? 2488 : element.kind === 'switch' ? 100 : 1000,
      up: () => below !== undefined && plant.condition(below.id).linked,
      inRate: below?.kind === 'ups' ? quiet : cameraOctetsPerSecond * (below?.kind === 'camera' ? 1 : 4),
      outRate: quiet * 10,
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
      type: element.kind === 'onu' ? 250 : 6,
      megabitsPerSecond: element.kind === 'olt' ? 10_000 : 1000,
      up: () => element.kind === 'olt' || plant.condition(element.id).linked,
      inRate: quiet * 10,
      outRate: cameraOctetsPerSecond * Math.max(1, cameras),
    },
  ];
}
