import { chooseDispatch } from '../domain/dispatch.ts';
import type { SystemFacts } from '../domain/workOrderRecord.ts';
import type { Order } from './order.ts';
import { nowOf, type Service } from './service.ts';

export type Dispatched = Extract<SystemFacts, { type: 'dispatched' }>;

/** The dispatch to whom the order goes by its diagnosis now; null where there is nobody. */
export function sendOut(service: Pick<Service, 'city' | 'clock'>, { state }: Order): Dispatched | null {
  const chosen = chooseDispatch(state, service.city().inventory, nowOf(service));
  if (!chosen) return null;
  const { party, contact, reason } = chosen;
  return { type: 'dispatched', party, contact, reason };
}
