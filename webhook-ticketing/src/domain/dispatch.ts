import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Forecast } from '@roundsman/contract/forecast.ts';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Inventory, Party } from '@roundsman/contract/inventory/schema.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { Instant } from './instant.ts';
import type { Outcome } from './rejection.ts';
import { onDuty } from './rota.ts';
import { elementName } from './title.ts';

/** To whom an order goes, and why. */
export interface Dispatch {
  party: string;
  /** The person on duty; null where there is none. */
  contact: string | null;
  /** The contacts to be told now: the person on duty, or else everybody of the escalation list; never nobody. */
  tell: string[];
  reason: LocalizedText;
}

type City = Pick<Inventory, 'parties' | 'sites' | 'elements'>;

/**
 * Whom to send: the party of the diagnosis, or of what is foreseen; where the cause is undetermined or nobody answers for it, the maintenance unit of
 * the area goes first and the operator owns the order until it accepts; failing that, the operator. Null only where the
 * inventory names none of them.
 */
export function chooseDispatch(
  order: { diagnosis: Diagnosis | null; forecast?: Forecast | null | undefined; siteIds: readonly string[] },
  inventory: City,
  now: Instant,
): Dispatch | null {
  const { diagnosis, forecast } = order;
  const wearer = forecast ? partyOf(inventory, forecast.party) : undefined;
  if (wearer && forecast) {
    const point = elementName(inventory, forecast.element);
    return addressed(wearer, now, {
      en: `${wearer.name.en} answers for ${point.en} (preventive work).`,
      zh: `${point.zh}（预防性维护）由${wearer.name.zh}负责。`,
    });
  }
  const determined = diagnosis && diagnosis.faultClass !== 'undetermined' && diagnosis.faultClass !== 'reported_fault';
  const responsible = determined ? partyOf(inventory, diagnosis.party) : undefined;
  if (responsible && diagnosis) {
    const point = elementName(inventory, diagnosis.faultPoint);
    const what = faultClasses[diagnosis.faultClass].name;
    return addressed(responsible, now, {
      en: `${responsible.name.en} answers for ${point.en} (${what.en}).`,
      zh: `${point.zh}（${what.zh}）由${responsible.name.zh}负责。`,
    });
  }
  const why = determined
    ? { en: 'The inventory names nobody who answers for the fault point', zh: '台账中故障点无责任单位' }
    : { en: 'The cause is not determined', zh: '原因未定' };
  const first = maintenanceUnit(inventory, order.siteIds);
  if (first) {
    return addressed(first, now, {
      en: `${why.en}; ${first.name.en} maintains the area and goes first.`,
      zh: `${why.zh}；由片区维护单位${first.name.zh}先行处置。`,
    });
  }
  const operator = inventory.parties.find((party) => party.role === 'operator');
  if (!operator) return null;
  return addressed(operator, now, {
    en: `${why.en}, and no unit maintains the area; ${operator.name.en} decides.`,
    zh: `${why.zh}，且片区无维护单位；由${operator.name.zh}处置。`,
  });
}

/** An operator's own choice. A named person need not be on duty; where none is named somebody has to be. */
export function dispatchByHand(
  party: string,
  contact: string | undefined,
  inventory: City,
  now: Instant,
): Outcome<Dispatch> {
  const chosen = partyOf(inventory, party);
  if (!chosen) return { rejected: 'invalid_request', field: 'party', detail: `the inventory has no party "${party}"` };
  const reason = { en: 'Dispatched by the operator.', zh: '值班调度指派。' };
  if (contact !== undefined) {
    if (!chosen.contacts.some(({ id }) => id === contact)) {
      return { rejected: 'invalid_request', field: 'contact', detail: `"${party}" has no contact "${contact}"` };
    }
    return { ok: { party, contact, tell: [contact], reason } };
  }
  if (onDuty(chosen, now) === null && chosen.escalation.length === 0) {
    return { rejected: 'nobody_on_duty', field: 'contact', detail: `nobody of "${party}" is on duty now` };
  }
  return { ok: addressed(chosen, now, reason) };
}

/** The operator's people in the order in which they are told: who is on duty, then the escalation list. */
export function operatorsPeople(inventory: Pick<Inventory, 'parties'>, now: Instant): string[] {
  const operators = inventory.parties.filter((party) => party.role === 'operator');
  return [...new Set(operators.flatMap((party) => [...list(onDuty(party, now)), ...party.escalation]))];
}

const list = (id: string | null): string[] => (id === null ? [] : [id]);

const partyOf = (inventory: City, id: string | null): Party | undefined =>
  inventory.parties.find((party) => party.id === id);

/** A unit that names the district goes before one that works everywhere. */
function maintenanceUnit(inventory: City, siteIds: readonly string[]): Party | undefined {
  const districts = new Set(inventory.sites.filter(({ id }) => siteIds.includes(id)).map(({ district }) => district));
  const units = inventory.parties.filter((party) => party.role === 'maintenance_unit');
  return units.find(({ areas }) => areas?.some((area) => districts.has(area))) ?? units.find(({ areas }) => !areas);
}

function addressed(party: Party, now: Instant, why: LocalizedText): Dispatch {
  const contact = onDuty(party, now);
  if (contact !== null) {
    const name = party.contacts.find(({ id }) => id === contact)?.name ?? { en: contact, zh: contact };
    const reason = { en: `${why.en} On duty: ${name.en}.`, zh: `${why.zh}值班：${name.zh}。` };
    return { party: party.id, contact, tell: [contact], reason };
  }
  // A party that keeps neither rota nor list still has contacts: better all of them than nobody.
  const tell = party.escalation.length > 0 ? party.escalation : party.contacts.map(({ id }) => id);
  const reason = {
    en: `${why.en} Nobody is on duty there: everybody on its list is told.`,
    zh: `${why.zh}该单位无人值班，已通知名单上所有人。`,
  };
  return { party: party.id, contact: null, tell, reason };
}
