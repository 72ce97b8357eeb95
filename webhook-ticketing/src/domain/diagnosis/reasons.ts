import type { Argument } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import type { Topology } from '../topology.ts';
import type { Ranked } from './explanation.ts';
import { explains } from './likelihood.ts';
import { orderOfPoints } from './orderOfPoints.ts';
import type { Sighting } from './sightings.ts';
import { sentence } from './words.ts';

/** Below this an observation does not tell the candidates apart and is not worth a line. */
const worthSaying = 0.5;
/** Lines per side; the weightiest stay. */
const maxArguments = 6;

/** Sightings of which the same is said. */
interface Group {
  /** One of them. */
  like: Sighting;
  positions: number[];
  /** When they began, as far as that is known. */
  times: number[];
  weight: number;
  /** Of those that weigh the same, what is said of what all hangs on is said first. */
  rank: number;
}

/** What speaks for and against a candidate; the weightiest first. */
export interface Reasons {
  for: Argument[];
  against: Argument[];
}

/**
 * What speaks for and against a candidate, in sentences, each weighed against the rival. Good readings are also named when they
 * rule out one of the `others`, for a person asks "and why not power?".
 */
export const reasonsOf = (
  topology: Topology,
  candidate: Ranked,
  rival: Ranked | undefined,
  others: readonly Ranked[],
): Reasons => {
  const groups = { for: new Map<number, Group>(), against: new Map<number, Group>() };
  const order = orderOfPoints(topology.graph);
  const weighAgainst = (sighting: Sighting, own: number): void => {
    const difference = own - (rival?.contributions.of(sighting) ?? 0);
    const rulesOut =
      sighting.value && others.some(({ contributions }) => contributions.of(sighting) < own - worthSaying);
    const isExplained = !sighting.value && own >= explains;
    const isFor = difference > worthSaying || rulesOut || isExplained;
    if (!isFor && difference >= -worthSaying) return;
    const group = groupOf(isFor ? groups.for : groups.against, sighting);
    group.positions.push(sighting.position);
    if (sighting.since !== null) group.times.push(sighting.since);
    group.weight += difference;
    group.rank = Math.max(group.rank, order[sighting.position] ?? 0);
  };
  const ofOthers = new Set(
    (rival === undefined ? others : [rival, ...others]).flatMap((each) => each.contributions.sightings),
  );
  candidate.contributions.sightings.forEach((sighting, at) => {
    if (ofOthers.size > 0) ofOthers.delete(sighting);
    weighAgainst(sighting, candidate.contributions.amounts[at] ?? 0);
  });
  for (const sighting of ofOthers) weighAgainst(sighting, 0);
  return { for: weightiest(topology, groups.for), against: weightiest(topology, groups.against) };
};

/** The group of what is said of the sighting; a new one for the first. */
const groupOf = (groups: Map<number, Group>, sighting: Sighting): Group => {
  const key = sayingOf(sighting);
  let group = groups.get(key);
  if (group === undefined) {
    group = { like: sighting, positions: [], times: [], weight: 0, rank: -1 };
    groups.set(key, group);
  }
  return group;
};

const weightiest = (topology: Topology, groups: ReadonlyMap<number, Group>): Argument[] =>
  [...groups]
    .map(([key, group]) => ({ key, rank: group.rank, argument: toArgument(topology, group) }))
    .sort((a, b) => Math.abs(b.argument.weight) - Math.abs(a.argument.weight) || b.rank - a.rank || a.key - b.key)
    .slice(0, maxArguments)
    .map(({ argument }) => argument);

const found = new Map(pictureFaultIds.map((fault, code) => [fault, code + 2]));

/** A number for what is said of all elements of the kind of which a sighting says the same. */
const sayingOf = ({ like, value, fault }: Sighting): number =>
  like * (found.size + 2) + (fault === undefined ? Number(value) : (found.get(fault) ?? 0));

const toArgument = (topology: Topology, { like, positions, times, weight: sum }: Group): Argument => {
  const text = sentence(topology, positions, like, times);
  const weight = Math.round(sum * 100) / 100;
  return positions.length === 1
    ? { text, element: topology.graph.elements[like.position]?.id ?? '', weight }
    : { text, weight };
};
