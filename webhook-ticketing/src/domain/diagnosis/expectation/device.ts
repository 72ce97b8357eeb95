import { kindAt } from '../../topology/graph.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../topology.ts';
import { alwaysShows, showsIn } from '../showsIn.ts';
import type { Sightings } from '../sightings.ts';
import { noTerms, type TermList } from './termList.ts';
import { lostWithTheDevice, Terms } from './terms.ts';
import type { Course, Expectation } from './terms.ts';

/** What shows at the device itself. Where a class must show in one thing, that being good speaks against it. */
export const atTheDevice = (
  topology: Topology,
  sightings: Sightings,
  point: number,
  faultClass: FaultClassId,
  symptoms: Partial<Record<Observable, number>>,
): Expectation => {
  const expected = new Terms(sightings);
  // What flows is recorded; where it is not, that is a matter of the recorder.
  const flows = symptoms.media_flowing !== undefined && sightings.get(point, 'media_flowing')?.value !== false;
  for (const observable of observables) {
    const bad = symptoms[observable];
    if (bad === undefined || (observable === 'recording_runs' && flows)) continue;
    if (observable === alwaysShows[faultClass]) expected.add(point, observable, bad);
    else expected.addIfBad(point, observable, bad);
  }
  return { certain: expected.list(), uncertain: ofChannels(topology, sightings, point, symptoms) };
};

const ofRecording = ['recording_runs', 'recording_complete', 'recording_retained'] as const;

/** A recorder that fails shows in some of its channels: those on the disk, those beyond its plan. */
const ofChannels = (
  { graph }: Topology,
  sightings: Sightings,
  point: number,
  symptoms: Partial<Record<Observable, number>>,
): Course[][] =>
  ofRecording.every((observable) => symptoms[observable] === undefined)
    ? []
    : (graph.records[point] ?? []).map((camera) => {
        const own = new Terms(sightings);
        for (const observable of ofRecording) own.addIfBad(camera, observable, symptoms[observable] ?? 0.01);
        return [
          { probability: 0.5, terms: own.list() },
          { probability: 0.5, terms: noTerms },
        ];
      });

/** Its password is another than ours: it refuses, and its video with it. */
export const refusing = (sightings: Sightings, point: number): TermList => {
  const expected = new Terms(sightings);
  expected.add(point, 'authorised', 0.98);
  expected.add(point, 'media_flowing', 0.6);
  expected.addIfBad(point, 'recording_runs', 0.6);
  return expected.list();
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
  const expected = new Terms(sightings);
  const passesOn = kindAt(topology.graph, point) === 'media_converter';
  const silenced: ReadonlySet<Observable> = new Set(
    passesOn ? ['reachable', 'media_flowing', ...lostWithTheDevice] : [],
  );
  for (const { observable, value } of sightings.of(point)) {
    if (!value && !silenced.has(observable)) expected.add(point, observable, ofDevices.has(observable) ? 0.02 : 0.5);
  }
  if (passesOn) for (const position of topology.outages.transmission(point)) expected.silent(position, 0.9);
  return { certain: expected.list(), uncertain: [] };
};
