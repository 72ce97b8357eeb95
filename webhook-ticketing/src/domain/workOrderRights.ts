import type { CommandName } from '@roundsman/contract/workOrder.ts';
import type { UserRole } from '@roundsman/contract/vocabulary.ts';
import type { OrderState } from './workOrder.ts';

/** A person who does something to an order. What the service itself records goes through `record`, as the actor `system`. */
export interface Actor {
  login: string;
  role: UserRole;
  /** The contact of the inventory that the person is; null for those who only sit at a desk. */
  contact: string | null;
  party: string | null;
}

/** Name of the actor in the record. */
export const actorName = (actor: Actor): string => (actor.contact ? `contact:${actor.contact}` : `user:${actor.login}`);

const answers: readonly CommandName[] = ['accept', 'decline'];
const fieldwork: readonly CommandName[] = ['depart', 'arrive', 'claim_fix', 'record_cause', 'wait_for_spare', 'note'];
const desk: readonly CommandName[] = [
  'dispatch',
  'record_cause',
  'evaluate',
  'close',
  'reopen',
  'suspend',
  'resume',
  'wait_for_spare',
  'cancel',
  'note',
];
const byRole: Record<UserRole, readonly CommandName[]> = {
  police: [],
  engineer: [],
  manager: ['record_cause', 'evaluate', 'suspend', 'resume', 'wait_for_spare', 'note'],
  operator: desk,
  admin: desk,
};
const fieldRoles: ReadonlySet<UserRole> = new Set(['engineer', 'operator', 'admin']);

/** Whether the person may do fieldwork on this order: of the party that has it or is asked, or told by escalation. */
export function isOfTheField(state: OrderState, actor: Actor): actor is Actor & { contact: string } {
  if (actor.contact === null || !fieldRoles.has(actor.role)) return false;
  const parties = [state.holder?.party, state.asked?.party];
  return (
    (actor.party !== null && parties.includes(actor.party)) ||
    actor.contact === state.holder?.contact ||
    state.told.some((one) => one.contact === actor.contact)
  );
}

/** Whether the order is asked of the person: while it is being handed over its holder's party is not. */
const isAskedOf = (state: OrderState, actor: Actor): boolean =>
  (actor.party !== null && actor.party === state.asked?.party) ||
  actor.contact === state.asked?.contact ||
  state.told.some((one) => one.contact === actor.contact);

/** Everything that the person may ever do to this order; what is possible now is another matter. */
export function rightsOf(state: OrderState, actor: Actor): ReadonlySet<CommandName> {
  const rights = new Set(byRole[actor.role]);
  if (!isOfTheField(state, actor)) return rights;
  return new Set([...rights, ...fieldwork, ...(isAskedOf(state, actor) ? answers : [])]);
}

/** Who has the order, or says to have repaired it, approves nothing about it: no pause, no wait, no mark. */
export const isAssignee = (state: OrderState, actor: Actor): boolean =>
  actor.contact !== null && (actor.contact === state.holder?.contact || actor.contact === state.claimed?.contact);
