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
  const wanted = new Uint8Array(ids.length);
  for (const position of positions) {
    const place = places[position];
    if (place !== undefined) wanted[place] = 1;
  }
  const found: string[] = [];
  for (let place = wanted.indexOf(1); place !== -1; place = wanted.indexOf(1, place + 1)) found.push(ids[place] ?? '');
  return found;
};
