import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';

/** The typed graph by position: every list holds positions in `elements`. References to unknown elements are left out. */
export interface Graph {
  readonly elements: readonly Element[];
  readonly positions: ReadonlyMap<string, number>;
  /** What feeds it; any one suffices. */
  readonly feeders: readonly (readonly number[])[];
  /** What it feeds. */
  readonly fed: readonly (readonly number[])[];
  /** The next elements towards the core; any one suffices. */
  readonly uplinks: readonly (readonly number[])[];
  /** What reaches the core through it. */
  readonly downlinks: readonly (readonly number[])[];
  /** Which devices measure the voltage at an element. */
  readonly sensors: ReadonlyMap<number, readonly number[]>;
  /** Which cameras a recorder records. */
  readonly records: readonly (readonly number[])[];
  /** Which recorders record a camera. */
  readonly recordedBy: readonly (readonly number[])[];
}

/** The kind of the element at a position. */
export const kindAt = (graph: Graph, position: number): ElementKind => graph.elements[position]?.kind ?? 'server';

/** Indexes the elements of an inventory; linear in elements and edges. */
export const buildGraph = (inventory: Inventory): Graph => {
  const elements = inventory.elements;
  const positions = new Map(elements.map((element, position) => [element.id, position]));
  const known = (ids: readonly string[]): number[] =>
    [...new Set(ids)].flatMap((id) => {
      const position = positions.get(id);
      return position === undefined ? [] : [position];
    });
  const feeders = elements.map((element) => known(element.fedBy));
  const uplinks = elements.map((element) => known(element.uplinks.map((uplink) => uplink.to)));
  const sensors = new Map<number, number[]>();
  elements.forEach((element, sensor) => {
    const inputs = element.senses.map((sense) => sense.element);
    const contacts = (element.sensors ?? []).flatMap((contact) => contact.element ?? []);
    for (const sensed of known([...inputs, ...contacts])) {
      sensors.set(sensed, [...(sensors.get(sensed) ?? []), sensor]);
    }
  });
  const records = elements.map(({ recording }) => known(recording?.channels.map(({ element }) => element) ?? []));
  return {
    elements,
    positions,
    feeders,
    fed: reversed(feeders),
    uplinks,
    downlinks: reversed(uplinks),
    sensors,
    records,
    recordedBy: reversed(records),
  };
};

const reversed = (parents: readonly (readonly number[])[]): number[][] => {
  const children: number[][] = parents.map(() => []);
  parents.forEach((list, child) => {
    for (const parent of list) children[parent]?.push(child);
  });
  return children;
};

/** What lies on the way from a start along the edges, the start first; each once, so that a cycle does no harm. */
export const closure = (start: number, edges: readonly (readonly number[])[]): number[] => {
  const found = [start];
  if ((edges[start]?.length ?? 0) === 0) return found;
  const seen = new Set(found);
  for (let next = 0; next < found.length; next += 1) {
    for (const position of edges[found[next] ?? -1] ?? []) {
      if (seen.has(position)) continue;
      seen.add(position);
      found.push(position);
    }
  }
  return found;
};

/**
 * What is lost with the `lost` when each element needs one of its parents: an element falls when its last parent has fallen.
 * `holds` names elements that keep what hangs on them even when they themselves have lost theirs (a UPS on battery).
 * The answer starts with `lost`.
 */
export const fallen = (
  lost: readonly number[],
  parents: readonly (readonly number[])[],
  children: readonly (readonly number[])[],
  holds: (position: number) => boolean = () => false,
): number[] => {
  // Of one on which nothing hangs, as most are, nothing else is lost.
  if (lost.length === 1 && (children[lost[0] ?? -1]?.length ?? 0) === 0) return [...lost];
  const found = [...new Set(lost)];
  const seen = new Set(found);
  const lostParents = new Map<number, number>();
  for (let next = 0; next < found.length; next += 1) {
    const position = found[next] ?? -1;
    if (holds(position)) continue;
    for (const child of children[position] ?? []) {
      const count = (lostParents.get(child) ?? 0) + 1;
      lostParents.set(child, count);
      if (count < (parents[child]?.length ?? 0) || seen.has(child)) continue;
      seen.add(child);
      found.push(child);
    }
  }
  return found;
};
