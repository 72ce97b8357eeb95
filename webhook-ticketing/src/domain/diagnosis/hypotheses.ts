import { faultClasses, faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Graph } from '../topology/graph.ts';
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
  return [...points].flatMap((point) => {
    const known = (classesByKind.get(kindAt(graph, point)) ?? [])
      .filter((faultClass) => faultClass !== 'aggregation_down' || !answeredSince(sightings, point))
      .map((faultClass) => ({ faultClass, point }));
    // What has no class of its own can fail all the same, and take others along.
    const unknown = witnesses.has(point) || !classesByKind.has(kindAt(graph, point));
    return unknown ? [...known, { faultClass: 'undetermined' as const, point }] : known;
  });
};

/** A node that has answered after everything bad had begun is not down; thousands of elements need not be looked at for it. */
const answeredSince = (sightings: Sightings, point: number): boolean => {
  const sighting = sightings.get(point, 'reachable');
  return sighting?.value === true && sighting.at >= sightings.lastOnset;
};

export const kindAt = (graph: Graph, position: number): ElementKind => graph.elements[position]?.kind ?? 'server';
