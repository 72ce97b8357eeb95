import type { Argument } from '@roundsman/contract/evidence.ts';
import type { Topology } from '../topology.ts';
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
  const groups = new Map<string, Group>();
  const seen = new Set<Sighting>();
  const explained = new Set(candidate.explained);
  for (const each of [candidate, ...(rival === undefined ? [] : [rival]), ...others]) {
    for (const sighting of each.contributions.keys()) {
      if (seen.has(sighting)) continue;
      seen.add(sighting);
      const kind = topology.graph.elements[sighting.position]?.kind ?? '';
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
      const key = `${side} ${kind} ${sighting.observable} ${sighting.fault ?? String(sighting.value)}`;
      const group = groups.get(key) ?? { sightings: [], weight: 0 };
      group.sightings.push(sighting);
      group.weight += difference;
      groups.set(key, group);
    }
  }
  const side = (name: 'for' | 'against'): Argument[] =>
    [...groups]
      .filter(([key]) => key.startsWith(`${name} `))
      .map(([, group]) => toArgument(topology, group))
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, maxArguments);
  return { for: side('for'), against: side('against') };
};

const toArgument = (topology: Topology, { sightings, weight: sum }: Group): Argument => {
  const [first] = sightings;
  if (first === undefined) throw new Error('a group of observations without one');
  const ids = sightings.map(({ position }) => topology.graph.elements[position]?.id ?? '');
  const times = sightings.flatMap(({ since }) => since ?? []);
  const text = sentence(topology, ids, first, times);
  const weight = Math.round(sum * 100) / 100;
  return sightings.length === 1 ? { text, element: ids[0] ?? '', weight } : { text, weight };
};
