import type { OpenOrder } from '../domain/correlation/openOrder.ts';
import type { Order } from './order.ts';

/** An order as the correlation looks at it. A person's report is no verdict: nothing measured says why it is there. */
export const openOrderView = ({ id, state }: Order): OpenOrder => ({
  id,
  openedAt: state.openedAt,
  state: state.state,
  diagnosis: state.diagnosis?.faultClass === 'reported_fault' ? null : state.diagnosis,
  affected: state.affected,
  acceptedBySomeone: state.holder !== null,
});
