import type { Argument } from '@roundsman/contract/evidence.ts';
import type { Topology } from '../topology.ts';
import type { BadSightings } from './badSightings.ts';
import type { Ranked } from './explanation.ts';
import { explains } from './expectation/saying.ts';
import { Marks } from './marks.ts';
import { orderOfPoints } from './orderOfPoints.ts';
import { sayingOf, type Sighting } from './sighting.ts';
import { sentence, type Span } from './words.ts';

/** Below this an observation does not tell the candidates apart and is not worth a line. */
const worthSaying = 0.5;
/** Lines per side; the weightiest stay. */
const maxArguments = 6;

/** Sightings of which the same is said. */
interface Group {
  /** One of them. */
  like: Sighting;
  positions: number[];
  /** Of how many it is known when they began, and when the first and the last of these did. */
  dated: number;
  span: Span;
  weight: number;
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
  bad: BadSightings,
  candidate: Ranked,
  rival: Ranked | undefined,
  others: readonly Ranked[],
): Reasons => {
  const groups: Groups = { for: [], against: [] };
  weighGood(groups, candidate, rival, others);
  weighBad(groups, bad, candidate, rival);
  return { for: weightiest(topology, groups.for), against: weightiest(topology, groups.against) };
};

interface Groups {
  for: Group[];
  against: Group[];
}

const weighGood = (
  groups: Groups,
  { contributions: { good, ofGood } }: Ranked,
  rival: Ranked | undefined,
  others: readonly Ranked[],
): void => {
  const bySaying = { for: new Map<number, Group>(), against: new Map<number, Group>() };
  const weigh = (sighting: Sighting, own: number): void => {
    const difference = own - (rival?.contributions.of(sighting) ?? 0);
    const rulesOut = others.some(({ contributions }) => contributions.of(sighting) < own - worthSaying);
    if (!rulesOut && Math.abs(difference) <= worthSaying) return;
    const side = rulesOut || difference > 0 ? 'for' : 'against';
    const saying = sayingOf(sighting);
    let group = bySaying[side].get(saying);
    if (group === undefined) {
      group = newGroup(sighting);
      bySaying[side].set(saying, group);
      groups[side].push(group);
    }
    group.positions.push(sighting.position);
    group.weight += difference;
  };
  const ofOthers = new Set(
    (rival === undefined ? others : [rival, ...others]).flatMap(({ contributions }) => contributions.good),
  );
  good.forEach((sighting, at) => {
    ofOthers.delete(sighting);
    weigh(sighting, ofGood[at] ?? 0);
  });
  for (const sighting of ofOthers) weigh(sighting, 0);
};

/** What only others than the rival say of what is bad is no matter. */
const weighBad = (
  groups: Groups,
  sightings: BadSightings,
  { contributions: { bad, ofBad } }: Ranked,
  rival: Ranked | undefined,
): void => {
  const { said, position, since } = sightings;
  const ofRival = rival?.contributions.column(sightings.places);
  // In columns, for there are thousands of a few kinds.
  const bySaying: Record<keyof Groups, (Group | undefined)[]> = { for: [], against: [] };
  const weigh = (place: number, own: number): void => {
    const difference = own - (ofRival?.[place] ?? 0);
    const isExplained = own >= explains;
    if (!isExplained && Math.abs(difference) <= worthSaying) return;
    const side = isExplained || difference > 0 ? 'for' : 'against';
    const saying = said[place] ?? -1;
    let group = bySaying[side][saying];
    if (group === undefined) {
      group = newGroup(sightings.at(place));
      bySaying[side][saying] = group;
      groups[side].push(group);
    }
    group.positions.push(position[place] ?? -1);
    const began = since[place] ?? NaN;
    if (!Number.isNaN(began)) date(group, began);
    group.weight += difference;
  };
  for (let at = 0; at < bad.length; at += 1) weigh(bad[at] ?? -1, ofBad[at] ?? 0);
  if (rival === undefined) return;
  for (const place of Marks.of(sightings.places, rival.contributions.bad).without(bad)) weigh(place, 0);
};

const newGroup = (like: Sighting): Group => ({
  like,
  positions: [],
  dated: 0,
  span: { first: Infinity, last: -Infinity },
  weight: 0,
});

const date = (group: Group, began: number): void => {
  const { span } = group;
  group.dated += 1;
  if (began < span.first) span.first = began;
  if (began > span.last) span.last = began;
};

const weightiest = (topology: Topology, groups: readonly Group[]): Argument[] => {
  const order = orderOfPoints(topology.graph);
  return groups
    .map((group) => ({ group, weight: Math.round(group.weight * 100) / 100 }))
    .sort(
      (a, b) =>
        Math.abs(b.weight) - Math.abs(a.weight) ||
        rankOf(order, b.group) - rankOf(order, a.group) ||
        sayingOf(a.group.like) - sayingOf(b.group.like),
    )
    .slice(0, maxArguments)
    .map(({ group, weight }) => toArgument(topology, group, weight));
};

/** Of those that weigh the same, what is said of what all hangs on is said first. */
const rankOf = (order: Int32Array, { positions }: Group): number =>
  positions.reduce((most, position) => Math.max(most, order[position] ?? 0), -1);

const toArgument = (topology: Topology, { like, positions, dated, span }: Group, weight: number): Argument => {
  const text = sentence(topology, positions, like, dated > 1 ? span : null);
  return positions.length === 1
    ? { text, element: topology.graph.elements[like.position]?.id ?? '', weight }
    : { text, weight };
};
