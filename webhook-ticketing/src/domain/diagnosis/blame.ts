import { kindAt } from '../topology/graph.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind, Layer } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import type { Ranked } from './explanation.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** Fault points that reach beyond one cabinet. */
const areaWide: ReadonlySet<ElementKind> = new Set([
  'transformer',
  'feeder',
  'core',
  'aggregation',
  'olt',
  'sdh_node',
  'pon_port',
  'splitter',
]);

/**
 * How many independent witnesses a cause has: each layer that was looked at and agrees with it is one, and for a cause that
 * reaches beyond one cabinet a second cabinet that says the same is another. What falls silent only because its way or its power
 * is gone is no witness of its own: the silence of cameras behind a silent ONU says nothing that the ONU did not say.
 */
export const witnessesOf = (topology: Topology, sightings: Sightings, { hypothesis, explained }: Ranked): number => {
  const { graph, outages } = topology;
  const layers = new Set<Layer>();
  const layer = faultClasses[hypothesis.faultClass].layer;
  const ofDevice = layer !== 'power' && (layer !== 'transmission' || hypothesis.faultClass === 'camera_cable_open');
  // Loss is seen in nothing but the streams; that they are there at all is no silence behind something silent.
  const ownLayers = ofDevice || hypothesis.faultClass === 'congestion';
  for (const sighting of explained) {
    const seenIn = layerOf(kindAt(graph, sighting.position), sighting);
    if (ownLayers || seenIn === 'power' || seenIn === 'transmission') layers.add(seenIn);
  }
  const good = (position: number, observable: Sighting['observable']): boolean =>
    sightings.get(position, observable)?.value === true;
  const bad = (position: number, observable: Sighting['observable']): boolean =>
    sightings.get(position, observable)?.value === false;
  if (layer === 'power') {
    // Devices that answer on battery show that the readings of the power path are no matter of the way.
    const { onBattery } = outages.power(hypothesis.point);
    const answers = onBattery.some((ups) => outages.output(ups).dead.some((each) => good(each, 'reachable')));
    if (answers) layers.add('transmission');
  } else {
    const silent = outages.transmission(hypothesis.point);
    // What has mains, what still answers, and what went without a last word of its power, had power.
    const powered = silent.some(
      (each) =>
        good(each, 'mains_present') || good(each, 'reachable') || (bad(each, 'link_up') && good(each, 'power_held')),
    );
    const fed = graph.feeders[hypothesis.point]?.some(
      (feeder) => good(feeder, 'mains_present') || good(feeder, 'energised'),
    );
    if (powered || fed === true) layers.add('power');
    const above = graph.uplinks[hypothesis.point] ?? [];
    const wayIsGood = good(hypothesis.point, 'link_up') || above.some((each) => good(each, 'reachable'));
    if (ofDevice && wayIsGood) layers.add('transmission');
  }
  const cabinets = new Set(
    explained.flatMap(({ position }) => {
      const element = graph.elements[position];
      return element?.cabinet ?? element?.site ?? [];
    }),
  );
  const second = areaWide.has(kindAt(graph, hypothesis.point)) && cabinets.size > 1;
  return layers.size + (second ? 1 : 0);
};

const layerOf = (kind: ElementKind, { observable }: Sighting): Layer => {
  switch (observable) {
    case 'mains_present':
    case 'energised':
    case 'voltage_right':
    case 'battery_good':
    case 'inverter_good':
    case 'surge_protected':
    case 'power_held':
      return 'power';
    case 'link_up':
    case 'light_sent':
    case 'light_usual':
    case 'connection_steady':
    case 'sends_in_turn':
    case 'section_clear':
    case 'frames_intact':
    case 'full_rate':
    case 'poe_delivering':
    case 'poe_unfaulted':
    case 'poe_granted':
    case 'poe_budget_left':
    case 'loop_free':
    case 'uncongested':
      return 'transmission';
    case 'media_flowing':
    case 'packets_whole':
    case 'profile_kept':
      return 'stream';
    case 'picture_shown':
    case 'picture_clear':
    case 'picture_undisturbed':
    case 'view_free':
    case 'view_in_place':
    case 'colours_true':
    case 'well_lit':
      return 'picture';
    case 'clock_right':
    case 'identity_right':
    case 'disks_good':
    case 'recording_runs':
    case 'recording_complete':
    case 'recording_retained':
    case 'passages_captured':
      return 'records';
    default:
      return kind === 'camera' || kind === 'recorder' || kind === 'server' ? 'device' : 'transmission';
  }
};
