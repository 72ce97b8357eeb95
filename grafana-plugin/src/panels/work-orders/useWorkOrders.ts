import type { WorkOrder } from '@roundsman/contract/workOrder.ts';
import { useCallback, useEffect, useReducer } from 'react';
import type { Ticketing, WorkOrderSummary } from '../../api/client';
import type { TicketingError } from '../../api/problem';
import { followWorkOrders, type News } from './follow';
import { byUrgency, withReplies } from './model';

export interface BoardState {
  /** The unfinished orders, the next to run out first; null until they are known. */
  orders: WorkOrder[] | null;
  /** Of how many the service knows; more than `orders` where it sent only the most pressing ones. */
  total: number;
  /** In place of the orders, for those who may not see them. */
  summary: WorkOrderSummary | null;
  /** Why what is shown is not up to date, or why there is nothing. */
  trouble: TicketingError | null;
  clockAheadMs: number;
  listed: readonly WorkOrder[];
  replies: ReadonlyMap<string, WorkOrder>;
}

type Change = News | { kind: 'replied'; order: WorkOrder };

const nothingYet: BoardState = {
  orders: null,
  total: 0,
  summary: null,
  trouble: null,
  clockAheadMs: 0,
  listed: [],
  replies: new Map(),
};

const arranged = (state: BoardState): BoardState => ({
  ...state,
  orders: withReplies(state.listed, state.replies).sort(byUrgency),
});

function reduce(state: BoardState, change: Change): BoardState {
  switch (change.kind) {
    case 'list': {
      const { workOrders, total } = change.list;
      const listed = new Set(workOrders.map((order) => order.id));
      const replies = new Map([...state.replies].filter(([id]) => listed.has(id)));
      const { clockAheadMs } = change;
      return arranged({ listed: workOrders, replies, total, clockAheadMs, summary: null, trouble: null, orders: null });
    }
    case 'unchanged':
      return state.trouble ? { ...state, trouble: null } : state;
    case 'counts':
      return { ...nothingYet, summary: change.summary, trouble: change.because };
    case 'failed':
      return { ...state, trouble: change.error };
    case 'replied':
      return arranged({ ...state, replies: new Map(state.replies).set(change.order.id, change.order) });
  }
}

/** The live board: the unfinished orders, kept up to date, with what commands answered put over them. */
export function useWorkOrders(ticketing: Ticketing, everySeconds: number) {
  const [board, change] = useReducer(reduce, nothingYet);
  useEffect(() => {
    const stop = new AbortController();
    void followWorkOrders(ticketing, everySeconds * 1000, change, stop.signal);
    return () => stop.abort();
  }, [ticketing, everySeconds]);
  const replied = useCallback((order: WorkOrder) => change({ kind: 'replied', order }), []);
  return { board, replied };
}
