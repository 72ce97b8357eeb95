import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Graph } from '../topology/graph.ts';
import { kindAt } from '../topology/graph.ts';
import { standingWith } from './cabinets.ts';
import { ponPortOf } from './ponPorts.ts';

/** What stands at the roadside: a fault of it shows in what stands and hangs with it, and at the PON port above. */
const roadside: ReadonlySet<ElementKind> = new Set([
  'meter',
  'breaker',
  'cabinet_supply',
  'ups',
  'pdu',
  'pdu_outlet',
  'onu',
  'switch',
  'media_converter',
  'camera',
]);

/** What hangs together at the roadside once all that serves many of its kind is taken away: as a rule a cabinet with its cameras. */
export interface Units {
  /** By position, the number of its unit; -1 of what is in none. */
  of: Int32Array;
  /** By number: the positions of the unit, in order. */
  members: readonly (readonly number[])[];
  /** By number: the PON ports above it, in each of which a fault of it may show; and the other way round. */
  ports: readonly (readonly number[])[];
  belowPort: ReadonlyMap<number, readonly number[]>;
  /** By number: so many terms of one hypothesis speak of the same at most: one, and one more for each UPS; two where there is none. */
  terms: readonly number[];
}

const known = new WeakMap<Graph, Units>();

/** The units of a city. None is one on which something hangs, or with which something stands, that serves more than the roadside. */
export const unitsOf = (graph: Graph): Units => {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const of = new Int32Array(graph.elements.length).fill(-1);
  const members: number[][] = [];
  const isRoadside = (position: number): boolean => roadside.has(kindAt(graph, position));
  const isSeen = new Uint8Array(graph.elements.length);
  for (const start of graph.elements.keys()) {
    if (isSeen[start] === 1 || !isRoadside(start)) continue;
    const unit = new Set([start]);
    let isOpen = false;
    // A set that grows while it is walked is walked to its new end.
    for (const position of unit) {
      isSeen[position] = 1;
      const below = [graph.fed, graph.downlinks, graph.records].flatMap((tree) => tree[position] ?? []);
      isOpen ||= [...below, ...standingWith(graph, position)].some((each) => !isRoadside(each));
      const above = [graph.feeders, graph.uplinks].flatMap((tree) => tree[position] ?? []);
      for (const each of [...below, ...above, ...standingWith(graph, position)]) if (isRoadside(each)) unit.add(each);
    }
    if (isOpen) continue;
    for (const position of unit) of[position] = members.length;
    members.push([...unit].sort((a, b) => a - b));
  }
  const ports = members.map((unit) => [...new Set(unit.flatMap((position) => ponPortOf(graph, position) ?? []))]);
  const belowPort = new Map<number, number[]>();
  ports.forEach((above, unit) => {
    for (const port of above) belowPort.set(port, [...(belowPort.get(port) ?? []), unit]);
  });
  const terms = members.map((unit) => Math.max(2, 1 + unit.filter((each) => kindAt(graph, each) === 'ups').length));
  const units = { of, members, ports, belowPort, terms };
  known.set(graph, units);
  return units;
};
