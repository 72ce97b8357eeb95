import type { Target } from '../targets.ts';
import type { Labels } from './emit.ts';
import type { Row, Rows } from './row.ts';

/** Why an ONU went down, as the catalogue names it. */
export const onuDownCauses = [
  'loss_of_signal',
  'loss_of_frame',
  'dying_gasp',
  'deactivated',
  'reset',
  'authentication',
  'laser_off',
  'other',
] as const;
export type OnuDownCause = (typeof onuDownCauses)[number];

/**
 * Labels of the ONUs of a table that is indexed by the ifIndex of the PON port and the number of the ONU on it: `port` is the name
 * of the PON port, a colon and the number, `element_id` the ONU that the inventory knows there.
 */
export function onuLabels(ports: Rows<'name'>, target: Target): (onu: Row<string>) => Labels | undefined {
  return (onu) => {
    const [ifIndex, number, ...rest] = onu.index;
    if (ifIndex === undefined || number === undefined || rest.length > 0) return undefined;
    const port = `${ports.get(ifIndex)?.text('name') ?? `#${ifIndex}`}:${number}`;
    return { port, element_id: target.elementsOnPorts.get(port) ?? '' };
  };
}
