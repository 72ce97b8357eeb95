import { kindAt } from '../../topology/graph.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../topology.ts';
import { showsIn } from '../showsIn.ts';
import type { Sightings } from '../sightings.ts';
import { lostWithTheDevice, terms } from './terms.ts';
import type { Expectation, Term } from './terms.ts';

/** What shows at the device itself, and what a recorder shows in the cameras that it records. */
export const atTheDevice = (
  { graph }: Topology,
  sightings: Sightings,
  point: number,
  symptoms: Partial<Record<Observable, number>>,
): Term[] => {
  const { list, add, addIfBad } = terms(sightings);
  for (const observable of observables) {
    const bad = symptoms[observable];
    if (bad === undefined) continue;
    addIfBad(point, observable, bad);
    // Of a recorder that fails all channels suffer, or many: one that does not speaks against it.
    for (const camera of graph.records[point] ?? []) add(camera, observable, bad);
  }
  return list;
};

/** Its password is another than ours: it refuses, and its video with it. */
export const refusing = (sightings: Sightings, point: number): Term[] => {
  const { list, add } = terms(sightings);
  add(point, 'authorised', 0.98);
  add(point, 'media_flowing', 0.6);
  return list;
};

/** What is wrong with the picture and with the clock of one device has hardly ever one unknown cause. */
const ofDevices: ReadonlySet<string> = new Set(
  Object.values(showsIn)
    .flatMap(Object.keys)
    .filter(
      (observable) => observable !== 'authorised' && observable !== 'media_flowing' && observable !== 'reachable',
    ),
);

/** Something outside the classes: what is bad of the element itself, and, where it passes signals on, what hangs on it. */
export const unknownFault = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { list, addIfBad, silent } = terms(sightings);
  const passesOn = kindAt(topology.graph, point) === 'media_converter';
  const silenced: ReadonlySet<Observable> = new Set(
    passesOn ? ['reachable', 'media_flowing', ...lostWithTheDevice] : [],
  );
  for (const observable of observables) {
    if (!silenced.has(observable)) addIfBad(point, observable, ofDevices.has(observable) ? 0.02 : 0.5);
  }
  if (passesOn) for (const position of topology.outages.transmission(point)) silent(position, 0.9);
  return { certain: list, uncertain: [] };
};
