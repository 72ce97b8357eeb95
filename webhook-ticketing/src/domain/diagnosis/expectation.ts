import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../topology.ts';
import { kindAt } from './hypotheses.ts';
import type { Hypothesis } from './hypotheses.ts';
import { ponPortsOver } from './ponPorts.ts';
import { battery } from './parameters.ts';
import { showsIn } from './showsIn.ts';
import type { BatteryState } from './parameters.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** What a hypothesis says of one observation that was made, where that differs from "all is well". */
export interface Term {
  sighting: Sighting;
  /** Probability that it is bad. */
  bad: number;
  /** A last known reading of what is silent by now: it was taken before, so its age excuses nothing. */
  lastKnown: boolean;
}

/** A UPS without mains and what lives on it: all its terms together depend on how its battery has fared. */
export type OnBattery = Record<BatteryState, Term[]>;

/** What must be seen if the hypothesis holds. */
export interface Expectation {
  certain: Term[];
  onBattery: OnBattery[];
}

/** What a device that falls silent may show at last. What was bad before it is a fault of its own: see `timing.tooEarly`. */
const lostWithTheDevice = [
  'picture_shown',
  'picture_undisturbed',
  'packets_whole',
  'signal_present',
  'recording_runs',
] as const satisfies readonly Observable[];

const terms = (sightings: Sightings) => {
  const list: Term[] = [];
  const add = (position: number, observable: Observable, bad: number, lastKnown = false): void => {
    const sighting = sightings.get(position, observable);
    if (sighting !== undefined) list.push({ sighting, bad, lastKnown });
  };
  /** It may be bad because of it; good it says nothing. */
  const addIfBad = (position: number, observable: Observable, bad: number): void => {
    if (sightings.get(position, observable)?.value === false) add(position, observable, bad);
  };
  return {
    list,
    add,
    addIfBad,
    /** It cannot be asked any more: without power, or without a way. `sure`: how sure that is. */
    silent: (position: number, sure = 1): void => {
      if (!sightings.any(position)) return;
      add(position, 'reachable', 0.99 * sure);
      add(position, 'media_flowing', 0.97 * sure);
      // The last picture may still stand, or be the one that was broken off; while it answers it is a fault of its own.
      const silent = (['reachable', 'media_flowing'] as const).some(
        (one) => sightings.get(position, one)?.value === false,
      );
      if (silent) for (const observable of lostWithTheDevice) addIfBad(position, observable, 0.5 * sure);
    },
  };
};

/** The terms of a hypothesis over what was seen; what it leaves as it is has none. */
export const expectationOf = (topology: Topology, sightings: Sightings, hypothesis: Hypothesis): Expectation => {
  const { faultClass, point } = hypothesis;
  if (faultClass === 'undetermined') return unknownFault(topology, sightings, point);
  if (faultClass === 'ups_inverter_failure') {
    return failedOutput(topology, sightings, point);
  }
  const ownSymptoms = showsIn[faultClass];
  if (ownSymptoms !== undefined && faultClass !== 'credentials_changed' && faultClass !== 'congestion') {
    return { certain: atTheDevice(topology, sightings, point, ownSymptoms), onBattery: [] };
  }
  if (faultClasses[faultClass].layer === 'power') return lostVoltage(topology, sightings, point);
  return { certain: lostWay(topology, sightings, hypothesis), onBattery: [] };
};

const lostVoltage = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { graph, outages } = topology;
  const outage = outages.power(point);
  const batteries = new Set(outage.onBattery);
  const lost = new Set([...outage.dead.filter((each) => !batteries.has(each)), ...outage.cutOff]);
  const { list, add, silent } = terms(sightings);
  for (const position of outage.dead) {
    if (batteries.has(position) || !sightings.any(position)) continue;
    silent(position);
    if (seenFrom(topology, position, lost)) add(position, 'link_up', 0.95);
    if (!graph.sensors.get(position)?.some((sensor) => batteries.has(sensor))) add(position, 'energised', 0.997);
  }
  for (const position of outage.cutOff) silent(position);

  const perhapsLost = new Set(lost);
  const onBattery = outage.onBattery.map((ups): OnBattery => {
    const output = outages.output(ups);
    const members = [...output.dead, ...output.cutOff].filter((each) => !lost.has(each));
    for (const member of members) perhapsLost.add(member);
    const sensed = outage.dead.filter((each) => graph.sensors.get(each)?.[0] === ups);
    const state = (mains: number, silence: number, lastKnown: boolean): Term[] => {
      const own = terms(sightings);
      own.add(ups, 'mains_present', mains, lastKnown);
      for (const each of sensed) own.add(each, 'energised', mains, lastKnown);
      if (silence > 0) for (const member of members) own.silent(member, silence);
      return own.list;
    };
    // Where the way to the UPS is dead at once, the last reading is from before.
    const holding = lost.has(ups) ? state(0.3, 0, true) : state(0.997, 0, false);
    return {
      holds: holding,
      running_out: state(0.99, 0.5, true),
      emptied: state(0.97, 1, true),
      died_at_once: state(0.05, 1, true),
    };
  });
  for (const [port, dark] of ponPortsOver(graph, perhapsLost)) {
    if (dark && !lost.has(port)) add(port, 'link_up', onBattery.length === 0 ? 0.9 : 0.5);
  }
  return { certain: list, onBattery };
};

/** A UPS that has mains and gives nothing. */
const failedOutput = (topology: Topology, sightings: Sightings, ups: number): Expectation => {
  const { dead, cutOff } = topology.outages.output(ups);
  const { list, add, silent } = terms(sightings);
  const lost = new Set([...dead, ...cutOff]);
  for (const position of lost) {
    if (position === ups && !cutOff.includes(ups)) {
      add(ups, 'reachable', 0.6);
      continue;
    }
    silent(position);
    if (seenFrom(topology, position, lost)) add(position, 'link_up', 0.95);
  }
  for (const [port, dark] of ponPortsOver(topology.graph, lost)) {
    if (dark && !lost.has(port)) add(port, 'link_up', 0.9);
  }
  return { certain: list, onBattery: [] };
};

/** Faults of the way and of the end devices. */
const lostWay = (topology: Topology, sightings: Sightings, { faultClass, point }: Hypothesis): Term[] => {
  const { graph, outages } = topology;
  const { list, add, silent } = terms(sightings);
  switch (faultClass) {
    case 'credentials_changed':
      add(point, 'authorised', 0.98);
      add(point, 'media_flowing', 0.6);
      return list;
    case 'congestion':
      return congested(topology, sightings, point);
    case 'camera_cable_open':
      add(point, 'link_up', 0.97);
      break;
    case 'camera_dead':
      add(point, 'link_up', 0.85);
      break;
    case 'switch_dead':
    case 'onu_failure':
    case 'feeder_fibre_cut':
      add(point, 'link_up', 0.97);
      break;
    case 'aggregation_down':
      add(point, 'link_up', 0.6);
      break;
    default:
      break;
  }
  const way = outages.transmission(point);
  const fibre = faultClass === 'feeder_fibre_cut' || faultClass === 'drop_fibre_cut';
  for (const position of way) {
    silent(position);
    // What the carrier sees of an ONU, where that is known, is light; a cut takes it.
    if (fibre && kindAt(graph, position) === 'onu') add(position, 'link_up', 0.95);
  }
  const lost = new Set(way);
  for (const [port, dark] of ponPortsOver(graph, lost)) {
    if (dark && !lost.has(port)) add(port, 'link_up', 0.9);
  }
  return list;
};

/** What shows at the device itself, and what a recorder shows in the cameras that it records. */
const atTheDevice = (
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

/** A link that is too full, or faulty, loses packets of all that comes through it. */
const congested = (topology: Topology, sightings: Sightings, point: number): Term[] => {
  const { list, add, addIfBad } = terms(sightings);
  const { packets_whole: lossy = 0, picture_undisturbed: disturbed = 0 } = showsIn.congestion ?? {};
  for (const position of topology.outages.transmission(point)) {
    add(position, 'packets_whole', lossy);
    addIfBad(position, 'picture_undisturbed', disturbed);
  }
  return list;
};

/** What is wrong with the picture and with the clock of one device has hardly ever one unknown cause. */
const ofDevices: ReadonlySet<string> = new Set(
  Object.values(showsIn)
    .flatMap(Object.keys)
    .filter((observable) => observable !== 'authorised' && observable !== 'media_flowing'),
);

/** Something outside the classes: what is bad of the element itself, and, where it passes signals on, what hangs on it. */
const unknownFault = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { list, addIfBad, silent } = terms(sightings);
  const passesOn = kindAt(topology.graph, point) === 'media_converter';
  const silenced: ReadonlySet<Observable> = new Set(
    passesOn ? ['reachable', 'media_flowing', ...lostWithTheDevice] : [],
  );
  for (const observable of observables) {
    if (!silenced.has(observable)) addIfBad(point, observable, ofDevices.has(observable) ? 0.02 : 0.5);
  }
  if (passesOn) for (const position of topology.outages.transmission(point)) silent(position, 0.9);
  return { certain: list, onBattery: [] };
};

/** Whether the device that watches the port towards the element can still be asked. */
const seenFrom = ({ graph }: Topology, position: number, lost: ReadonlySet<number>): boolean =>
  graph.uplinks[position]?.some((observer) => !lost.has(observer)) ?? false;

export const batteryStates = Object.keys(battery) as BatteryState[];
