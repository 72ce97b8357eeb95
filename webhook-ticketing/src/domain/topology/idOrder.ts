import type { Graph } from './graph.ts';

/** The ids in their order, and by position the place of the element among them. */
interface IdOrder {
  ids: readonly string[];
  places: Int32Array;
}

const known = new WeakMap<Graph, IdOrder>();

const orderOfIds = (graph: Graph): IdOrder => {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const ids = graph.elements.map(({ id }) => id).sort();
  const byId = new Map(ids.map((id, place) => [id, place]));
  const order = { ids, places: Int32Array.from(graph.elements, ({ id }) => byId.get(id) ?? 0) };
  known.set(graph, order);
  return order;
};

/** The ids of the elements at these positions, each once, in their order; quick for thousands. */
export const idsInOrder = (graph: Graph, positions: readonly number[]): string[] => {
  const { ids, places } = orderOfIds(graph);
  const wanted = new Int32Array(positions.length);
  for (let at = 0; at < positions.length; at += 1) wanted[at] = places[positions[at] ?? -1] ?? -1;
  wanted.sort();
  const found: string[] = [];
  wanted.forEach((place, at) => {
    const id = ids[place];
    if (id !== undefined && place !== wanted[at - 1]) found.push(id);
  });
  return found;
};
