import type { Graph } from './graph.ts';

const known = new WeakMap<Graph, Int32Array>();

/** By position: the place of the element among all by their ids. */
const orderOfIds = (graph: Graph): Int32Array => {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const ids = graph.elements.map(({ id }) => id).sort();
  const places = new Map(ids.map((id, place) => [id, place]));
  const order = Int32Array.from(graph.elements, ({ id }) => places.get(id) ?? 0);
  known.set(graph, order);
  return order;
};

/** The ids of the elements at these positions, each once, in their order; quick for thousands. */
export const idsInOrder = (graph: Graph, positions: Iterable<number>): string[] => {
  const order = orderOfIds(graph);
  const byOrder = new Map<number, string>();
  for (const position of positions) {
    const element = graph.elements[position];
    if (element !== undefined) byOrder.set(order[position] ?? 0, element.id);
  }
  return Array.from(Int32Array.from(byOrder.keys()).sort(), (place) => byOrder.get(place) ?? '');
};
