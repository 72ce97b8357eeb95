import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../../plant/plant.ts';
import { MibView } from '../mibView.ts';
import { deviceOf, type View } from './device.ts';
import { ethernet } from './ethernet.ts';
import { interfaces } from './interfaces.ts';
import { system } from './system.ts';
import { upsMib } from './ups.ts';

/** What the agents of a kind serve, whoever asks for which part of it. */
const viewsOfKind: Partial<Record<Element['kind'], readonly View[]>> = {
  switch: [interfaces, ethernet],
  onu: [interfaces, ethernet],
  olt: [interfaces, ethernet],
  ups: [upsMib],
};

/** All that a device's agent shows; a switch may have so many ports more than the inventory knows. */
export function mibViewOf(element: Element, plant: Plant, furtherPorts = 0): MibView {
  const device = deviceOf(element, plant, furtherPorts);
  return new MibView([system, ...(viewsOfKind[element.kind] ?? [])].flatMap((view) => view(device)));
}
