import type { FaultReport } from '@roundsman/contract/faultReport.ts';
import type { Inventory, Site } from '@roundsman/contract/inventory/schema.ts';
import { endKinds, type ElementKind } from '@roundsman/contract/vocabulary.ts';
import { distanceMetres } from './workOrderArrival.ts';
import type { Outcome } from './rejection.ts';
import type { Topology } from './topology.ts';
import type { OrderState } from './workOrder.ts';

/** Where a person's report points: an element of the inventory, or only a site. */
export interface ReportedPlace {
  element: string | null;
  site: string | null;
}

/** A position farther than this from every site names none of them. */
export const nearestSiteMetres = 300;

/**
 * Finds the place of a report: the element or the pole by its code, else the site, else the site nearest to the position. A site
 * with a single camera stands for it.
 */
export function locateReport(report: FaultReport, inventory: Inventory, topology: Topology): Outcome<ReportedPlace> {
  const { element, site, position } = report;
  if (element !== undefined) {
    if (topology.element(element)) return { ok: { element, site: topology.siteOf(element)?.id ?? null } };
    const code = element.toLowerCase();
    const cabinet = inventory.cabinets.find(({ id, pole }) => id === element || pole?.toLowerCase() === code);
    if (cabinet) return { ok: placeAt(cabinet.site, inventory, topology) };
    return { rejected: 'not_found', field: 'element', detail: `no camera or pole has the code "${element}"` };
  }
  if (site !== undefined) {
    if (inventory.sites.some(({ id }) => id === site)) return { ok: placeAt(site, inventory, topology) };
    return { rejected: 'not_found', field: 'site', detail: `there is no site "${site}"` };
  }
  const nearest = position && nearestSite(position, inventory.sites);
  if (nearest) return { ok: placeAt(nearest.id, inventory, topology) };
  const detail = `there is no camera within ${nearestSiteMetres} m of the position`;
  return { rejected: 'not_found', field: 'position', detail };
}

function placeAt(site: string, inventory: Inventory, topology: Topology): ReportedPlace {
  const cameras = inventory.elements.filter(({ id, kind }) => kind === 'camera' && topology.siteOf(id)?.id === site);
  const [only] = cameras;
  return { element: cameras.length === 1 && only ? only.id : null, site };
}

function nearestSite(position: { latitude: number; longitude: number }, sites: readonly Site[]): Site | undefined {
  const [nearest] = sites
    .map((site) => ({ site, metres: distanceMetres(position, site.location) }))
    .filter(({ metres }) => metres <= nearestSiteMetres)
    .sort((one, other) => one.metres - other.metres);
  return nearest?.site;
}

const ends: ReadonlySet<ElementKind> = new Set(endKinds);

/**
 * The open orders that a report at this place belongs to, the best first: those of the element, then those of its site. An order
 * about one camera does not take up a report about another one beside it.
 */
export function ordersAt<O extends { state: OrderState }>(
  { element, site }: ReportedPlace,
  open: readonly O[],
  kindOf: (id: string) => ElementKind | undefined,
): O[] {
  const ofElement = open.filter(
    ({ state }) => element !== null && (state.affected.includes(element) || state.diagnosis?.faultPoint === element),
  );
  const ofSite = open.filter(({ state }) => {
    if (site === null || !state.siteIds.includes(site) || ofElement.some((order) => order.state === state))
      return false;
    const point = state.diagnosis && kindOf(state.diagnosis.faultPoint);
    return element === null || !point || !ends.has(point);
  });
  return [...ofElement, ...ofSite];
}
