import { setTimeout as pause } from 'node:timers/promises';
import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import type { Receivers } from '../src/receivers.ts';
import type { TicketingClient } from '../src/ticketingClient.ts';

/** A message that reached a person, and its order as it was just then. `at`: epoch milliseconds. */
export interface Told {
  at: number;
  order: WorkOrder;
}

/** Reads the order of every message as it comes in; `stop` throws what went wrong meanwhile. */
export function followMessages(
  receivers: Receivers,
  operator: TicketingClient,
): { told: Told[]; stop: () => Promise<void> } {
  const told: Told[] = [];
  let over = false;
  let read = 0;
  const following = (async () => {
    while (!over) {
      const news = receivers.messages.slice(read);
      read += news.length;
      for (const { at, order } of news) if (order !== null) told.push({ at, order: await operator.order(order) });
      await pause(100);
    }
  })();
  // Reported by stop(); until then it is no unhandled rejection.
  following.catch(() => undefined);
  return {
    told,
    stop: () => {
      over = true;
      return following;
    },
  };
}
