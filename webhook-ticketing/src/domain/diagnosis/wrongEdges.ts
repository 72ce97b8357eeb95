import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Topology } from '../topology.ts';
import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import type { DoubtedEdge, Explanation } from './explanation.ts';
import { comesSlowly } from './parameters.ts';
import type { Sighting } from './sightings.ts';

/**
 * Like symptoms of two faults that begin within this time are of one; milliseconds. A year has a hundred thousand times as many
 * moments, and of a hundred edges one is wrong.
 */
const coincidence = 20_000;
/** The same for what is looked at seldom. */
const slowCoincidence = 120_000;

/**
 * Puts down to a cause what began in the same moments elsewhere and looks the same in every symptom, but has only a cause of its
 * own by the inventory: rather is an edge of it wrong than that two faults struck at once. The edge is named as doubted.
 */
export const withDoubts = (topology: Topology, explanations: readonly Explanation[]): Explanation[] => {
  if (explanations.length < 2) return [...explanations];
  const reaches = new Map(explanations.map((each) => [each, reachOf(topology, each)]));
  const widest = [...explanations].sort((a, b) => (reaches.get(b) ?? 0) - (reaches.get(a) ?? 0));
  const kept: Explanation[] = [];
  for (const explanation of widest) {
    const cause = kept.find((each) => takesAlong(topology, each) && areAlike(topology.graph, each, explanation));
    if (cause === undefined) {
      kept.push(explanation);
      continue;
    }
    cause.explained = [...cause.explained, ...explanation.explained];
    cause.doubted = [...(cause.doubted ?? []), ...doubtedEdgesOf(topology.graph, explanation)];
  }
  // In the order in which they were found.
  return explanations.filter((each) => kept.includes(each));
};

/** How much hangs on the fault point. */
const reachOf = ({ graph, reach }: Topology, { ranked: [best] }: Explanation): number =>
  best === undefined ? 0 : reach(graph.elements[best.hypothesis.point]?.id ?? '').size;

/** Whether the cause takes other devices along. */
const takesAlong = (topology: Topology, { ranked: [best], explained }: Explanation): boolean => {
  if (best === undefined || best.hypothesis.faultClass === 'undetermined') return false;
  const { layer } = faultClasses[best.hypothesis.faultClass];
  return (layer === 'power' || layer === 'transmission') && elementsOf(explained).size > 1;
};

/** Whether each symptom of the other one is one of the cause too: in the same kind of device, at the same time. */
const areAlike = (graph: Graph, cause: Explanation, other: Explanation): boolean => {
  const of = ({ position, observable }: Sighting): string => `${kindAt(graph, position)}.${observable}`;
  const times = Map.groupBy(cause.explained, of);
  const prompt = other.explained.filter(({ observable }) => !comesSlowly.has(observable));
  const sudden = elementsOf(prompt);
  const isLike = (sighting: Sighting): boolean => {
    const { since, observable } = sighting;
    const within = comesSlowly.has(observable) ? slowCoincidence : coincidence;
    const like = times.get(of(sighting)) ?? [];
    return since !== null && like.some((each) => each.since !== null && Math.abs(each.since - since) <= within);
  };
  return other.explained.every(
    (sighting) => isLike(sighting) || (comesSlowly.has(sighting.observable) && sudden.has(sighting.position)),
  );
};

const elementsOf = (sightings: readonly Sighting[]): Set<number> => new Set(sightings.map(({ position }) => position));

/** The edges by which what was explained hangs on something else: the last one on the way out of its cabinet. */
const doubtedEdgesOf = (graph: Graph, { ranked: [best], explained }: Explanation): DoubtedEdge[] => {
  if (best === undefined) return [];
  const { faultClass, point } = best.hypothesis;
  const edges = faultClasses[faultClass].layer === 'power' ? graph.feeders : graph.uplinks;
  const elements = elementsOf(explained);
  const tops = elements.has(point)
    ? [point]
    : [...elements].filter((each) => !edges[each]?.some((above) => elements.has(above)));
  return tops.flatMap((top) => edgeOutOfCabinet(graph, edges, top) ?? []);
};

const edgeOutOfCabinet = (graph: Graph, edges: Graph['feeders'], top: number): DoubtedEdge | undefined => {
  const cabinet = graph.elements[top]?.cabinet;
  for (const element of cabinet === undefined ? [top] : closure(top, edges)) {
    const stated = edges[element]?.find((each) => cabinet === undefined || graph.elements[each]?.cabinet !== cabinet);
    if (stated !== undefined) return { element, stated };
  }
  return undefined;
};
