import type { WrongEdge } from '@roundsman/contract/scenario.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Chance } from '../chance.ts';
import type { City } from '../city/city.ts';
import type { Part } from '../city/part.ts';

/**
 * Edges that people get wrong: a cabinet on the neighbour's feeder, an ONU on another splitter, a camera on another switch. Only
 * downward kinds, whose parents never hang on them: no wrong edge can close a circle.
 */
const mistaken: Readonly<Partial<Record<ElementKind, { edge: WrongEdge['edge']; parent: ElementKind }>>> = {
  feeder: { edge: 'fedBy', parent: 'transformer' },
  meter: { edge: 'fedBy', parent: 'feeder' },
  splitter: { edge: 'uplinks', parent: 'pon_port' },
  onu: { edge: 'uplinks', parent: 'splitter' },
  camera: { edge: 'uplinks', parent: 'switch' },
};

/** `share` of all edges of the city, each with a wrong parent of the same kind. A camera fed by its switch takes its power along. */
export function wrongEdges(city: City, share: number, chance: Chance): WrongEdge[] {
  if (share === 0) return [];
  const parts = [...city.parts.values()];
  const edges = parts.reduce((sum, { fedBy, uplinks }) => sum + fedBy.length + uplinks.length, 0);
  const wanted = chance.count(edges * share);
  const found: WrongEdge[] = [];
  for (const part of chance.shuffle(parts)) {
    if (found.length >= wanted) break;
    found.push(...mistake(part, parts, chance));
  }
  return found;
}

function mistake(part: Part, parts: readonly Part[], chance: Chance): WrongEdge[] {
  const kind = mistaken[part.kind];
  if (kind === undefined) return [];
  const real = kind.edge === 'fedBy' ? part.fedBy[0] : part.uplinks[0]?.to;
  const others = parts.filter((other) => other.kind === kind.parent && other.id !== real);
  if (real === undefined || others.length === 0 || parts.every(({ id, kind: of }) => id !== real || of !== kind.parent))
    return [];
  const stated = chance.pick(others).id;
  const edge = { element: part.id, stated, real };
  return kind.edge === 'uplinks' && part.fedBy.includes(real)
    ? [
        { ...edge, edge: 'uplinks' },
        { ...edge, edge: 'fedBy' },
      ]
    : [{ ...edge, edge: kind.edge }];
}

/** The parts as the inventory states them. */
export function stated(parts: Iterable<Part>, wrong: readonly WrongEdge[]): Part[] {
  return [...parts].map((part) => {
    const mistakes = wrong.filter(({ element }) => element === part.id);
    if (mistakes.length === 0) return part;
    const instead = (edge: WrongEdge['edge'], id: string): string =>
      mistakes.find((each) => each.edge === edge && each.real === id)?.stated ?? id;
    return {
      ...part,
      fedBy: part.fedBy.map((id) => instead('fedBy', id)),
      uplinks: part.uplinks.map((uplink) => ({ ...uplink, to: instead('uplinks', uplink.to) })),
    };
  });
}
