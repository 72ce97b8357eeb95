import type { Topology } from '../topology.ts';
import { closure } from '../topology/graph.ts';

/** The elements whose state, good or bad, helps to tell the causes of what is bad apart. In none of the lists one of the other. */
export interface InQuestion {
  /** What is bad, what is on its way to source and core, what records it, and what hangs closely on these. */
  near: string[];
  /** What else hangs on those ways, or is recorded there: whether it suffers too tells how wide a cause reaches. */
  far: string[];
}

/** What has no more than so many elements below it belongs together: a cabinet, a switch with its cameras. */
const closely = 64;

/**
 * What is to be asked of Prometheus before these bad elements are diagnosed. Nearest first: what is on the way to source and core,
 * then what hangs on that, narrow causes before wide ones; at most `limit`.
 */
export const elementsInQuestion = (topology: Topology, bad: Iterable<string>, limit = 5000): InQuestion => {
  const { graph } = topology;
  const known = [...bad].flatMap((id) => graph.positions.get(id) ?? []);
  const asked = new Set<number>(known);
  const onTheWay = new Set(known.flatMap((at) => [...closure(at, graph.feeders), ...closure(at, graph.uplinks)]));
  for (const position of onTheWay) asked.add(position);
  const recorders = known.flatMap((position) => graph.recordedBy[position] ?? []);
  for (const recorder of recorders) asked.add(recorder);
  const widths = [...onTheWay].map((position) => ({
    below: [...closure(position, graph.fed), ...closure(position, graph.downlinks)],
  }));
  widths.sort((a, b) => a.below.length - b.below.length);
  let near = asked.size;
  for (const { below } of widths) {
    if (asked.size >= limit) break;
    for (const position of below) asked.add(position);
    if (below.length <= closely) near = asked.size;
  }
  for (const recorder of recorders) for (const camera of graph.records[recorder] ?? []) asked.add(camera);
  const ids = [...asked].slice(0, limit).flatMap((position) => graph.elements[position]?.id ?? []);
  return { near: ids.slice(0, near), far: ids.slice(near) };
};
