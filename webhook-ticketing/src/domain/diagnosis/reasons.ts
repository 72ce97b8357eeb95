import type { Argument } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import { elementKinds, type ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import { kindAt } from '../topology/graph.ts';
import type { Ranked } from './explanation.ts';
import { orderOfPoints } from './orderOfPoints.ts';
import type { Sighting } from './sightings.ts';
import { sentence } from './words.ts';

/** Below this an observation does not tell the candidates apart and is not worth a line. */
const worthSaying = 0.5;
/** Lines per side; the weightiest stay. */
const maxArguments = 6;

/** Sightings of which the same is said. */
interface Group {
  sightings: Sighting[];
  weight: number;
  /** Of those that weigh the same, what is said of what all hangs on is said first. */
  rank: number;
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
): { for: Argument[]; against: Argument[] } => {
  const groups = { for: new Map<number, Group>(), against: new Map<number, Group>() };
  const explained = new Set<Sighting>(rival === undefined ? [] : candidate.explained);
  const order = orderOfPoints(topology.graph);
  const weighAgainst = (sighting: Sighting, own: number): void => {
    const difference = own - (rival?.contributions.of(sighting) ?? 0);
    const rulesOut =
      sighting.value && others.some(({ contributions }) => contributions.of(sighting) < own - worthSaying);
    const isFor = difference > worthSaying || rulesOut || explained.has(sighting);
    if (!isFor && difference >= -worthSaying) return;
    const side = isFor ? groups.for : groups.against;
    const key = sayingOf(kindAt(topology.graph, sighting.position), sighting);
    let group = side.get(key);
    if (group === undefined) {
      group = { sightings: [], weight: 0, rank: -1 };
      side.set(key, group);
    }
    group.sightings.push(sighting);
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

const weightiest = (topology: Topology, groups: ReadonlyMap<number, Group>): Argument[] =>
  [...groups]
    .map(([key, group]) => ({ key, rank: group.rank, argument: toArgument(topology, group) }))
    .sort((a, b) => Math.abs(b.argument.weight) - Math.abs(a.argument.weight) || b.rank - a.rank || a.key - b.key)
    .slice(0, maxArguments)
    .map(({ argument }) => argument);

const kinds = new Map(elementKinds.map((kind, code) => [kind, code]));
const shown = new Map(observables.map((observable, code) => [observable, code]));
const found = new Map(pictureFaultIds.map((fault, code) => [fault, code + 2]));

/** A number for what is said of all elements of the kind of which a sighting says the same. */
const sayingOf = (kind: ElementKind, { observable, value, fault }: Sighting): number => {
  const said = fault === undefined ? Number(value) : (found.get(fault) ?? 0);
  return (said * shown.size + (shown.get(observable) ?? 0)) * kinds.size + (kinds.get(kind) ?? 0);
};

const toArgument = (topology: Topology, { sightings, weight: sum }: Group): Argument => {
  const [first] = sightings;
  if (first === undefined) throw new Error('a group of observations without one');
  const positions = sightings.map(({ position }) => position);
  const times = sightings.map(({ since }) => since).filter((since) => since !== null);
  const text = sentence(topology, positions, first, times);
  const weight = Math.round(sum * 100) / 100;
  return sightings.length === 1
    ? { text, element: topology.graph.elements[first.position]?.id ?? '', weight }
    : { text, weight };
};
