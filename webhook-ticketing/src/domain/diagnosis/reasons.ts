import type { Argument } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { observables } from '@roundsman/contract/symptoms.ts';
import { elementKinds, type ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Topology } from '../topology.ts';
import { kindAt } from '../topology/graph.ts';
import type { Ranked } from './explanation.ts';
import { sentence } from './words.ts';
import type { Sighting } from './sightings.ts';

/** Below this an observation does not tell the candidates apart and is not worth a line. */
const worthSaying = 0.5;
/** Lines per side; the weightiest stay. */
const maxArguments = 6;

interface Group {
  sightings: Sighting[];
  weight: number;
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
  const before: ReadonlyMap<Sighting, number>[] = [];
  const explained = new Set(candidate.explained);
  for (const { contributions } of [candidate, ...(rival === undefined ? [] : [rival]), ...others]) {
    for (const sighting of contributions.keys()) {
      if (before.some((each) => each.has(sighting))) continue;
      const own = candidate.contributions.get(sighting) ?? 0;
      const difference = own - (rival?.contributions.get(sighting) ?? 0);
      const rulesOut =
        sighting.value && others.some((other) => (other.contributions.get(sighting) ?? 0) < own - worthSaying);
      const side =
        explained.has(sighting) || difference > worthSaying || rulesOut
          ? 'for'
          : difference < -worthSaying
            ? 'against'
            : null;
      if (side === null) continue;
      const key = sayingOf(kindAt(topology.graph, sighting.position), sighting);
      let group = groups[side].get(key);
      if (group === undefined) {
        group = { sightings: [], weight: 0 };
        groups[side].set(key, group);
      }
      group.sightings.push(sighting);
      group.weight += difference;
    }
    before.push(contributions);
  }
  const side = (name: 'for' | 'against'): Argument[] =>
    [...groups[name].values()]
      .map((group) => toArgument(topology, group))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, maxArguments);
  return { for: side('for'), against: side('against') };
};

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
  const times = sightings.flatMap(({ since }) => since ?? []);
  const text = sentence(topology, positions, first, times);
  const weight = Math.round(sum * 100) / 100;
  return sightings.length === 1
    ? { text, element: topology.graph.elements[first.position]?.id ?? '', weight }
    : { text, weight };
};
