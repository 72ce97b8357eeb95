import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Layer } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import { closure } from '../topology/graph.ts';
import type { DoubtedEdge, Explanation } from './explanation.ts';
import type { Sighting } from './sightings.ts';

/**
 * Two faults of one layer that begin within this time are one: a year has a hundred thousand times as many moments, and of a
 * hundred edges one is wrong.
 */
const coincidence = 20_000;
/** So sure must a candidate be for its layer to count. */
const worthCounting = 0.05;

/**
 * Puts down to a wide cause what began in the same moments elsewhere, in the same layer, and has only a narrow cause of its own:
 * rather is an edge of the inventory wrong than that two faults struck at once. The edge is named as doubted.
 */
export const withDoubts = (topology: Topology, explanations: readonly Explanation[]): Explanation[] => {
  const kept: Explanation[] = [];
  const byWidth = [...explanations].sort((a, b) => cabinetsOf(topology, b) - cabinetsOf(topology, a));
  for (const explanation of byWidth) {
    const wide = kept.find((each) => struckTogether(topology, each, explanation));
    if (wide === undefined) {
      kept.push(explanation);
      continue;
    }
    wide.explained = [...wide.explained, ...explanation.explained];
    const doubted = doubtedEdgeOf(topology, explanation);
    wide.doubted = [...(wide.doubted ?? []), ...(doubted === undefined ? [] : [doubted])];
  }
  // In the order in which they were found.
  return explanations.filter((each) => kept.includes(each));
};

const struckTogether = (topology: Topology, wide: Explanation, narrow: Explanation): boolean => {
  if (cabinetsOf(topology, wide) < 2 || cabinetsOf(topology, narrow) > 1) return false;
  const layer = layersOf(wide)[0];
  if ((layer !== 'power' && layer !== 'transmission') || !layersOf(narrow).includes(layer)) return false;
  const [one, other] = [onsetOf(wide.explained), onsetOf(narrow.explained)];
  return one !== null && other !== null && Math.abs(one - other) <= coincidence;
};

const layersOf = ({ ranked }: Explanation): Layer[] =>
  ranked.flatMap(({ hypothesis, probability }) =>
    probability >= worthCounting && hypothesis.faultClass !== 'undetermined'
      ? [faultClasses[hypothesis.faultClass].layer]
      : [],
  );

const cabinetsOf = ({ graph }: Topology, { explained }: Explanation): number =>
  new Set(explained.flatMap(({ position }) => graph.elements[position]?.cabinet ?? [])).size;

/** When the first of them began; null where nothing tells. */
const onsetOf = (explained: readonly Sighting[]): number | null => {
  const times = explained.flatMap(({ since }) => since ?? []);
  return times.length === 0 ? null : Math.min(...times);
};

/** The last edge on the way out of the narrow cause's cabinet. */
const doubtedEdgeOf = ({ graph }: Topology, { ranked }: Explanation): DoubtedEdge | undefined => {
  const [best] = ranked;
  if (best === undefined) return undefined;
  const { faultClass, point } = best.hypothesis;
  const edges = faultClasses[faultClass].layer === 'power' ? graph.feeders : graph.uplinks;
  const cabinet = graph.elements[point]?.cabinet;
  for (const element of closure(point, edges)) {
    const stated = edges[element]?.find((each) => graph.elements[each]?.cabinet !== cabinet);
    if (stated !== undefined) return { element, stated };
  }
  return undefined;
};
