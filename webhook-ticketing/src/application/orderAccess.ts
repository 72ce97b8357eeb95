import type { Order } from './order.ts';
import type { User } from './ticketing.ts';

/** Narrowing of a list to what the user may see; undefined: all. Police users see no orders, they follow their reports. */
export function visibleTo(user: User): { party: string | null; contact: string | null } | undefined {
  return user.role === 'engineer' ? { party: user.party, contact: user.contact } : undefined;
}

/** Whether the user may see the order: engineers those of their party, those that they have or had, and those they were told of. */
export function maySee(user: User, { events, state }: Order): boolean {
  if (user.role === 'police') return false;
  if (user.role !== 'engineer') return true;
  const parties = [state.asked?.party, state.holder?.party];
  if (user.party !== null && parties.includes(user.party)) return true;
  return user.contact !== null && events.some(({ facts }) => 'contact' in facts && facts.contact === user.contact);
}
