import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../../plant/plant.ts';
import { MibView } from '../mibView.ts';
import { bridge } from './bridge.ts';
import { universalInputs } from './cabinet.ts';
import { deviceOf, type View } from './device.ts';
import { entities } from './entities.ts';
import { epon } from './epon.ts';
import { ethernet } from './ethernet.ts';
import { hostResources } from './host.ts';
import { huaweiOlt } from './huaweiOlt.ts';
import { interfaces } from './interfaces.ts';
import { lldp } from './lldp.ts';
import { rackPdu } from './pdu.ts';
import { poe } from './poe.ts';
import { recorder } from './recorder.ts';
import { sonet } from './sonet.ts';
import { system } from './system.ts';
import { upsMib } from './ups.ts';

/** What the agents of a kind serve, whoever asks for which part of it. */
const viewsOfKind: Partial<Record<Element['kind'], readonly View[]>> = {
  switch: [interfaces, ethernet, bridge, lldp, poe, entities],
  onu: [interfaces, ethernet, entities],
  olt: [interfaces, ethernet, huaweiOlt, epon, entities],
  sdh_node: [interfaces, sonet, entities],
  media_converter: [interfaces, entities],
  aggregation: [interfaces, entities],
  core: [interfaces, entities],
  ups: [upsMib, universalInputs, entities],
  pdu: [rackPdu],
  recorder: [hostResources, recorder],
  server: [hostResources],
};

/** All that a device's agent shows; a switch may have so many ports more than the inventory knows. */
export function mibViewOf(element: Element, plant: Plant, furtherPorts = 0): MibView {
  const device = deviceOf(element, plant, furtherPorts);
  return new MibView([system, ...(viewsOfKind[element.kind] ?? [])].flatMap((view) => view(device)));
}
