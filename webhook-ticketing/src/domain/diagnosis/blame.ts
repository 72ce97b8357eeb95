import { kindAt, type Graph } from '../topology/graph.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import { observables, type Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind, Layer } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import type { Ranked } from './explanation.ts';
import type { Hypothesis } from './hypotheses.ts';
import { listOf } from './marks.ts';
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
 * Whether a cause has so many independent witnesses: each layer that was looked at and agrees with it is one, and for a cause that
 * reaches beyond one cabinet a second cabinet that says the same is another. What falls silent only because its way or its power
 * is gone is no witness of its own: the silence of cameras behind a silent ONU says nothing that the ONU did not say.
 */
export const hasWitnesses = (topology: Topology, sightings: Sightings, cause: Ranked, enough: number): boolean => {
  const places = listOf(cause.explained);
  const layers = layersOf(topology.graph, sightings, cause.hypothesis, places);
  const cabinets = isSeenInSeveral(topology.graph, sightings, cause.hypothesis, places) ? 1 : 0;
  // What is known of all that hangs on it is looked at only where that matters.
  if (layers.size + cabinets < enough) addAgreeing(layers, topology, sightings, cause.hypothesis, places);
  return layers.size + cabinets >= enough;
};

/** Faults of the device itself. */
const isOfDevice = ({ faultClass }: Hypothesis): boolean => {
  const { layer } = faultClasses[faultClass];
  return layer !== 'power' && (layer !== 'transmission' || faultClass === 'camera_cable_open');
};

/** The layers in which it shows. */
const layersOf = (
  graph: Graph,
  { byPlace }: Sightings,
  hypothesis: Hypothesis,
  places: readonly number[],
): Set<Layer> => {
  const layers = new Set<Layer>();
  // Loss is seen in nothing but the streams; that they are there at all is no silence behind something silent.
  const ownLayers = isOfDevice(hypothesis) || hypothesis.faultClass === 'congestion';
  const seen: boolean[] = [];
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? -1;
    // There are thousands of which the same is said.
    const said = byPlace.said[place] ?? -1;
    if (seen[said] === true) continue;
    seen[said] = true;
    const sighting = byPlace.at(place);
    const seenIn = layerOf(kindAt(graph, sighting.position), sighting);
    if (ownLayers || seenIn === 'power' || seenIn === 'transmission') layers.add(seenIn);
  }
  return layers;
};

/** Whether a cause that reaches beyond one cabinet shows in a second one. */
const isSeenInSeveral = (
  graph: Graph,
  { byPlace }: Sightings,
  { point }: Hypothesis,
  places: readonly number[],
): boolean => {
  if (!areaWide.has(kindAt(graph, point))) return false;
  const cabinetAt = (place: number): string | undefined => {
    const element = graph.elements[byPlace.position[place] ?? -1];
    return element?.cabinet ?? element?.site;
  };
  const first = places.find((place) => cabinetAt(place) !== undefined);
  return first !== undefined && places.some((place) => (cabinetAt(place) ?? cabinetAt(first)) !== cabinetAt(first));
};

/** Adds the layers of which what is known agrees with the cause. */
const addAgreeing = (
  layers: Set<Layer>,
  { graph, outages }: Topology,
  sightings: Sightings,
  hypothesis: Hypothesis,
  places: readonly number[],
): void => {
  const { faultClass, point } = hypothesis;
  const good = (position: number, observable: Sighting['observable']): boolean =>
    sightings.get(position, observable)?.value === true;
  if (faultClasses[faultClass].layer === 'power') {
    // Devices that answer on battery show that the readings of the power path are no matter of the way.
    const { onBattery } = outages.power(point);
    const answers = onBattery.some((ups) => outages.output(ups).dead.some((each) => good(each, 'reachable')));
    if (answers) layers.add('transmission');
    if (isSilentForItself({ graph, outages }, sightings, point, places)) layers.add('power');
    return;
  }
  const fed = graph.feeders[point]?.some((feeder) => good(feeder, 'mains_present') || good(feeder, 'energised'));
  if (fed === true || outages.transmission(point).some((each) => hadPower(sightings.of(each)))) layers.add('power');
  const above = graph.uplinks[point] ?? [];
  const wayIsGood = good(point, 'link_up') || above.some((each) => good(each, 'reachable'));
  if (isOfDevice(hypothesis) && wayIsGood) layers.add('transmission');
};

/**
 * Whether the cause explains that a UPS is silent, and that something is that it feeds, which says so in its own layer; and the way
 * to the UPS is a network of its own, or leads over what answers.
 */
const isSilentForItself = (
  { graph, outages }: Pick<Topology, 'graph' | 'outages'>,
  sightings: Sightings,
  point: number,
  places: readonly number[],
): boolean => {
  if (kindAt(graph, point) !== 'ups') return false;
  const { dead, cutOff } = outages.output(point);
  const silent = new Set(
    places.flatMap((place) => {
      const { position, observable } = sightings.byPlace.at(place);
      return observable === 'reachable' ? position : [];
    }),
  );
  const answers = (each: number): boolean => sightings.get(each, 'reachable')?.value === true;
  const above = graph.uplinks[point] ?? [];
  const hasWay =
    above.length === 0 || above.some((each) => !dead.includes(each) && !cutOff.includes(each) && answers(each));
  return hasWay && silent.has(point) && dead.some((each) => each !== point && silent.has(each));
};

/** What has mains, what still answers, and what went without a last word of its power, had power. */
const hadPower = (known: readonly Sighting[]): boolean => {
  let lostItsLink = false;
  let heldItsPower = false;
  for (const { observable, value } of known) {
    if (value && (observable === 'mains_present' || observable === 'reachable')) return true;
    if (observable === 'link_up') lostItsLink = !value;
    if (observable === 'power_held') heldItsPower = value;
  }
  return lostItsLink && heldItsPower;
};

/** In which layer a symptom shows; of what is in none, in that of the device. */
const layers: Partial<Record<Observable, Layer>> = {
  mains_present: 'power',
  energised: 'power',
  voltage_right: 'power',
  battery_good: 'power',
  inverter_good: 'power',
  surge_protected: 'power',
  power_held: 'power',
  link_up: 'transmission',
  light_sent: 'transmission',
  light_usual: 'transmission',
  connection_steady: 'transmission',
  sends_in_turn: 'transmission',
  section_clear: 'transmission',
  frames_intact: 'transmission',
  full_rate: 'transmission',
  poe_delivering: 'transmission',
  poe_unfaulted: 'transmission',
  poe_granted: 'transmission',
  poe_budget_left: 'transmission',
  loop_free: 'transmission',
  uncongested: 'transmission',
  media_flowing: 'stream',
  packets_whole: 'stream',
  profile_kept: 'stream',
  picture_shown: 'picture',
  picture_clear: 'picture',
  picture_undisturbed: 'picture',
  view_free: 'picture',
  view_in_place: 'picture',
  colours_true: 'picture',
  well_lit: 'picture',
  clock_right: 'records',
  identity_right: 'records',
  disks_good: 'records',
  recording_runs: 'records',
  recording_complete: 'records',
  recording_retained: 'records',
  passages_captured: 'records',
};
const byObservable = new Map<Observable, Layer>(
  observables.flatMap((observable) => {
    const layer = layers[observable];
    return layer === undefined ? [] : [[observable, layer] as const];
  }),
);

const layerOf = (kind: ElementKind, { observable }: Sighting): Layer =>
  byObservable.get(observable) ??
  (kind === 'camera' || kind === 'recorder' || kind === 'server' ? 'device' : 'transmission');
