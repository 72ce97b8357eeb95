import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { Person, WorkOrder } from '@roundsman/contract/workOrder.ts';
import { nextClock, slaClocks } from '../domain/slaClock.ts';
import { assigneeOf, isRecovered } from '../domain/workOrder.ts';
import { allowedCommands } from '../domain/workOrderCommands.ts';
import type { Order } from './order.ts';
import { nowOf, type Service } from './service.ts';
import type { User } from './ticketing.ts';

/** An order as its asker sees it at this moment. */
export function orderView(
  { id, events, state }: Order,
  user: User,
  service: Pick<Service, 'city' | 'clock' | 'settings'>,
): WorkOrder {
  const { inventory } = service.city();
  const now = nowOf(service);
  const clocks = slaClocks(events, now);
  const inForce = !finishedStates.has(state.state) && !isRecovered(state);
  const [firstSite] = state.siteIds;
  const site = inventory.sites.find((each) => each.id === firstSite);
  const partyId = state.asked?.party ?? state.holder?.party;
  const party = inventory.parties.find((each) => each.id === partyId);
  return {
    id,
    number: state.number,
    version: state.version,
    state: state.state,
    source: state.source,
    severity: state.severity,
    title: state.title,
    diagnosis: state.diagnosis,
    forecast: state.forecast,
    explanation: state.recordedCase && {
      id: state.recordedCase.id,
      page: `${service.settings.publicUrl}/diagnosis/${state.recordedCase.id}`,
    },
    site: site ? { id: site.id, name: site.name, location: site.location } : null,
    siteIds: state.siteIds,
    affected: state.affected,
    party: partyId ? { id: partyId, name: party?.name ?? { en: partyId, zh: partyId } } : null,
    assignee: personOf(state, inventory),
    owner: state.owner,
    onsetAt: state.onsetAt,
    openedAt: state.openedAt,
    clocks,
    nextClock: nextClock(clocks, inForce),
    actions: allowedCommands(state, user, now),
    heldFor: state.heldFor,
    joinedTo: state.joinedTo,
    splitFrom: state.splitFrom,
    splitInto: state.splitInto,
    sentBack: state.sentBack,
    reports: state.reports,
    pictures: state.pictures,
    found: state.found,
  };
}

/** Somebody who has left the inventory keeps the id for a name. */
function personOf(state: Order['state'], { parties }: Inventory): Person | null {
  const assignee = assigneeOf(state);
  if (!assignee) return null;
  const party = parties.find(({ contacts }) => contacts.some(({ id }) => id === assignee.contact));
  const contact = party?.contacts.find(({ id }) => id === assignee.contact);
  const home = assignee.party ?? party?.id;
  if (home === undefined) return null;
  return {
    contact: assignee.contact,
    party: home,
    name: contact?.name ?? { en: assignee.contact, zh: assignee.contact },
  };
}
