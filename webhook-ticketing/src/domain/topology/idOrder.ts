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

/** From so many on it pays to look at all elements rather than to sort. */
const many = 200;

/** The ids of the elements at these positions, each once, in their order; quick for thousands, and for a few among thousands. */
export const idsInOrder = (graph: Graph, positions: readonly number[]): string[] => {
  const order = orderOfIds(graph);
  if (positions.length >= many) return manyInOrder(order, positions);
  const few = new Set(positions.flatMap((position) => order.places[position] ?? []));
  return [...few].sort((a, b) => a - b).map((place) => order.ids[place] ?? '');
};

const manyInOrder = ({ ids, places }: IdOrder, positions: readonly number[]): string[] => {
  const isWanted = new Uint8Array(ids.length);
  let count = 0;
  for (let at = 0; at < positions.length; at += 1) {
    const place = places[positions[at] ?? -1] ?? -1;
    if (place === -1 || isWanted[place] === 1) continue;
    isWanted[place] = 1;
    count += 1;
  }
  // A list that grows to thousands is copied time and again.
  const found = new Array<string>(count);
  for (let place = 0, next = 0; next < count; place += 1) {
    if (isWanted[place] !== 1) continue;
    found[next] = ids[place] ?? '';
    next += 1;
  }
  return found;
};
