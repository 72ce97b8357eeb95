import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Element, Inventory, Party, Site } from '@roundsman/contract/inventory/schema.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { buildGraph, closure } from './topology/graph.ts';
import type { Graph } from './topology/graph.ts';
import { outagesOf, reachedThrough } from './topology/outage.ts';
import type { Outages } from './topology/outage.ts';
import { lieBeforeTheirPoint, ofTheIntegrator, responsibilitiesOf } from './topology/responsibility.ts';

/**
 * The city as one graph of power and transmission, indexed for questions. Unknown ids are answered with undefined, null or an
 * empty list, never with an error: an inventory may be reloaded while an alert of a removed element still fires.
 */
export interface Topology {
  readonly graph: Graph;
  readonly outages: Outages;
  element(id: string): Element | undefined;
  /** The element's name in both languages; its id where the inventory names none. */
  name(id: string): LocalizedText;
  /** Through the element's own site or its cabinet; null for what stands at none (a feeder, a core). */
  siteOf(id: string): Site | null;
  /** By its id; null where the inventory has none. */
  site(id: string): Site | null;
  /** Sites of the elements, each once, in order of first mention. */
  sitesOf(ids: Iterable<string>): Site[];
  /** The element's own district, else the one in which the first thing that hangs on it stands. */
  districtOf(id: string): string | null;
  party(id: string): Party | undefined;
  /**
   * Who answers when this class of fault strikes this element. A dead line belongs to whom the next element towards its source
   * belongs; a dead camera under warranty on `day` (YYYY-MM-DD…) belongs to the integrator of the area, as does a capture that
   * needs tuning and a switch that was chosen too small; what a recorder does not keep of a camera belongs to whom the recorder belongs.
   */
  partyFor(id: string, faultClass: FaultClassId, day: string): string | null;
  /** The maintenance unit of the element's district: to whom an undetermined fault goes. */
  maintenanceUnitFor(id: string): string | null;
  /** What power or signal reaches through the element, itself first; as ids. */
  reach(id: string): ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

/** Linear in the size of the inventory; closures are computed when first asked and remembered. */
export const buildTopology = (inventory: Inventory): Topology => {
  const graph = buildGraph(inventory);
  const responsibilities = responsibilitiesOf(inventory);
  const sites = new Map(inventory.sites.map((site) => [site.id, site]));
  const siteOfCabinet = new Map(inventory.cabinets.map((cabinet) => [cabinet.id, cabinet.site]));
  const reaches = new Map<string, ReadonlySet<string>>();
  const districts = new Map<string, string | null>();

  const element = (id: string): Element | undefined => graph.elements[graph.positions.get(id) ?? -1];
  const siteAt = (at: Element | undefined): Site | null =>
    sites.get(at?.site ?? siteOfCabinet.get(at?.cabinet ?? '') ?? '') ?? null;

  const findDistrict = (position: number): string | null => {
    for (const edges of [graph.fed, graph.downlinks]) {
      for (const each of closure(position, edges)) {
        const site = siteAt(graph.elements[each]);
        if (site !== null) return site.district;
      }
    }
    return null;
  };
  const districtOf = (id: string): string | null => {
    const known = districts.get(id);
    if (known !== undefined) return known;
    const position = graph.positions.get(id);
    const found = position === undefined ? null : findDistrict(position);
    districts.set(id, found);
    return found;
  };
  const answeringFor = (at: Element): string | null =>
    responsibilities.answeringFor(at, districtOf(at.id) ?? undefined);

  /** Who has the line that leads to the element; null where nothing is known to stand before it. */
  const partyBefore = (at: Element, faultClass: FaultClassId): string | null => {
    const onPower = faultClasses[faultClass].layer === 'power';
    if (onPower && at.responsible !== undefined) return at.responsible;
    const before = onPower ? at.fedBy[0] : at.uplinks[0]?.to;
    const parent = element(before ?? '');
    return parent === undefined ? null : answeringFor(parent);
  };

  return {
    graph,
    outages: outagesOf(graph),
    element,
    name: (id) => element(id)?.name ?? { en: id, zh: id },
    siteOf: (id) => siteAt(element(id)),
    site: (id) => sites.get(id) ?? null,
    sitesOf: (ids) => {
      const found = new Map<string, Site>();
      for (const id of ids) {
        const site = siteAt(element(id));
        if (site !== null) found.set(site.id, site);
      }
      return [...found.values()];
    },
    districtOf,
    party: (id) => responsibilities.party(id),
    partyFor: (id, faultClass, day) => {
      const at = element(id);
      if (at === undefined) return null;
      const underWarranty = (at.warrantyUntil ?? '') >= day.slice(0, 10);
      if (ofTheIntegrator.has(faultClass) || (faultClass === 'camera_dead' && underWarranty)) {
        const integrator = responsibilities.ofRole('integrator', districtOf(id) ?? undefined);
        if (integrator !== null) return integrator;
      }
      if (faultClass === 'recording_incomplete') {
        const [recorder] = graph.recordedBy[graph.positions.get(id) ?? -1] ?? [];
        return answeringFor(graph.elements[recorder ?? -1] ?? at);
      }
      // A splitter's own party has the fibre that ends in it; only what ends in a customer's device is looked up before it.
      const beforeIt =
        (lieBeforeTheirPoint.has(faultClass) && (at.kind === 'meter' || at.kind === 'onu')) ||
        (faultClass === 'brownout' && at.kind === 'meter');
      return (beforeIt ? partyBefore(at, faultClass) : null) ?? answeringFor(at);
    },
    maintenanceUnitFor: (id) => responsibilities.ofRole('maintenance_unit', districtOf(id) ?? undefined),
    reach: (id) => {
      const known = reaches.get(id);
      if (known !== undefined) return known;
      const position = graph.positions.get(id);
      if (position === undefined) return nothing;
      const found = new Set(reachedThrough(graph, position).map((each) => graph.elements[each]?.id ?? ''));
      reaches.set(id, found);
      return found;
    },
  };
};
