import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';

const onuCounts = new WeakMap<Graph, Map<number, number>>();

const onusBelow = (graph: Graph, port: number): number => {
  const counts = onuCounts.get(graph) ?? new Map<number, number>();
  onuCounts.set(graph, counts);
  const known = counts.get(port);
  if (known !== undefined) return known;
  const count = closure(port, graph.downlinks).filter((each) => kindAt(graph, each) === 'onu').length;
  counts.set(port, count);
  return count;
};

/** The PON port that an ONU hangs on, by however many splitters. */
export const ponPortOf = (graph: Graph, onu: number): number | undefined => {
  let above = graph.uplinks[onu]?.[0];
  for (let steps = 0; above !== undefined && kindAt(graph, above) === 'splitter' && steps < 8; steps += 1) {
    above = graph.uplinks[above]?.[0];
  }
  return above !== undefined && kindAt(graph, above) === 'pon_port' ? above : undefined;
};

/**
 * The PON ports above the lost ONUs, and whether all their ONUs are lost: an OLT declares loss of signal on a port when no
 * light at all arrives, be it cut or be the far ends without power.
 */
export const ponPortsOver = (graph: Graph, lost: Iterable<number>): Map<number, boolean> => {
  const lostOnus = new Map<number, number>();
  for (const position of lost) {
    if (kindAt(graph, position) !== 'onu') continue;
    const port = ponPortOf(graph, position);
    if (port !== undefined) lostOnus.set(port, (lostOnus.get(port) ?? 0) + 1);
  }
  return new Map([...lostOnus].map(([port, count]) => [port, count >= onusBelow(graph, port)]));
};

const none: readonly number[] = [];
const darkened = new WeakMap<readonly number[], readonly number[]>();

/** The PON ports that lose all their ONUs with these, and are not lost themselves; worked out once for each list. */
export const portsDarkenedBy = (graph: Graph, lost: readonly number[]): readonly number[] => {
  // As a rule it is a camera alone, of which there are tens of thousands.
  if (lost.length === 1 && kindAt(graph, lost[0] ?? -1) !== 'onu') return none;
  const known = darkened.get(lost);
  if (known !== undefined) return known;
  const dark = [...ponPortsOver(graph, lost)].flatMap(([port, isDark]) => (isDark ? [port] : []));
  const ports = dark.filter((port) => !lost.includes(port));
  darkened.set(lost, ports);
  return ports;
};
