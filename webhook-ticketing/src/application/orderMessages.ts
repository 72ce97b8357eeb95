import { randomUUID } from 'node:crypto';
import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Contact, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { SlaClock } from '@roundsman/contract/workOrder.ts';
import type { ChainedEvent } from '../domain/eventChain.ts';
import { operatorsPeople } from '../domain/dispatch.ts';
import type { Instant } from '../domain/instant.ts';
import { writeMessage, type MessageKind } from '../domain/messages.ts';
import { assigneeOf, type OrderState } from '../domain/workOrder.ts';
import type { OutboxMessage } from './store.ts';

export interface Changed {
  orderId: string;
  /** As it was before the event; null for an order that the event opens. */
  before: OrderState | null;
  after: OrderState;
  event: ChainedEvent;
  clocks: readonly SlaClock[];
}

/** Who is told what because of an event; nobody for most. */
function addressees(
  { before, event }: Changed,
  inventory: Inventory,
  now: Instant,
): { kind: MessageKind; contacts: string[] } | null {
  const { facts } = event;
  switch (facts.type) {
    case 'dispatched':
      return {
        kind: { kind: 'dispatched' },
        contacts: facts.contact ? [facts.contact] : everybodyOf(facts.party, inventory),
      };
    case 'escalated':
      return {
        kind: facts.clock === 'accepted' ? { kind: 'escalated' } : { kind: 'urged', clock: facts.clock },
        contacts: [facts.contact],
      };
    case 'fix_refuted':
    case 'reopened': {
      // Where nobody has it, it goes back to whom it was sent; the service itself sends it out anew.
      const asked = event.actor === 'system' ? null : before?.asked?.contact;
      const contact = before?.claimed?.contact ?? before?.holder?.contact ?? asked ?? undefined;
      return contact === undefined ? null : { kind: { kind: 'sent_back' }, contacts: [contact] };
    }
    case 'spare_requested':
      return { kind: { kind: 'spare_requested' }, contacts: operatorsPeople(inventory, now) };
    case 'joined':
    case 'withdrawn':
    case 'cancelled': {
      const assignee = before && assigneeOf(before);
      return assignee ? { kind: { kind: 'closed' }, contacts: [assignee.contact] } : null;
    }
    default:
      return null;
  }
}

/** Where a party has nobody on duty everybody of its list is told; without a list all its contacts. */
function everybodyOf(party: string, { parties }: Inventory): string[] {
  const found = parties.find(({ id }) => id === party);
  if (!found) return [];
  return found.escalation.length > 0 ? found.escalation : found.contacts.map(({ id }) => id);
}

/** The messages that an event makes, one for each channel of each person who is told. */
export function messagesOf(changed: Changed, inventory: Inventory, publicUrl: string, now: Instant): OutboxMessage[] {
  const told = addressees(changed, inventory, now);
  if (!told) return [];
  const { orderId, after, event, clocks } = changed;
  const about = { state: after, clocks, inventory, url: `${publicUrl}/field/orders/${orderId}`, now };
  const isFirst =
    told.kind.kind === 'dispatched' && changed.before?.askedAt == null && after.source === 'alarm' && !after.wasHeld;
  const fault =
    isFirst && after.diagnosis
      ? { onsetAt: after.onsetAt, layer: faultClasses[after.diagnosis.faultClass].layer }
      : null;
  return told.contacts.flatMap((id) => {
    const contact = contactOf(inventory, id);
    if (!contact) return [];
    const message = writeMessage(told.kind, about, id);
    return contact.channels.map((channel, index): OutboxMessage => ({
      id: randomUUID(),
      idempotencyKey: `${orderId}:${event.sequence}:${id}:${index}`,
      kind: told.kind.kind,
      orderId,
      contact: id,
      channel,
      message,
      fault,
      createdAt: now,
      attempts: 0,
    }));
  });
}

const contactOf = ({ parties }: Inventory, id: string): Contact | undefined =>
  parties.flatMap(({ contacts }) => contacts).find((contact) => contact.id === id);
