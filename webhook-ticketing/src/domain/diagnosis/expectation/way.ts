import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Topology } from '../../topology.ts';
import { kindAt } from '../../topology/graph.ts';
import { ponPortOf, portsDarkenedBy } from '../ponPorts.ts';
import type { Sightings } from '../sightings.ts';
import { noTerms, type TermList } from './termList.ts';
import { Terms } from './terms.ts';
import type { Course, Expectation } from './terms.ts';

type Shown = readonly (readonly [observable: Observable, bad: number])[];

/** What shows at the fault point itself when it passes nothing on any more. */
const atThePoint: Partial<Record<FaultClassId, { must?: Shown; may?: Shown }>> = {
  camera_adapter_failure: { must: [['link_up', 0.95]] },
  camera_cable_open: {
    must: [
      ['link_up', 0.97],
      ['poe_delivering', 0.95],
    ],
  },
  // A dead input may not even say that there is somebody to give power to.
  camera_dead: { may: [['poe_delivering', 0.2]] },
  poe_short: {
    must: [
      ['poe_unfaulted', 0.97],
      ['link_up', 0.95],
    ],
    may: [['poe_delivering', 0.9]],
  },
  switch_dead: { must: [['link_up', 0.97]] },
  // Only one that loses its own power part gasps, and that is seldom what fails.
  onu_failure: { must: [['link_up', 0.97]], may: [['power_held', 0.06]] },
  drop_fibre_cut: { must: [['link_up', 0.97]] },
  feeder_fibre_cut: { must: [['link_up', 0.97]] },
  olt_optic_failure: {
    // A board that is gone altogether says nothing of what its transceiver sends.
    must: [['light_sent', 0.9]],
    may: [['link_up', 0.9]],
  },
  aggregation_down: { must: [['link_up', 0.6]], may: [['section_clear', 0.7]] },
  media_converter_failure: { must: [['link_up', 0.8]] },
};

/** Faults that leave the ONUs behind them without light. */
const darkens: ReadonlySet<FaultClassId> = new Set(['feeder_fibre_cut', 'drop_fibre_cut', 'olt_optic_failure']);

/** Nothing passes the point: what has no other way falls silent. */
export const lostWay = (
  topology: Topology,
  sightings: Sightings,
  faultClass: FaultClassId,
  point: number,
): Expectation => {
  const { graph, outages } = topology;
  const expected = new Terms(sightings);
  const shown = atThePoint[faultClass];
  shown?.must?.forEach(([observable, bad]) => {
    expected.add(point, observable, bad);
  });
  shown?.may?.forEach(([observable, bad]) => {
    expected.addIfBad(point, observable, bad);
  });
  const way = outages.transmission(point);
  for (const position of way) {
    if (!sightings.any(position)) continue;
    if (position === point) expected.silent(position);
    else expected.cutOff(topology, position);
    if (position !== point && darkens.has(faultClass) && kindAt(graph, position) === 'onu') {
      expected.add(position, 'link_up', 0.96);
    }
  }
  if (faultClass === 'aggregation_down') {
    for (const below of graph.downlinks[point] ?? []) expected.addIfBad(below, 'section_clear', 0.9);
  }
  for (const port of portsDarkenedBy(graph, way)) expected.add(port, 'link_up', 0.9);
  return { certain: expected.list(), uncertain: faultClass === 'camera_dead' ? [deadInside(sightings, point)] : [] };
};

/** Mostly a dead camera takes its port and its power input along; where its board alone has died, both seem well. */
const deadInside = (sightings: Sightings, camera: number): Course[] => {
  const altogether = new Terms(sightings);
  altogether.add(camera, 'link_up', 0.97);
  altogether.add(camera, 'power_drawn', 0.97);
  return [
    { probability: 0.9, terms: altogether.list() },
    { probability: 0.1, terms: noTerms },
  ];
};

/** A section is lost: SDH nodes may still answer, by the other way round or over their management's own network. */
export const lostSection = ({ graph, outages }: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  expected.add(point, 'section_clear', 0.98);
  // A second without signal is an errored one as well (RFC 3592, "Errored Seconds").
  expected.addIfBad(point, 'frames_intact', 0.9);
  expected.addIfBad(point, 'light_sent', 0.3);
  expected.addIfBad(point, 'link_up', 0.5);
  if ((graph.uplinks[point]?.length ?? 0) > 1) return { certain: expected.list(), uncertain: [] };
  for (const position of outages.transmission(point)) {
    if (kindAt(graph, position) === 'sdh_node') expected.addIfBad(position, 'reachable', 0.2);
    else expected.silent(position);
  }
  return { certain: expected.list(), uncertain: [] };
};

/** Less light than usual at all that hangs on it, and what comes of that. */
export const degradedFibre = ({ graph, outages }: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  if (kindAt(graph, point) === 'pon_port') expected.add(point, 'light_usual', 0.9);
  const through = outages.through(point);
  for (const onu of through) {
    if (kindAt(graph, onu) !== 'onu' || !sightings.any(onu)) continue;
    expected.add(onu, 'light_usual', 0.95);
    expected.addIfBad(onu, 'frames_intact', 0.6);
    expected.addIfBad(onu, 'connection_steady', 0.5);
    if (!isWorn(sightings, onu)) continue;
    expected.addIfBad(onu, 'link_up', 0.1);
    for (const position of outages.through(onu)) {
      for (const observable of ['reachable', 'media_flowing'] as const) expected.addIfBad(position, observable, 0.05);
    }
  }
  for (const position of through) {
    expected.addIfBad(position, 'packets_whole', 0.3);
    expected.addIfBad(position, 'picture_undisturbed', 0.2);
    expected.addIfBad(position, 'recording_runs', 0.05);
  }
  return { certain: expected.list(), uncertain: [] };
};

/** Whether anything says that the light of an ONU is too little: what is silent behind one that has enough is not silent for that. */
const isWorn = (sightings: Sightings, onu: number): boolean =>
  (['light_usual', 'frames_intact', 'connection_steady'] as const).some(
    (observable) => sightings.get(onu, observable)?.value === false,
  );

/** An ONU that sends when it is not its turn: the others of its PON come and go, and with them what hangs on them. */
export const outOfTurn = ({ graph, outages }: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  expected.add(point, 'sends_in_turn', 0.85);
  const port = ponPortOf(graph, point);
  if (port === undefined) return { certain: expected.list(), uncertain: [] };
  expected.addIfBad(port, 'sends_in_turn', 0.8);
  expected.addIfBad(point, 'connection_steady', 0.5);
  for (const onu of outages.through(port)) {
    if (kindAt(graph, onu) !== 'onu') continue;
    if (onu !== point && sightings.any(onu)) {
      expected.add(onu, 'connection_steady', 0.9);
      expected.addIfBad(onu, 'frames_intact', 0.3);
      expected.addIfBad(onu, 'link_up', 0.3);
    }
    if (keepsItsConnection(sightings, onu)) continue;
    for (const position of outages.through(onu)) {
      for (const observable of ['reachable', 'media_flowing', 'packets_whole'] as const) {
        expected.addIfBad(position, observable, 0.2);
      }
    }
  }
  return { certain: expected.list(), uncertain: [] };
};

/** Whether an ONU is known to stay connected: what hangs on it has lost nothing by its neighbours. */
const keepsItsConnection = (sightings: Sightings, onu: number): boolean => {
  const isBad = (observable: Observable): boolean => sightings.get(onu, observable)?.value === false;
  return sightings.get(onu, 'link_up')?.value === true && !isBad('connection_steady') && !isBad('frames_intact');
};

/** Errors on an SDH section, which may cost packets of all that comes through it. */
export const degradedSection = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  expected.add(point, 'frames_intact', 0.96);
  for (const position of topology.outages.through(point)) {
    expected.addIfBad(position, 'packets_whole', 0.4);
    expected.addIfBad(position, 'picture_undisturbed', 0.3);
    expected.addIfBad(position, 'media_flowing', 0.05);
    expected.addIfBad(position, 'recording_runs', 0.05);
  }
  return { certain: expected.list(), uncertain: [] };
};

/** The switch has not enough power for all: some cameras get none. */
export const exhaustedPower = ({ graph }: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  expected.add(point, 'poe_budget_left', 0.9);
  const cameras = (graph.fed[point] ?? []).filter((each) => kindAt(graph, each) === 'camera');
  const denied = (position: number): Course[] => {
    const own = new Terms(sightings);
    own.add(position, 'poe_granted', 0.95);
    own.add(position, 'link_up', 0.95);
    own.addIfBad(position, 'poe_delivering', 0.9);
    own.addIfBad(position, 'keeps_running', 0.3);
    own.silent(position);
    // One that had its power before keeps it when it asks for more, and is denied that only.
    const refused = new Terms(sightings);
    refused.add(position, 'poe_granted', 0.95);
    refused.addIfBad(position, 'keeps_running', 0.3);
    return [
      { probability: 0.3, terms: own.list() },
      { probability: 0.2, terms: refused.list() },
      { probability: 0.5, terms: noTerms },
    ];
  };
  return { certain: expected.list(), uncertain: cameras.map(denied) };
};

/** Frames go round: everything behind the switch suffers, nothing of it dies. */
export const looped = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const expected = new Terms(sightings);
  expected.add(point, 'loop_free', 0.95);
  for (const position of topology.outages.through(point)) {
    expected.addIfBad(position, 'packets_whole', 0.5);
    expected.addIfBad(position, 'uncongested', 0.5);
    expected.addIfBad(position, 'picture_undisturbed', 0.3);
    for (const observable of ['reachable', 'media_flowing'] as const) expected.addIfBad(position, observable, 0.2);
  }
  return { certain: expected.list(), uncertain: [] };
};

/** A link that is too full, or faulty, loses packets of all that comes through it. */
export const congested = ({ outages }: Topology, sightings: Sightings, point: number): TermList => {
  const expected = new Terms(sightings);
  expected.add(point, 'uncongested', 0.8);
  const through = outages.through(point);
  const lost = outages.transmission(point).length === through.length ? null : outages.cutOffBy(point);
  for (const position of through) {
    if (sightings.any(position)) losesPackets(expected, sightings, position, lost?.has(position) ?? true);
  }
  return expected.list();
};

/** What shows in one of those that come through; what has another way may have taken it. */
const losesPackets = (expected: Terms, sightings: Sightings, position: number, hasNoOtherWay: boolean): void => {
  if (hasNoOtherWay) expected.add(position, 'packets_whole', 0.85);
  else expected.addIfBad(position, 'packets_whole', 0.5);
  expected.addIfBad(position, 'picture_undisturbed', 0.7);
  expected.addIfBad(position, 'media_flowing', 0.3);
  expected.addIfBad(position, 'recording_complete', 0.1);
  // What flows is recorded; where that is not known, lost packets tell that it suffers.
  const flows = sightings.get(position, 'media_flowing') ?? sightings.get(position, 'packets_whole');
  if (flows?.value === false) expected.addIfBad(position, 'recording_runs', 0.5);
};
