import { closure, kindAt } from '../../topology/graph.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../../topology.ts';
import { standingWith } from '../cabinets.ts';
import { ponPortsOver } from '../ponPorts.ts';
import { battery } from '../parameters.ts';
import type { Sightings } from '../sightings.ts';
import { noTerms, type TermList } from './termList.ts';
import { Terms } from './terms.ts';
import type { Course, Expectation } from './terms.ts';

/** How often an ONU that loses its power gets its last word out (RFC 4878 leaves open what triggers it). */
const lastWord = 0.8;

/** An ONU without power: its OLT loses it, and heard from it why, mostly. */
const onuLost = (expected: Terms, position: number, sure = 1): void => {
  expected.add(position, 'link_up', 0.97 * sure);
  expected.add(position, 'power_held', lastWord * sure);
};

/** Whether the device that watches the port towards the element can still be asked. */
const isSeen = ({ graph }: Topology, position: number, isLost: (position: number) => boolean): boolean =>
  graph.uplinks[position]?.some((observer) => !isLost(observer)) ?? false;

/** No voltage at the point any more: devices behind it die, UPSes hold for as long as their batteries do. */
export const lostVoltage = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { graph, outages } = topology;
  const outage = outages.power(point);
  const batteries = new Set(outage.onBattery);
  const lost = new Set([...outage.dead.filter((each) => !batteries.has(each)), ...outage.cutOff]);
  const isLost = (position: number): boolean => lost.has(position);
  const certain = new Terms(sightings);
  for (const position of outage.dead) {
    if (batteries.has(position) || !sightings.any(position)) continue;
    certain.silent(position);
    if (kindAt(graph, position) === 'onu') onuLost(certain, position);
    else if (isSeen(topology, position, isLost)) lostAtItsPort(certain, position);
    if (!graph.sensors.get(position)?.some((sensor) => batteries.has(sensor)))
      certain.add(position, 'energised', 0.997);
  }
  for (const position of outage.cutOff) certain.cutOff(topology, position);

  const perhapsLost = new Set(lost);
  const uncertain = outage.onBattery.map((ups): Course[] => {
    const output = outages.output(ups);
    const dead = new Set(output.dead);
    const members = new Set([...output.dead, ...output.cutOff].filter((each) => !lost.has(each)));
    for (const member of members) perhapsLost.add(member);
    const isSilent = (position: number): boolean => lost.has(position) || members.has(position);
    const sensed = outage.dead.filter((each) => graph.sensors.get(each)?.[0] === ups);
    const course = (mains: number, silence: number, lastKnown: boolean): TermList => {
      const own = new Terms(sightings);
      own.add(ups, 'mains_present', mains, lastKnown);
      for (const each of sensed) own.add(each, 'energised', mains, lastKnown);
      if (silence === 0) return own.list();
      for (const member of members) {
        if (!dead.has(member)) {
          own.cutOff(topology, member, silence);
          continue;
        }
        own.silent(member, silence);
        if (kindAt(graph, member) === 'onu') onuLost(own, member, silence);
        else if (isSeen(topology, member, isSilent)) lostAtItsPort(own, member, silence);
      }
      return own.list();
    };
    return [
      // Where the way to the UPS is dead at once, the last reading is from before.
      { probability: battery.holds, terms: lost.has(ups) ? course(0.3, 0, true) : course(0.997, 0, false) },
      { probability: battery.running_out, terms: course(0.99, 0.5, true) },
      { probability: battery.emptied, terms: course(0.97, 1, true) },
      { probability: battery.died_at_once, terms: course(0.05, 1, true) },
    ];
  });
  for (const [port, dark] of ponPortsOver(graph, perhapsLost)) {
    if (dark && !lost.has(port)) certain.add(port, 'link_up', uncertain.length === 0 ? 0.9 : 0.5);
  }
  return { certain: certain.list(), uncertain };
};

/** What a switch sees of a device without power: no link, and nobody who takes power where it could give any. */
const lostAtItsPort = (expected: Terms, position: number, sure = 1): void => {
  expected.add(position, 'link_up', 0.95 * sure);
  expected.addIfBad(position, 'poe_delivering', 0.3 * sure);
};

/** What a device with too little voltage may lose while it runs. */
const perhapsMissing = ['reachable', 'media_flowing', 'packets_whole'] as const satisfies readonly Observable[];

/** The voltage is there and too low: UPSes notice it, what has none restarts when it draws most. */
export const lowVoltage = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { dead, onBattery } = topology.outages.power(point);
  const expected = new Terms(sightings);
  for (const position of dead) {
    expected.add(position, 'voltage_right', 0.95);
    expected.addIfBad(position, 'keeps_running', 0.6);
    for (const observable of perhapsMissing) expected.addIfBad(position, observable, 0.1);
  }
  for (const ups of onBattery) {
    expected.addIfBad(ups, 'mains_present', 0.2);
    for (const position of topology.outages.output(ups).dead) expected.addIfBad(position, 'keeps_running', 0.1);
  }
  return { certain: expected.list(), uncertain: [] };
};

/** A UPS that has mains and does not feed as it should: on bypass, which nobody else notices, or with no output at all. */
export const failedOutput = (topology: Topology, sightings: Sightings, ups: number): Expectation => {
  const { dead, cutOff } = topology.outages.output(ups);
  const lost = new Set([...dead, ...cutOff]);
  const isLost = (position: number): boolean => lost.has(position);
  const onBypass = new Terms(sightings);
  onBypass.add(ups, 'inverter_good', 0.97);
  const without = new Terms(sightings);
  without.add(ups, 'inverter_good', 0.6, true);
  for (const position of lost) {
    if (position === ups && !cutOff.includes(ups)) {
      without.add(ups, 'reachable', 0.6);
      continue;
    }
    if (dead.includes(position)) without.silent(position);
    else without.cutOff(topology, position);
    if (kindAt(topology.graph, position) === 'onu' && dead.includes(position)) onuLost(without, position);
    else if (isSeen(topology, position, isLost)) lostAtItsPort(without, position);
  }
  for (const [port, dark] of ponPortsOver(topology.graph, lost)) {
    if (dark && !lost.has(port)) without.add(port, 'link_up', 0.9);
  }
  return {
    certain: noTerms,
    uncertain: [
      [
        { probability: 0.5, terms: onBypass.list() },
        { probability: 0.5, terms: without.list() },
      ],
    ],
  };
};

/** What hangs on a port of its own and passes nothing on to other cabinets. */
const endsHere: ReadonlySet<ElementKind> = new Set(['camera', 'media_converter']);

/**
 * The protector gives way; and the supply of the cabinet is burnt, the switch with all that hangs on it, or some of its ports and
 * cameras: which of these, what is seen of mains and switch tells.
 */
export const struckByLightning = (topology: Topology, sightings: Sightings, point: number): Expectation => {
  const { graph, outages } = topology;
  const near = standingWith(graph, point);
  const protector = new Terms(sightings);
  for (const position of near) protector.add(position, 'surge_protected', 0.93);
  const perhaps = (probability: number, list: TermList): Course[] => [
    { probability, terms: list },
    { probability: 1 - probability, terms: noTerms },
  ];
  const supply = closure(point, graph.feeders).find((each) => kindAt(graph, each) === 'cabinet_supply');
  if (supply !== undefined && near.some((each) => sightings.get(each, 'mains_present')?.value === false)) {
    const { certain, uncertain } = lostVoltage(topology, sightings, supply);
    return { certain: protector.list(), uncertain: [perhaps(0.15, certain), ...uncertain] };
  }
  const burnt = (hit: number, may: readonly Observable[]): TermList => {
    const own = new Terms(sightings);
    own.add(hit, 'link_up', 0.97);
    for (const behind of outages.transmission(hit)) own.silent(behind);
    for (const observable of may) own.addIfBad(hit, observable, 0.4);
    return own.list();
  };
  const ports = (graph.downlinks[point] ?? []).filter((each) => endsHere.has(kindAt(graph, each)));
  return {
    certain: protector.list(),
    uncertain:
      sightings.get(point, 'reachable')?.value === false
        ? [perhaps(0.4, burnt(point, []))]
        : ports.map((port) => perhaps(0.5, burnt(port, ['poe_delivering', 'poe_unfaulted', 'power_drawn']))),
  };
};
