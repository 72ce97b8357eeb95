import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Element, Inventory, Party } from '@roundsman/contract/inventory/schema.ts';
import type { PartyRole } from '@roundsman/contract/vocabulary.ts';

/** Who answers for what, by the inventory alone. `district` is undefined where the element lies in none. */
export interface Responsibilities {
  party(id: string): Party | undefined;
  /** The element's own `responsible`, else the first entry of `responsibilities` for its kind and district. */
  answeringFor(element: Element, district: string | undefined): string | null;
  /** The first party of the role that works in the district. */
  ofRole(role: PartyRole, district: string | undefined): string | null;
}

const covers = (areas: readonly string[] | undefined, district: string | undefined): boolean =>
  areas === undefined || (district !== undefined && areas.includes(district));

export const responsibilitiesOf = (inventory: Inventory): Responsibilities => {
  const parties = new Map(inventory.parties.map((party) => [party.id, party]));
  return {
    party: (id) => parties.get(id),
    answeringFor: (element, district) =>
      element.responsible ??
      inventory.responsibilities.find((entry) => entry.kinds.includes(element.kind) && covers(entry.areas, district))
        ?.party ??
      null,
    ofRole: (role, district) =>
      inventory.parties.find((party) => party.role === role && covers(party.areas, district))?.id ?? null,
  };
};

/** Classes of faults that lie on the line in front of the fault point: who answers for what stands before it has that line. */
export const lieBeforeTheirPoint: ReadonlySet<FaultClassId> = new Set([
  'service_drop',
  'drop_fibre_cut',
  'fibre_degraded',
  'rogue_onu',
]);

/** Faults of how it was built or set up: the integrator's, where the area has one. */
export const ofTheIntegrator: ReadonlySet<FaultClassId> = new Set(['capture_drop', 'poe_budget_exceeded']);
