import type { OpenOrder, RecoveringOrder } from '../domain/correlation/openOrder.ts';
import { longestRestartSeconds } from '../domain/correlation/suspicion.ts';
import { millis, type Instant } from '../domain/instant.ts';
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

/** Those whose cause has gone so lately that what it took down may still be starting. */
export const recoveringOrders = (orders: readonly Order[], now: Instant): RecoveringOrder[] =>
  orders.flatMap((order) => {
    const { state, solvedAt } = order.state;
    return state === 'verified' && solvedAt !== null && millis(now) - millis(solvedAt) < longestRestartSeconds * 1000
      ? { ...openOrderView(order), solvedAt }
      : [];
  });
