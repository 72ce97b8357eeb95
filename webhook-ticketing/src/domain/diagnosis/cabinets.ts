import type { Graph } from '../topology/graph.ts';

const byCabinet = new WeakMap<Graph, ReadonlyMap<string, readonly number[]>>();

const indexed = (graph: Graph): ReadonlyMap<string, readonly number[]> => {
  const known = byCabinet.get(graph);
  if (known !== undefined) return known;
  const index = new Map<string, number[]>();
  graph.elements.forEach(({ cabinet }, position) => {
    if (cabinet === undefined) return;
    const members = index.get(cabinet);
    if (members === undefined) index.set(cabinet, [position]);
    else members.push(position);
  });
  byCabinet.set(graph, index);
  return index;
};

/** What stands in the same cabinet as the element, itself included; nothing where it stands in none. */
export const standingWith = (graph: Graph, position: number): readonly number[] =>
  indexed(graph).get(graph.elements[position]?.cabinet ?? '') ?? [];
