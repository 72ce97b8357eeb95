import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Responsibility } from '@roundsman/contract/inventory/schema.ts';
import { partOf, type City } from '../city/city.ts';
import type { Part } from '../city/part.ts';

/** Who answers where it is not who answers for the fault point. */
type Rule = (city: City, point: Part, day: string) => string | undefined;

const ofElementBefore = (city: City, point: Part): string | undefined => {
  const before = point.uplinks[0]?.to ?? point.fedBy[0];
  return before === undefined ? undefined : answersFor(city, partOf(city.parts, before));
};
const integrator = (city: City): string | undefined =>
  city.around.parties?.find(({ role }) => role === 'integrator')?.id;

/**
 * The column "Party" of the taxonomy where it differs from who answers for the element: the service line is the power company's, the
 * fibre to an ONU and what disturbs a PON the carrier's, a camera under warranty and too small a PoE budget the integrator's.
 */
const rules: Readonly<Partial<Record<FaultClassId, Rule>>> = {
  service_drop: ofElementBefore,
  drop_fibre_cut: (city, point) => (point.kind === 'onu' ? ofElementBefore(city, point) : undefined),
  fibre_degraded: (city, point) => (point.kind === 'onu' ? ofElementBefore(city, point) : undefined),
  rogue_onu: ofElementBefore,
  camera_dead: (city, point, day) => ((point.warrantyUntil ?? '') >= day ? integrator(city) : undefined),
  poe_budget_exceeded: integrator,
  recording_incomplete: (city, point) => {
    const recorder = [...city.parts.values()].find(({ recording }) =>
      recording?.channels.some(({ element }) => element === point.id),
    );
    return recorder === undefined ? undefined : answersFor(city, recorder);
  },
};

/** Who answers for a fault of the class at the element on the day (YYYY-MM-DD); null where the inventory names nobody. */
export const partyFor = (city: City, faultClass: FaultClassId, point: Part, day: string): string | null =>
  rules[faultClass]?.(city, point, day) ?? answersFor(city, point) ?? null;

function answersFor(city: City, part: Part): string | undefined {
  if (part.responsible !== undefined) return part.responsible;
  const site = part.site ?? city.around.cabinets?.find(({ id }) => id === part.cabinet)?.site;
  const district = city.around.sites?.find(({ id }) => id === site)?.district;
  const covers = ({ kinds, areas }: Responsibility): boolean =>
    kinds.includes(part.kind) && (areas === undefined || (district !== undefined && areas.includes(district)));
  return city.around.responsibilities?.find(covers)?.party;
}
