import type { Topology } from '../topology.ts';
import { closure } from '../topology/graph.ts';
import { standingWith } from './cabinets.ts';

/** The elements whose state, good or bad, helps to tell the causes of what is bad apart. In none of the lists one of the other. */
export interface InQuestion {
  /** What is bad, what stands with it, what is on its way to source and core, what records it, and what hangs closely on these. */
  near: string[];
  /** Of what else hangs on those ways enough to tell how wide a cause reaches. */
  far: string[];
}

/** What has no more than so many elements below it belongs together: a cabinet, a switch with its cameras. */
const closely = 28;
/**
 * So many probed devices below each element on the way say whether all below it suffers; more, the more of them are known to be bad,
 * so that a wide fault is soon seen in full.
 */
const witnesses = { least: 16, each: 4 };

/**
 * What is to be asked of Prometheus before these bad elements are diagnosed; the near ones first, at most `limit`. Thousands of
 * healthy neighbours say no more against a wide cause than a few.
 */
export const elementsInQuestion = (topology: Topology, bad: Iterable<string>, limit = 5000): InQuestion => {
  const { graph } = topology;
  const known = [...bad].flatMap((id) => graph.positions.get(id) ?? []);
  /** What is on the way, and for how many of the bad ones. */
  const ways = new Map<number, number>();
  for (const position of known) {
    for (const on of new Set([...closure(position, graph.feeders), ...closure(position, graph.uplinks)])) {
      ways.set(on, (ways.get(on) ?? 0) + 1);
    }
  }
  const asked = new Set<number>([...known, ...ways.keys()]);
  for (const position of known) {
    for (const recorder of graph.recordedBy[position] ?? []) asked.add(recorder);
    for (const beside of standingWith(graph, position)) asked.add(beside);
  }
  for (const position of ways.keys()) {
    const close = [graph.fed, graph.downlinks].flatMap((tree) => nearestBelow(position, tree, closely + 1));
    if (close.length <= closely) for (const each of close) asked.add(each);
  }
  const near = asked.size;
  const isProbed = (position: number): boolean => (graph.elements[position]?.modules.length ?? 0) > 0;
  for (const [position, suffering] of ways) {
    const enough = witnesses.least + witnesses.each * suffering;
    for (const tree of [graph.fed, graph.downlinks]) {
      for (const each of nearestBelow(position, tree, enough, isProbed)) asked.add(each);
    }
  }
  const ids = [...asked].slice(0, limit).flatMap((position) => graph.elements[position]?.id ?? []);
  return { near: ids.slice(0, near), far: ids.slice(near) };
};

/** What hangs on the element, itself first, the nearest before the others, until there are so many of those that count. */
function nearestBelow(
  start: number,
  edges: readonly (readonly number[])[],
  most: number,
  counts: (position: number) => boolean = () => true,
): number[] {
  const found = new Set([start]);
  const below: number[] = [];
  let counted = 0;
  // A set that grows while it is walked is walked to its new end.
  for (const position of found) {
    below.push(position);
    if (counts(position)) counted += 1;
    if (counted >= most) break;
    for (const next of edges[position] ?? []) found.add(next);
  }
  return below;
}
