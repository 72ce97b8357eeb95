import type { PathRow, Standing, StandingCounts } from '@roundsman/contract/explanation.ts';
import { instantOf } from '../instant.ts';
import type { Graph } from '../topology/graph.ts';
import { noneStanding } from './standing.ts';

/** One of the two paths of the graph: what is before an element and what behind it. */
export interface Path {
  before: Graph['feeders'];
  behind: Graph['fed'];
}

/** What a person can still take in. */
const mostRows = 40;
/** Ids that a row names; the file of the case has all of them. */
const namedInRow = 20;

interface Branch {
  parent: Branch | null;
  members: number[];
  /** The fault point or what hangs on it: drawn as far as there is room. */
  struck: boolean;
  children: Branch[];
}

/**
 * A path as the rows of a tree: the ways to the candidates' elements one by one, everything beside them in groups. Groups open as
 * long as there is room, those first that lie nearest to the source: what stands all alike stays closed.
 */
export function pathTree(
  graph: Graph,
  { before, behind }: Path,
  stands: readonly { standing: Standing; badSince: number | null }[],
  /** Positions of the candidates' elements, best first. */
  points: readonly number[],
): PathRow[] {
  const isPrimary = (child: number, parent: number): boolean => before[child]?.[0] === parent;
  const childrenOf = (position: number): number[] =>
    (behind[position] ?? []).filter((child) => isPrimary(child, position));
  const below = summarise(graph, childrenOf, before, stands, new Set(points));
  const tops = graph.elements.flatMap((_, position) =>
    (before[position] ?? []).length === 0 && (behind[position] ?? []).length > 0 && matters(below[position])
      ? [position]
      : [],
  );

  const grouped = (positions: readonly number[], parent: Branch | null): Branch[] => {
    const groups = new Map<string, Branch>();
    for (const position of positions) {
      const key = keyOf(position);
      const known = groups.get(key);
      if (known) known.members.push(position);
      else {
        const struck = (parent?.struck ?? false) || position === points[0];
        groups.set(key, { parent, members: [position], struck, children: [] });
      }
    }
    return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, branch]) => branch);
  };
  /** Equal for what is drawn as one; sorts what leads to a candidate first, then what is bad. */
  const keyOf = (position: number): string => {
    const { standing = 'unknown' } = stands[position] ?? {};
    const { leads = false, bad = false, good = false } = below[position] ?? {};
    if (leads) return `0 ${String(position).padStart(6, '0')}`;
    const isBad = standing === 'dead' || standing === 'impaired';
    const order = isBad ? 1 : bad ? 2 : standing === 'alive' || good ? 3 : 4;
    return [order, graph.elements[position]?.kind, standing, bad, good].join(' ');
  };
  const opens = ({ members: [first = -1], struck }: Branch): boolean => {
    const { leads = false, bad = false, good = false } = below[first] ?? {};
    return struck || leads || (bad && good);
  };

  const roots = grouped(tops, null);
  let rows = roots.length;
  const waiting = [...roots];
  for (let branch = waiting.shift(); branch !== undefined; branch = waiting.shift()) {
    if (!opens(branch)) continue;
    const children = grouped(branch.members.flatMap(childrenOf), branch);
    if (rows + children.length > mostRows) continue;
    rows += children.length;
    branch.children = children;
    // The ways to the candidates come before whatever else there is room for.
    const leading = children.filter(({ members }) => below[members[0] ?? -1]?.leads);
    waiting.unshift(...leading);
    waiting.push(...children.filter((child) => !leading.includes(child)));
  }

  const drawn: PathRow[] = [];
  const draw = (branch: Branch, parent: number | null): void => {
    const index = drawn.push(rowOf(branch, parent)) - 1;
    for (const child of branch.children) draw(child, index);
  };
  const rowOf = ({ members, children }: Branch, parent: number | null): PathRow => {
    const [first = -1] = members;
    const rank = points.indexOf(first);
    const since = members.flatMap((position) => stands[position]?.badSince ?? []);
    const idsOf = (positions: readonly number[]): string[] =>
      positions.flatMap((each) => graph.elements[each]?.id ?? []);
    return {
      parent,
      kind: graph.elements[first]?.kind ?? 'server',
      standing: stands[first]?.standing ?? 'unknown',
      count: members.length,
      elements: idsOf(members.slice(0, namedInRow)),
      rank: rank === -1 ? null : rank,
      alsoFrom: members.length === 1 ? idsOf((before[first] ?? []).slice(1)) : [],
      behind: children.length > 0 ? noneStanding() : sum(members.flatMap((each) => below[each]?.behind ?? [])),
      badSince: since.length === 0 ? null : instantOf(Math.min(...since)),
    };
  };
  for (const root of roots) draw(root, null);
  return drawn;
}

/** What hangs on an element along the path. */
interface Below {
  behind: StandingCounts;
  /** A candidate's element is there, or is it itself. */
  leads: boolean;
  /** Something bad, and something good, is behind it or is it itself. */
  bad: boolean;
  good: boolean;
}

/** Children before their parents, each once: linear, and a cycle does no harm. */
function summarise(
  graph: Graph,
  childrenOf: (position: number) => number[],
  before: Graph['feeders'],
  stands: readonly { standing: Standing }[],
  points: ReadonlySet<number>,
): (Below | undefined)[] {
  const order = graph.elements.flatMap((_, position) => ((before[position] ?? []).length === 0 ? [position] : []));
  for (let next = 0; next < order.length; next += 1) order.push(...childrenOf(order[next] ?? -1));
  const below: (Below | undefined)[] = new Array<Below | undefined>(graph.elements.length);
  for (const position of order.reverse()) {
    const { standing = 'unknown' } = stands[position] ?? {};
    const found: Below = {
      behind: noneStanding(),
      leads: points.has(position),
      bad: standing === 'dead' || standing === 'impaired',
      good: standing === 'alive',
    };
    for (const child of childrenOf(position)) {
      const of = below[child];
      if (of === undefined) continue;
      found.behind[stands[child]?.standing ?? 'unknown'] += 1;
      found.behind = sum([found.behind, of.behind]);
      found.leads ||= of.leads;
      found.bad ||= of.bad;
      found.good ||= of.good;
    }
    below[position] = found;
  }
  return below;
}

const matters = (below: Below | undefined): boolean => below !== undefined && (below.leads || below.bad);

const sum = (all: readonly StandingCounts[]): StandingCounts => {
  const total = noneStanding();
  for (const each of all) {
    total.dead += each.dead;
    total.impaired += each.impaired;
    total.alive += each.alive;
    total.unknown += each.unknown;
  }
  return total;
};
