import type { Graph } from '../topology/graph.ts';

interface Cabinets {
  /** What stands in each, by position. */
  members: ReadonlyMap<string, readonly number[]>;
  /** By position, a number for the cabinet; for what stands in none, one of its own. */
  numbers: Int32Array;
}

const known = new WeakMap<Graph, Cabinets>();

const cabinetsOf = (graph: Graph): Cabinets => {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const members = new Map<string, number[]>();
  const numbers = new Int32Array(graph.elements.length);
  graph.elements.forEach(({ cabinet }, position) => {
    const inside = cabinet === undefined ? undefined : members.get(cabinet);
    numbers[position] = inside?.[0] ?? position;
    if (inside !== undefined) inside.push(position);
    else if (cabinet !== undefined) members.set(cabinet, [position]);
  });
  const cabinets = { members, numbers };
  known.set(graph, cabinets);
  return cabinets;
};

/** What stands in the same cabinet as the element, itself included; nothing where it stands in none. */
export const standingWith = (graph: Graph, position: number): readonly number[] =>
  cabinetsOf(graph).members.get(graph.elements[position]?.cabinet ?? '') ?? [];

/** In how many cabinets they stand; what stands in none counts as one of its own. */
export const cabinetCount = (graph: Graph, positions: readonly number[]): number => {
  const { numbers } = cabinetsOf(graph);
  const counted = new Uint8Array(numbers.length);
  let count = 0;
  for (const position of positions) {
    const number = numbers[position] ?? 0;
    if (counted[number] === 1) continue;
    counted[number] = 1;
    count += 1;
  }
  return count;
};
