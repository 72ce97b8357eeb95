import type { Command, WorkOrder } from '@roundsman/contract/workOrder.ts';
import { useCallback, useState } from 'react';
import type { Ticketing } from '../../api/client';
import { toTicketingError, type TicketingError } from '../../api/problem';

export interface Attempt {
  orderId: string;
  /** Kept for "try again": the same key has no second effect where the first attempt arrived after all. */
  command: Command;
  /** Null while it is on its way. */
  error: TicketingError | null;
}

/** Sends commands to the service, one at a time, and keeps what became of the last until it succeeded or was dismissed. */
export function useCommand(ticketing: Ticketing, succeeded: (order: WorkOrder, command: Command) => void) {
  const [attempt, setAttempt] = useState<Attempt | null>(null);

  const send = useCallback(
    async (orderId: string, command: Command): Promise<boolean> => {
      setAttempt({ orderId, command, error: null });
      try {
        const order = await ticketing.command(orderId, command);
        setAttempt(null);
        succeeded(order, command);
        return true;
      } catch (failure) {
        setAttempt({ orderId, command, error: toTicketingError(failure) });
        return false;
      }
    },
    [ticketing, succeeded],
  );

  return {
    attempt,
    send,
    retry: () => (attempt ? send(attempt.orderId, attempt.command) : Promise.resolve(false)),
    dismiss: () => setAttempt(null),
  };
}
