import { faultClasses, faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import { ponPortOf } from './ponPorts.ts';
import { standingWith } from './cabinets.ts';
import type { Sightings } from './sightings.ts';

/** "This class of fault struck this element." */
export interface Hypothesis {
  faultClass: FaultClassId;
  /** Position of the element at fault. */
  point: number;
}

/** A person's report is no cause; the undetermined is added for every bad element. */
const strikes = faultClassIds.filter((id) => id !== 'reported_fault' && id !== 'undetermined');
const classesByKind = new Map<ElementKind, FaultClassId[]>();
for (const faultClass of strikes) {
  for (const kind of faultClasses[faultClass].faultPoints) {
    classesByKind.set(kind, [...(classesByKind.get(kind) ?? []), faultClass]);
  }
}

/** Everything that could be behind what is bad: all classes at the bad elements and at all that feeds or connects them. */
export const hypothesesFor = (graph: Graph, sightings: Sightings): Hypothesis[] => {
  const witnesses = new Set(sightings.bad.map((sighting) => sighting.position));
  const points = new Set(witnesses);
  for (const witness of witnesses) for (const recorder of graph.recordedBy[witness] ?? []) points.add(recorder);
  for (const point of points) {
    for (const next of graph.feeders[point] ?? []) points.add(next);
    for (const next of graph.uplinks[point] ?? []) points.add(next);
  }
  const found = [...points].flatMap((point) => {
    const known = (classesByKind.get(kindAt(graph, point)) ?? [])
      .filter((faultClass) => canStrike(graph, faultClass, point))
      .filter((faultClass) => faultClass !== 'aggregation_down' || !answeredSince(sightings, point))
      .map((faultClass) => ({ faultClass, point }));
    // What has no class of its own can fail all the same, and take others along.
    const unknown = witnesses.has(point) || !classesByKind.has(kindAt(graph, point));
    return unknown ? [...known, { faultClass: 'undetermined' as const, point }] : known;
  });
  return [...found, ...besideTheWitnesses(graph, sightings, points)];
};

/** Whether the class can strike this very element: one of a kind is built in several ways. */
const canStrike = (graph: Graph, faultClass: FaultClassId, point: number): boolean => {
  switch (faultClass) {
    case 'camera_adapter_failure':
      return (graph.feeders[point]?.length ?? 0) > 0 && !isFedByItsPort(graph, point);
    case 'poe_short':
      return isFedByItsPort(graph, point);
    case 'poe_budget_exceeded':
      return (graph.fed[point]?.length ?? 0) > 0;
    default:
      return true;
  }
};

const isFedByItsPort = (graph: Graph, point: number): boolean =>
  graph.feeders[point]?.some((feeder) => kindAt(graph, feeder) === 'switch') ?? false;

/** Faults of what neither feeds nor connects those that suffer: an ONU disturbs its neighbours, a stroke hits what stands near. */
const besideTheWitnesses = (graph: Graph, sightings: Sightings, known: ReadonlySet<number>): Hypothesis[] => {
  const beside = new Map<number, FaultClassId>();
  for (const { position, observable } of sightings.bad) {
    if (observable === 'connection_steady') {
      const port = ponPortOf(graph, position);
      const onus = port === undefined ? [] : closure(port, graph.downlinks);
      for (const onu of onus) if (kindAt(graph, onu) === 'onu') beside.set(onu, 'rogue_onu');
    }
    if (observable === 'surge_protected') {
      for (const near of standingWith(graph, position)) {
        if (kindAt(graph, near) === 'switch') beside.set(near, 'lightning_damage');
      }
    }
  }
  return [...beside].filter(([point]) => !known.has(point)).map(([point, faultClass]) => ({ faultClass, point }));
};

/** A node that has answered after everything bad had begun is not down; thousands of elements need not be looked at for it. */
const answeredSince = (sightings: Sightings, point: number): boolean => {
  const sighting = sightings.get(point, 'reachable');
  return sighting?.value === true && sighting.at >= sightings.lastOnset;
};
