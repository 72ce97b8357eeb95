import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { Plant } from '../plant.ts';

/** A switch has eight ports for cameras, used or not. */
const switchPorts = 8;

/** What hangs on the ports of a device. */
export interface Wiring {
  /** The names of its ports. */
  names: readonly string[];
  /** As the inventory has it, by the port's name. */
  papers: ReadonlyMap<string, Element>;
  /** As it is: somebody may have plugged a camera in elsewhere, or a device that nobody knows. */
  real: ReadonlyMap<string, Element>;
}

export function wiringOf({ id, kind }: Element, plant: Plant): Wiring {
  const hanging = plant.topology.below(id).flatMap(({ element, port }) => (port ? [[port, element] as const] : []));
  const papers = new Map(hanging);
  const fixed = kind === 'switch' ? Array.from({ length: switchPorts }, (_, at) => `GE0/0/${at + 1}`) : [];
  const spare = fixed.filter((name) => !papers.has(name));
  const names = [...papers.keys(), ...spare].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const real = new Map(papers);
  for (const [port, element] of papers) {
    const elsewhere = plant.fault(element.id, 'camera_misplugged') && spare.shift();
    if (elsewhere === undefined) continue;
    real.delete(port);
    real.set(elsewhere, element);
  }
  const free = plant.fault(id, 'unknown_device') && spare.shift();
  if (free !== undefined) real.set(free, stranger(id));
  return { names, papers, real };
}

/** A device that the inventory does not know. It has power of its own. */
const stranger = (networkSwitch: string): Element => ({
  ...{ id: `stranger-at-${networkSwitch}`, kind: 'camera', vendor: 'Unknown' },
  ...{ fedBy: [], uplinks: [], modules: [], senses: [] },
});
