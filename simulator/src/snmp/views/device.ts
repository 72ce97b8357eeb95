import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../../plant/plant.ts';
import { portsOf, type Port } from '../../plant/quantities/ports.ts';
import type { Mounted } from '../mibView.ts';

/** A device as its MIBs look at it. */
export interface Device {
  element: Element;
  plant: Plant;
  ports: readonly Port[];
  /** Milliseconds since it last started. */
  uptimeMs: () => number;
}

/** One MIB, or a part of it, as this device serves it. */
export type View = (device: Device) => readonly Mounted[];

export function deviceOf(element: Element, plant: Plant, furtherPorts = 0): Device {
  const uptimeMs = (): number => plant.now() - plant.bootedAt(element.id);
  return { element, plant, ports: portsOf(element, plant, furtherPorts), uptimeMs };
}
