import type { Assignees } from '@roundsman/contract/workOrder.ts';
import { onDuty } from '../domain/rota.ts';
import { nowOf, type Service } from './service.ts';

/** Everybody who can be dispatched to, and who of them is on duty now. */
export function listAssignees(service: Pick<Service, 'city' | 'clock'>): Assignees {
  const now = nowOf(service);
  return {
    parties: service.city().inventory.parties.map((party) => {
      const onDutyNow = onDuty(party, now);
      const contacts = party.contacts.map(({ id, name }) => ({ id, name, onDuty: id === onDutyNow }));
      return { id: party.id, name: party.name, contacts };
    }),
  };
}
