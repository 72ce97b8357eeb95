import type { Graph } from '../topology/graph.ts';

const at = (graph: Graph, ids: Iterable<string>): number[] => [...ids].flatMap((id) => graph.positions.get(id) ?? []);
const idOf = (graph: Graph, position: number): string => graph.elements[position]?.id ?? '';

/** The elements and all that is on their ways to source and core, and what records them. */
export function waysOf(graph: Graph, ids: Iterable<string>): string[] {
  const found = new Set(at(graph, ids));
  for (const position of found) {
    for (const edges of [graph.feeders, graph.uplinks, graph.recordedBy]) {
      for (const next of edges[position] ?? []) found.add(next);
    }
  }
  return [...found].map((position) => idOf(graph, position));
}

/** The `room` elements of which anything is `known` that are fewest steps away, in whichever direction. */
export function nearest(graph: Graph, ids: Iterable<string>, known: ReadonlySet<string>, room: number): string[] {
  const edges = [graph.feeders, graph.fed, graph.uplinks, graph.downlinks, graph.recordedBy, graph.records];
  const start = at(graph, ids);
  const seen = new Set(start);
  const queue = [...seen];
  const found: string[] = [];
  for (let next = 0; next < queue.length && found.length < room; next += 1) {
    const position = queue[next] ?? -1;
    const id = idOf(graph, position);
    if (next >= start.length && known.has(id)) found.push(id);
    for (const each of edges) {
      for (const neighbour of each[position] ?? []) {
        if (seen.has(neighbour)) continue;
        seen.add(neighbour);
        queue.push(neighbour);
      }
    }
  }
  return found;
}
