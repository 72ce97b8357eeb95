import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';

/** The inventory's graph, indexed for going both ways along it. */
export interface Topology {
  elements: ReadonlyMap<string, Element>;
  /** What hangs directly below an element on the transmission path, with the port there. */
  below: (id: string) => readonly { element: Element; port: string | undefined }[];
}

export function topology(inventory: Pick<Inventory, 'elements'>): Topology {
  const elements = new Map(inventory.elements.map((element) => [element.id, element]));
  const below = new Map<string, { element: Element; port: string | undefined }[]>();
  for (const element of inventory.elements) {
    for (const { to, port } of element.uplinks) {
      const hanging = below.get(to) ?? [];
      hanging.push({ element, port });
      below.set(to, hanging);
    }
  }
  return { elements, below: (id) => below.get(id) ?? [] };
}
