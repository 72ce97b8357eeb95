import { replay, type OrderState } from '../domain/workOrder.ts';
import type { OrderRecord } from './store.ts';

/** An order with what its record amounts to. */
export interface Order extends OrderRecord {
  state: OrderState;
}

export const orderOf = (stored: OrderRecord): Order => ({ ...stored, state: replay(stored.events) });
