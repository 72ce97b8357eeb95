import type { Observation } from '@roundsman/contract/evidence.ts';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import { recordedElement, type RecordedInventory } from '@roundsman/contract/recordedCase.ts';
import { standingWith } from '../diagnosis/cabinets.ts';
import type { Topology } from '../topology.ts';
import { closure, type Graph } from '../topology/graph.ts';

/**
 * The smallest part of an inventory in which these observations mean the same to the diagnosis as in the whole: everything that
 * feeds and connects their elements and the `ids` (without which an outage would reach further than it does), what senses and
 * records them, all ONUs of a PON port (which is dark only when all of them are), what stands in one cabinet with something bad,
 * one that each feeds, and what tells in which district an element without a site lies. In the order of the inventory, on which
 * the order of equally good answers depends.
 */
export function partInQuestion(
  { inventory, topology }: { inventory: Inventory; topology: Topology },
  observations: readonly Observation[],
  ids: Iterable<string> = [],
): RecordedInventory {
  const { graph } = topology;
  const kept = new Set<number>();
  const at = (id: string): number[] => [graph.positions.get(id) ?? []].flat();
  const bad = new Set(observations.flatMap(({ element, value }) => (value ? [] : at(element))));
  const waiting = [
    ...[...ids].flatMap(at),
    ...new Set(observations.flatMap(({ element }) => at(element))),
    ...[...bad].flatMap((position) => standingWith(graph, position)),
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (kept.has(next)) continue;
    kept.add(next);
    waiting.push(...neededBy(topology, next));
  }
  const elements = graph.elements.filter((_, position) => kept.has(position));
  const cabinetIds = new Set(elements.flatMap(({ cabinet }) => cabinet ?? []));
  const cabinets = inventory.cabinets.filter(({ id }) => cabinetIds.has(id));
  const siteIds = new Set([...elements.flatMap(({ site }) => site ?? []), ...cabinets.map(({ site }) => site)]);
  const sites = inventory.sites.filter(({ id }) => siteIds.has(id));
  const districtIds = new Set(sites.map(({ district }) => district));
  return {
    // Who answers is decided by the first that matches: all of them stay.
    parties: inventory.parties.map(({ id, role, name, areas }) => ({ id, role, name, ...(areas && { areas }) })),
    responsibilities: inventory.responsibilities,
    districts: inventory.districts.filter(({ id }) => districtIds.has(id)),
    sites,
    cabinets,
    elements: elements.map(asRecorded),
  };
}

function neededBy(topology: Topology, position: number): number[] {
  const { graph } = topology;
  const element = graph.elements[position];
  const near = [graph.feeders, graph.uplinks, graph.recordedBy].flatMap((edges) => edges[position] ?? []);
  const onus =
    element?.kind === 'pon_port'
      ? closure(position, graph.downlinks).filter((each) => graph.elements[each]?.kind === 'onu')
      : [];
  const fed = graph.fed[position]?.slice(0, 1) ?? [];
  return [...near, ...fed, ...(graph.sensors.get(position) ?? []), ...onus, ...districtWitness(topology, position)];
}

/** The element by whose site the district of one without a site is known: see `Topology.districtOf`. */
function districtWitness({ graph, siteOf }: Topology, position: number): number[] {
  const hasSite = (each: number): boolean => siteOf(graph.elements[each]?.id ?? '') !== null;
  if (hasSite(position)) return [];
  const found = firstBelow(position, graph.fed, hasSite) ?? firstBelow(position, graph.downlinks, hasSite);
  return found === undefined ? [] : [found];
}

/** The first in the order of `closure`; that computes all of it, and below a core lies the whole city. */
function firstBelow(start: number, edges: Graph['fed'], wanted: (position: number) => boolean): number | undefined {
  const found = [start];
  const seen = new Set(found);
  for (let next = 0; next < found.length; next += 1) {
    const at = found[next] ?? -1;
    if (wanted(at)) return at;
    for (const each of edges[at] ?? []) {
      if (seen.has(each)) continue;
      seen.add(each);
      found.push(each);
    }
  }
  return undefined;
}

const recordedFields = new Set(Object.keys(recordedElement.shape));
const asRecorded = (element: Element): RecordedInventory['elements'][number] =>
  recordedElement.parse(
    Object.fromEntries(
      Object.entries(element).filter(([field, value]) => recordedFields.has(field) && value !== undefined),
    ),
  );

/** As an inventory that a topology is built of. Nobody of a party is in it: nobody is sent by a recorded case. */
export const asInventory = ({ parties, ...rest }: RecordedInventory): Inventory => ({
  ...rest,
  parties: parties.map((party) => ({ ...party, timezone: 'UTC', contacts: [], rota: [], escalation: [] })),
});
