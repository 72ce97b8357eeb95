import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { closure, kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import { standingWith } from './cabinets.ts';
import { ponPortOf } from './ponPorts.ts';
import type { Sighting, Sightings } from './sightings.ts';

/** Why an element may be behind what is bad; an element may have several reasons. */
export const why = {
  /** It feeds, connects or records something bad, or is bad itself. */
  onTheWay: 1,
  isBad: 2,
  /** It has answered after everything bad had begun. */
  answers: 4,
  /** It is an ONU of a PON where one comes and goes, or sends out of turn. */
  sharesThePon: 8,
  /** It stands by a protector that gave way. */
  standsByTheStruck: 16,
} as const;

/** By position: for which reasons (see `why`) the element may be behind what is bad; 0 where it cannot be. */
export type Scope = Uint8Array;

const aggregating: ReadonlySet<ElementKind> = new Set(faultClasses.aggregation_down.faultPoints);

/** What there is of trouble at an element, as far as it brings others into question. */
const trouble = { bad: 1, disturbed: 2, struck: 4 } as const;

/** The scope of what is bad, which changes seldom: a symptom more or less of what is bad anyway leaves it as it is. */
export class ScopeInQuestion {
  scope: Scope;
  readonly #graph: Graph;
  /** By position, what there is of `trouble`. */
  readonly #trouble: Uint8Array;
  readonly #aggregating: readonly number[];
  readonly #above: Above;

  constructor(graph: Graph) {
    this.#graph = graph;
    this.scope = new Uint8Array(graph.elements.length);
    this.#trouble = new Uint8Array(graph.elements.length);
    this.#above = aboveOf(graph);
    this.#aggregating = [...graph.elements.keys()].filter((position) => aggregating.has(kindAt(graph, position)));
  }

  /** Goes by these sightings, which are others for these elements; answers what is in question for other reasons than before. */
  renew(sightings: Sightings, positions: readonly number[]): Set<number> {
    let moved = false;
    for (const position of positions) {
      const is = troubleOf(sightings.of(position));
      if (is === this.#trouble[position]) continue;
      this.#trouble[position] = is;
      moved = true;
    }
    const before = this.scope;
    this.scope = moved
      ? waysOf(this.#graph, this.#above, this.#trouble)
      : before.map((reasons) => reasons & ~why.answers);
    for (const node of this.#aggregating) {
      const reasons = this.scope[node] ?? 0;
      if ((reasons & why.onTheWay) !== 0 && answeredSince(sightings, node)) this.scope[node] = reasons | why.answers;
    }
    return differences(before, this.scope);
  }
}

const troubleOf = (known: readonly Sighting[]): number => {
  let all = 0;
  for (const { observable, value } of known) {
    if (value) continue;
    all |= trouble.bad;
    if (observable === 'connection_steady' || observable === 'sends_in_turn') all |= trouble.disturbed;
    if (observable === 'surge_protected') all |= trouble.struck;
  }
  return all;
};

/** What feeds and connects the elements, one after the other in one piece of memory: all of a city is gone through at each change. */
interface Above {
  elements: Int32Array;
  /** By position: where those of the element begin, and end as those of the next begin. */
  from: Int32Array;
}

const aboveOf = ({ feeders, uplinks }: Graph): Above => {
  const from = new Int32Array(feeders.length + 1);
  const elements: number[] = [];
  feeders.forEach((each, position) => {
    elements.push(...each, ...(uplinks[position] ?? []));
    from[position + 1] = elements.length;
  });
  return { elements: Int32Array.from(elements), from };
};

/** Everything that could be behind what is bad: the bad elements, all that feeds or connects them, and what can hit them from beside. */
const waysOf = (graph: Graph, above: Above, troubles: Uint8Array): Scope => {
  const scope = new Uint8Array(graph.elements.length);
  const points = new Int32Array(graph.elements.length);
  let count = 0;
  const include = (position: number): void => {
    if (((scope[position] ?? 0) & why.onTheWay) !== 0) return;
    scope[position] = (scope[position] ?? 0) | why.onTheWay;
    points[count] = position;
    count += 1;
  };
  const ports = new Set<number>();
  for (let position = 0; position < troubles.length; position += 1) {
    const is = troubles[position] ?? 0;
    if (is === 0) continue;
    scope[position] = (scope[position] ?? 0) | why.isBad;
    include(position);
    for (const recorder of graph.recordedBy[position] ?? []) include(recorder);
    if ((is & trouble.disturbed) !== 0) {
      const port = kindAt(graph, position) === 'pon_port' ? position : ponPortOf(graph, position);
      if (port !== undefined) ports.add(port);
    }
    if ((is & trouble.struck) !== 0) {
      for (const near of standingWith(graph, position)) {
        if (kindAt(graph, near) === 'switch') scope[near] = (scope[near] ?? 0) | why.standsByTheStruck;
      }
    }
  }
  for (let next = 0; next < count; next += 1) {
    const point = points[next] ?? -1;
    const end = above.from[point + 1] ?? 0;
    for (let at = above.from[point] ?? 0; at < end; at += 1) include(above.elements[at] ?? -1);
  }
  for (const port of ports) {
    for (const onu of closure(port, graph.downlinks)) {
      if (kindAt(graph, onu) === 'onu') scope[onu] = (scope[onu] ?? 0) | why.sharesThePon;
    }
  }
  return scope;
};

/** The elements that are in question for other reasons than before. */
const differences = (before: Scope, after: Scope): Set<number> => {
  const different = new Set<number>();
  for (let point = 0; point < after.length; point += 1) if (before[point] !== after[point]) different.add(point);
  return different;
};

/** A node that has answered after everything bad had begun is not down; thousands of elements need not be looked at for it. */
const answeredSince = (sightings: Sightings, point: number): boolean => {
  const sighting = sightings.get(point, 'reachable');
  return sighting?.value === true && sighting.at >= sightings.lastOnset;
};
