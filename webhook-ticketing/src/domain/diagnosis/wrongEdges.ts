import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../topology.ts';
import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import type { BadSightings } from './badSightings.ts';
import type { DoubtedEdge, Explanation, Ranked } from './explanation.ts';
import { FaultRate, layerOf } from './faultRate.ts';
import { Onsets } from './onsets.ts';
import { comesSlowly, timing } from './parameters.ts';
import type { Sighting } from './sightings.ts';

/**
 * Like symptoms of two faults that begin in the same moment are of one: a year has a hundred thousand times as many moments, and of
 * a hundred edges one is wrong. What is looked at seldom begins within so many milliseconds.
 */
const slowCoincidence = 120_000;

/** So sure must one be that the doubted element, or what hangs on it, has failed. */
const worthDoubting = 0.05;
/** So likely must a fault point be to take what hangs elsewhere along: that two fall silent at once speaks for what could hold both. */
const worthAsking = 0.005;

/**
 * Puts down to a cause what began in the same moments elsewhere and looks the same in every symptom, but has only a cause of its
 * own by the inventory: rather is an edge of it wrong than that two faults struck at once. The edge is named as doubted.
 */
export const withDoubts = (
  topology: Topology,
  bad: BadSightings,
  explanations: readonly Explanation[],
): Explanation[] => {
  if (explanations.length < 2) return [...explanations];
  const reaches = new Map(explanations.map((each) => [each, reachOf(topology, each)]));
  const widest = [...explanations].sort((a, b) => (reaches.get(b) ?? 0) - (reaches.get(a) ?? 0));
  const kept = new Map<Explanation, Onsets | null>();
  const rate = new FaultRate(
    bad,
    explanations.filter((each) => takesAlong(bad, each)),
  );
  for (const explanation of widest) {
    const sightings = kept.size === 0 ? [] : explanation.explained.map((place) => bad.at(place));
    const joined = [...kept].some(([cause, onsets]) => {
      if (onsets === null || !joins(topology, cause, onsets, explanation, sightings, rate)) return false;
      kept.set(cause, new Onsets(bad, cause.explained));
      return true;
    });
    if (!joined) kept.set(explanation, takesAlong(bad, explanation) ? new Onsets(bad, explanation.explained) : null);
  }
  // In the order in which they were found.
  return explanations.filter((each) => kept.has(each));
};

/** Puts it down to the cause where it looks like that and an edge can be doubted that keeps it apart; whether it did. */
const joins = (
  topology: Topology,
  cause: Explanation,
  onsets: Onsets,
  other: Explanation,
  explained: readonly Sighting[],
  rate: FaultRate,
): boolean => {
  if (!areAlike(onsets, explained) || rate.isHigh(cause, other)) return false;
  const doubted = doubtedEdgeOf(topology.graph, cause, other, elementsOf(explained));
  if (doubted === undefined) return false;
  cause.explained = [...cause.explained, ...other.explained];
  cause.doubted = [...(cause.doubted ?? []), doubted];
  return true;
};

/** How much hangs on the fault point. */
const reachOf = ({ graph, reach }: Topology, { ranked: [best] }: Explanation): number =>
  best === undefined ? 0 : reach(graph.elements[best.hypothesis.point]?.id ?? '').size;

/** Whether the cause takes other devices along. */
const takesAlong = ({ position }: BadSightings, explanation: Explanation): boolean => {
  const layer = layerOf(explanation);
  const { explained } = explanation;
  const areSeveral = explained.some((place) => position[place] !== position[explained[0] ?? -1]);
  return (layer === 'power' || layer === 'transmission') && areSeveral;
};

/** Whether each symptom of the other one is one of the cause too: in the same kind of device, at the same time. */
const areAlike = (onsets: Onsets, explained: readonly Sighting[]): boolean => {
  const prompt = explained.filter(({ observable }) => !comesSlowly.has(observable));
  const sudden = elementsOf(prompt);
  const isLike = (sighting: Sighting): boolean =>
    onsets.hasNear(sighting, comesSlowly.has(sighting.observable) ? slowCoincidence : timing.sameMoment);
  return explained.every(
    (sighting) => isLike(sighting) || (comesSlowly.has(sighting.observable) && sudden.has(sighting.position)),
  );
};

const elementsOf = (sightings: readonly Sighting[]): Set<number> => new Set(sightings.map(({ position }) => position));

/**
 * The edge that keeps the other one apart from the cause by the inventory, of power or of the way as the cause is: the last one on
 * the way out of the cabinet, or where it is of several cabinets, that of its fault point. Undefined where none can be doubted: what
 * hangs on the very cabinet that it stands in is stated twice, of a cabinet that hangs elsewhere nothing is left well, several edges
 * are not wrong in the same way, and no cause takes along what never hangs on the like of it, but for a neighbour's.
 */
const doubtedEdgeOf = (
  graph: Graph,
  { ranked: ofCause }: Explanation,
  { ranked }: Explanation,
  elements: ReadonlySet<number>,
): DoubtedEdge | undefined => {
  const [[cause], [best]] = [ofCause, ranked];
  if (cause === undefined || best === undefined) return undefined;
  const ofPower = faultClasses[cause.hypothesis.faultClass].layer === 'power';
  const edges = ofPower ? graph.feeders : graph.uplinks;
  const tops = elements.has(best.hypothesis.point)
    ? [best.hypothesis.point]
    : [...elements].filter((each) => !edges[each]?.some((above) => elements.has(above))).sort((a, b) => a - b);
  const [first, ...others] = tops.map((top) => edgeOutOfCabinet(graph, edges, top));
  const isOne = others.every((edge) => edge?.element === first?.element && edge?.stated === first?.stated);
  const doubted = isOne ? first : edgeOutOfCabinet(graph, edges, best.hypothesis.point);
  if (doubted === undefined) return undefined;
  const hasFailed = elements.has(doubted.element) || likely(ranked, worthDoubting).includes(doubted.element);
  // What holds a whole area must be of the kind that the area hangs on: no feeder hangs on another, whatever else could hold both.
  const isHeld = isOne
    ? likely(ofCause, worthAsking).some(
        (point) => mayHold(graph, ofPower, point, doubted) || areNeighbours(graph, ofPower, point, doubted),
      )
    : mayHold(graph, ofPower, cause.hypothesis.point, doubted);
  return hasFailed && isHeld ? doubted : undefined;
};

/** Whether what hangs on such a thing as stated may hang on what a fault at the point takes along. */
const mayHold = (graph: Graph, ofPower: boolean, point: number, { stated }: DoubtedEdge): boolean => {
  const kind = kindAt(graph, stated);
  return closure(point, ofPower ? graph.fed : graph.downlinks).some((each) => kindAt(graph, each) === kind);
};

/** Whether what is stated, or what that hangs on, has the fault point below it. */
const areNeighbours = (graph: Graph, ofPower: boolean, point: number, { stated }: DoubtedEdge): boolean => {
  const above = ofPower ? graph.feeders : graph.uplinks;
  const near = new Set([stated, ...(above[stated] ?? [])]);
  return closure(point, above).some((each) => near.has(each));
};

/** Fault points that are at least so likely. */
const likely = (ranked: readonly Ranked[], least: number): number[] =>
  ranked.flatMap(({ hypothesis, probability }) => (probability >= least ? [hypothesis.point] : []));

const edgeOutOfCabinet = (graph: Graph, edges: Graph['feeders'], top: number): DoubtedEdge | undefined => {
  const cabinet = graph.elements[top]?.cabinet;
  for (const element of cabinet === undefined ? [top] : closure(top, edges)) {
    const stated = edges[element]?.find((each) => cabinet === undefined || graph.elements[each]?.cabinet !== cabinet);
    if (stated !== undefined) return { element, stated };
  }
  return undefined;
};
