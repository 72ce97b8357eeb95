import {
  latestMaintenanceHours,
  longestMaintenanceDays,
  type Maintenance,
  type MaintenanceArea,
  type MaintenanceDeclaration,
} from '@roundsman/contract/maintenance.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { millis, type Instant } from './instant.ts';
import type { Outcome } from './rejection.ts';
import type { Topology } from './topology.ts';
import { actorName, type Actor } from './workOrderRights.ts';

/** Planned works as they were declared, and ended. */
export type DeclaredMaintenance = Omit<Maintenance, 'state'>;

/** What tells whether planned works explain an order. */
export interface Covered {
  affected: readonly string[];
  siteIds: readonly string[];
  onsetAt: Instant;
}

export const mayDeclare = ({ role }: Actor): boolean => role === 'operator' || role === 'admin';

/** Judges a declaration: what is to be kept, or why not, naming the field. */
export function declared(
  declaration: MaintenanceDeclaration,
  actor: Actor,
  inventory: Inventory,
  now: Instant,
): Outcome<DeclaredMaintenance> {
  const wrong = (field: string, detail: string): Outcome<DeclaredMaintenance> => ({
    rejected: 'invalid_request',
    field,
    detail,
  });
  if (!mayDeclare(actor)) return { rejected: 'forbidden', detail: 'planned works are declared by operators' };
  const [from, to] = [millis(declaration.from), millis(declaration.to)];
  if (to <= from) return wrong('to', 'the end must be after the beginning');
  if (to - from > longestMaintenanceDays * 86_400_000) {
    return wrong('to', `at most ${String(longestMaintenanceDays)} days at once; declare the rest separately`);
  }
  if (from < millis(now) - latestMaintenanceHours * 3_600_000) {
    return wrong('from', `at most ${String(latestMaintenanceHours)} hour ago: what failed before was sent out`);
  }
  if (to <= millis(now)) return wrong('to', 'the end must be to come');
  const unknown = unknownPlace(declaration.area, inventory);
  if (unknown) return wrong(unknown.field, `the inventory has no "${unknown.id}"`);
  const { approver } = declaration;
  if (!inventory.parties.some(({ contacts }) => contacts.some(({ id }) => id === approver))) {
    return wrong('approver', `the inventory has no contact "${approver}"`);
  }
  if (actor.contact === approver) return { rejected: 'approver_is_declarer', field: 'approver' };
  return { ok: { ...declaration, declaredBy: actorName(actor), declaredAt: now, endedAt: null, endedBy: null } };
}

function unknownPlace(area: MaintenanceArea, inventory: Inventory): { field: string; id: string } | null {
  const missing = (known: readonly { id: string }[], asked: readonly string[], field: string) => {
    const ids = new Set(known.map(({ id }) => id));
    const index = asked.findIndex((id) => !ids.has(id));
    return index === -1 ? null : { field: `area.${field}`, id: asked[index] ?? '' };
  };
  switch (area.kind) {
    case 'district':
      return missing(inventory.districts, [area.district], 'district');
    case 'sites':
      return missing(inventory.sites, area.sites, 'sites');
    case 'elements':
      return missing(inventory.elements, area.elements, 'elements');
  }
}

/** When it is over, whatever was declared. */
export const overAt = ({ to, endedAt }: Pick<DeclaredMaintenance, 'to' | 'endedAt'>): Instant =>
  endedAt !== null && millis(endedAt) < millis(to) ? endedAt : to;

export function stateOf(maintenance: DeclaredMaintenance, now: Instant): Maintenance['state'] {
  if (millis(overAt(maintenance)) <= millis(now)) return 'over';
  return millis(maintenance.from) <= millis(now) ? 'running' : 'coming';
}

/**
 * The works that explain an order at this moment: they run, its fault began while they did, and all that suffers is in their area.
 * A fault that reaches beyond is another's. Null where there are none.
 */
export function explainingWorks(
  works: readonly DeclaredMaintenance[],
  order: Covered,
  topology: Topology,
  now: Instant,
): DeclaredMaintenance | null {
  const running = works.filter(
    (one) =>
      stateOf(one, now) === 'running' && millis(order.onsetAt) >= millis(one.from) && covers(one.area, order, topology),
  );
  // The one that lasts longest: the others would be over before it.
  return running.sort((one, other) => millis(overAt(other)) - millis(overAt(one)))[0] ?? null;
}

function covers(area: MaintenanceArea, { affected, siteIds }: Covered, topology: Topology): boolean {
  if (affected.length === 0) return siteIds.length > 0 && siteIds.every((site) => holdsSite(area, site, topology));
  switch (area.kind) {
    case 'district':
      return affected.every((element) => topology.districtOf(element) === area.district);
    case 'sites':
      return affected.every((element) => area.sites.includes(topology.siteOf(element)?.id ?? ''));
    case 'elements':
      return affected.every((element) => area.elements.some((each) => topology.reach(each).has(element)));
  }
}

/** Of a report that names a place and no device. */
function holdsSite(area: MaintenanceArea, site: string, topology: Topology): boolean {
  switch (area.kind) {
    case 'district':
      return topology.site(site)?.district === area.district;
    case 'sites':
      return area.sites.includes(site);
    case 'elements':
      return false;
  }
}
