import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import { standingWith } from './cabinets.ts';
import { ponPortOf } from './ponPorts.ts';
import type { Sightings } from './sightings.ts';

/** Why an element may be behind what is bad; an element may have several reasons. */
export const why = {
  /** It feeds, connects or records something bad, or is bad itself. */
  onTheWay: 1,
  isBad: 2,
  /** It has answered after everything bad had begun. */
  answers: 4,
  /** It shares a PON with an ONU that comes and goes. */
  sharesThePon: 8,
  /** It stands by a protector that gave way. */
  standsByTheStruck: 16,
} as const;

/** By position: for which reasons (see `why`) the element may be behind what is bad; 0 where it cannot be. */
export type Scope = Uint8Array;

const aggregating: ReadonlySet<ElementKind> = new Set(faultClasses.aggregation_down.faultPoints);

/** Everything that could be behind what is bad: the bad elements, all that feeds or connects them, and what can hit them from beside. */
export const scopeOf = (graph: Graph, sightings: Sightings): Scope => {
  const scope = new Uint8Array(graph.elements.length);
  const points = new Int32Array(graph.elements.length);
  let count = 0;
  const include = (position: number): void => {
    if (((scope[position] ?? 0) & why.onTheWay) !== 0) return;
    scope[position] = (scope[position] ?? 0) | why.onTheWay;
    points[count] = position;
    count += 1;
  };
  const ports = new Set<number>();
  for (const { position, observable } of sightings.bad) {
    scope[position] = (scope[position] ?? 0) | why.isBad;
    include(position);
    for (const recorder of graph.recordedBy[position] ?? []) include(recorder);
    if (observable === 'connection_steady') {
      const port = ponPortOf(graph, position);
      if (port !== undefined) ports.add(port);
    }
    if (observable === 'surge_protected') {
      for (const near of standingWith(graph, position)) {
        if (kindAt(graph, near) === 'switch') scope[near] = (scope[near] ?? 0) | why.standsByTheStruck;
      }
    }
  }
  for (let next = 0; next < count; next += 1) {
    const point = points[next] ?? -1;
    for (const feeder of graph.feeders[point] ?? []) include(feeder);
    for (const uplink of graph.uplinks[point] ?? []) include(uplink);
    if (aggregating.has(kindAt(graph, point)) && answeredSince(sightings, point)) {
      scope[point] = (scope[point] ?? 0) | why.answers;
    }
  }
  for (const port of ports) {
    for (const onu of closure(port, graph.downlinks)) {
      if (kindAt(graph, onu) === 'onu') scope[onu] = (scope[onu] ?? 0) | why.sharesThePon;
    }
  }
  return scope;
};

/** The elements that are in question for other reasons than before. */
export const differences = (before: Scope, after: Scope): Set<number> => {
  const different = new Set<number>();
  for (let point = 0; point < after.length; point += 1) if (before[point] !== after[point]) different.add(point);
  return different;
};

/** A node that has answered after everything bad had begun is not down; thousands of elements need not be looked at for it. */
const answeredSince = (sightings: Sightings, point: number): boolean => {
  const sighting = sightings.get(point, 'reachable');
  return sighting?.value === true && sighting.at >= sightings.lastOnset;
};
