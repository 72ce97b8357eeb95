import type { Graph } from '../topology/graph.ts';

const known = new WeakMap<Graph, Int32Array>();

/**
 * By position: an order of the elements in which what hangs on something comes before it, as far as that can be. Where two
 * hypotheses are worth the same to the last digit it decides, whatever the evidence was before.
 */
export const orderOfPoints = (graph: Graph): Int32Array => {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const [power, transmission] = [depths(graph.feeders, graph.fed), depths(graph.uplinks, graph.downlinks)];
  const depth = power.map((steps, position) => steps + (transmission[position] ?? 0));
  const positions = Int32Array.from(graph.elements.keys());
  positions.sort((a, b) => (depth[b] ?? 0) - (depth[a] ?? 0) || a - b);
  const order = new Int32Array(positions.length);
  positions.forEach((position, place) => {
    order[position] = place;
  });
  known.set(graph, order);
  return order;
};

/** How many steps at most an element is from what has none of these parents; in a ring, further than all others. */
const depths = (parents: readonly (readonly number[])[], children: readonly (readonly number[])[]): Float64Array => {
  const depth = new Float64Array(parents.length).fill(parents.length);
  const awaited = parents.map(({ length }) => length);
  let level = [...parents.keys()].filter((position) => awaited[position] === 0);
  for (let steps = 0; level.length > 0; steps += 1) {
    const next: number[] = [];
    for (const position of level) {
      depth[position] = steps;
      for (const below of children[position] ?? []) {
        const left = (awaited[below] ?? 0) - 1;
        awaited[below] = left;
        if (left === 0) next.push(below);
      }
    }
    level = next;
  }
  return depth;
};
