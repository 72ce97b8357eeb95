import type { Topology } from '../topology.ts';
import { closure } from '../topology/graph.ts';

/**
 * The elements whose state, good or bad, helps to tell the causes of these bad elements apart: what is to be asked of
 * Prometheus before a diagnosis. Nearest first: what is on the way to source and core, then what hangs on that, narrow
 * causes before wide ones; at most `limit`.
 */
export const elementsInQuestion = (topology: Topology, bad: Iterable<string>, limit = 5000): string[] => {
  const { graph } = topology;
  const known = [...bad].flatMap((id) => graph.positions.get(id) ?? []);
  const asked = new Set<number>(known);
  const onTheWay = new Set(known.flatMap((at) => [...closure(at, graph.feeders), ...closure(at, graph.uplinks)]));
  for (const position of onTheWay) asked.add(position);
  for (const position of known) {
    for (const recorder of graph.recordedBy[position] ?? []) {
      asked.add(recorder);
      for (const camera of graph.records[recorder] ?? []) asked.add(camera);
    }
  }
  const widths = [...onTheWay].map((position) => ({
    below: [...closure(position, graph.fed), ...closure(position, graph.downlinks)],
  }));
  widths.sort((a, b) => a.below.length - b.below.length);
  for (const { below } of widths) {
    if (asked.size >= limit) break;
    for (const position of below) asked.add(position);
  }
  return [...asked].slice(0, limit).flatMap((position) => graph.elements[position]?.id ?? []);
};
