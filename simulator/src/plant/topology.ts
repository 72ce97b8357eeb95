import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';

interface Hanging {
  element: Element;
  port: string | undefined;
}

/** The inventory's graph, indexed for going both ways along it. */
export interface Topology {
  elements: ReadonlyMap<string, Element>;
  /** What hangs directly below an element on the transmission path, with the port there. */
  below: (id: string) => readonly Hanging[];
  /** What a power element, a switch or a media converter feeds directly. */
  feeds: (id: string) => readonly Element[];
  /** What stands in a cabinet. */
  inCabinet: (cabinet: string) => readonly Element[];
  /** The PON port that an ONU or a splitter hangs on. */
  ponOf: (id: string) => string | undefined;
  /** The cameras that a switch feeds, in the order of its ports. */
  poeCameras: (id: string) => readonly Hanging[];
}

export function topology(inventory: Pick<Inventory, 'elements'>): Topology {
  const elements = new Map(inventory.elements.map((element) => [element.id, element]));
  const below = new Map<string, Hanging[]>();
  const feeds = new Map<string, Element[]>();
  const cabinets = new Map<string, Element[]>();
  const append = <T>(lists: Map<string, T[]>, key: string, item: T): void => {
    const list = lists.get(key);
    if (list) list.push(item);
    else lists.set(key, [item]);
  };
  for (const element of inventory.elements) {
    for (const { to, port } of element.uplinks) append(below, to, { element, port });
    for (const feed of element.fedBy) append(feeds, feed, element);
    if (element.cabinet !== undefined) append(cabinets, element.cabinet, element);
  }
  const ponOf = (id: string): string | undefined => {
    const element = elements.get(id);
    if (!element || element.kind === 'pon_port') return element?.id;
    if (element.kind !== 'splitter' && element.kind !== 'onu') return undefined;
    for (const { to } of element.uplinks) {
      const found = ponOf(to);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    elements,
    below: (id) => below.get(id) ?? [],
    feeds: (id) => feeds.get(id) ?? [],
    inCabinet: (cabinet) => cabinets.get(cabinet) ?? [],
    ponOf,
    poeCameras: (id) =>
      (below.get(id) ?? [])
        .filter(({ element }) => element.kind === 'camera' && element.fedBy.includes(id))
        .sort((a, b) => (a.port ?? '').localeCompare(b.port ?? '', 'en', { numeric: true })),
  };
}
