import type { OutboxMessage } from './store.ts';

export type DeliveryReceipt = 'delivered' | 'accepted_by_provider';

/** A message that a channel did not take. `reason` names no secret. */
export class DeliveryFailed extends Error {
  override name = 'DeliveryFailed';
}

/** Hands a message to its channel; bounded in time. @throws DeliveryFailed */
export type Deliver = (message: OutboxMessage) => Promise<DeliveryReceipt>;
