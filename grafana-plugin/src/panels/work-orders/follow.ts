import type { WorkOrderList } from '@roundsman/contract/workOrder.ts';
import type { Ticketing, WorkOrderSummary } from '../../api/client';
import { toTicketingError, type TicketingError } from '../../api/problem';

/** What following the work orders tells, in the order in which it happens. */
export type News =
  | { kind: 'list'; list: WorkOrderList; clockAheadMs: number }
  | { kind: 'unchanged' }
  /** The asker may not see single orders: counts instead, and why. */
  | { kind: 'counts'; summary: WorkOrderSummary; because: TicketingError }
  | { kind: 'failed'; error: TicketingError };

/** The most that the service gives in one reply. */
const listLimit = 1000;
const longestPauseMs = 60_000;

/**
 * Asks for the unfinished work orders every `everyMs` until `signal` aborts; twice as long after each failure, up to a minute.
 * An unchanged list costs one 304. A hidden page asks nothing.
 */
export async function followWorkOrders(
  ticketing: Ticketing,
  everyMs: number,
  tell: (news: News) => void,
  signal: AbortSignal,
): Promise<void> {
  let etag: string | undefined;
  let failures = 0;
  while (!signal.aborted) {
    const news = await ask(ticketing, etag, signal);
    if (signal.aborted) {
      return;
    }
    tell(news.told);
    etag = news.etag;
    failures = news.told.kind === 'failed' ? failures + 1 : 0;
    await pause(Math.min(longestPauseMs, everyMs * 2 ** Math.min(failures, 6)), signal);
    await visible(signal);
  }
}

async function ask(
  ticketing: Ticketing,
  etag: string | undefined,
  signal: AbortSignal,
): Promise<{ told: News; etag?: string }> {
  try {
    const reply = await ticketing.workOrders({ state: 'unfinished', limit: listLimit }, etag, signal);
    if (reply === 'unchanged') {
      return { told: { kind: 'unchanged' }, etag };
    }
    return { told: { kind: 'list', list: reply.value, clockAheadMs: reply.clockAheadMs }, etag: reply.etag };
  } catch (failure) {
    return { told: await countsInstead(ticketing, toTicketingError(failure)) };
  }
}

async function countsInstead(ticketing: Ticketing, error: TicketingError): Promise<News> {
  if (!error.isIdentityRefused) {
    return { kind: 'failed', error };
  }
  try {
    return { kind: 'counts', summary: await ticketing.summary(), because: error };
  } catch {
    // Why the orders were refused says more than why the counts were refused too.
    return { kind: 'failed', error };
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}

function visible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState !== 'hidden') {
    return Promise.resolve();
  }
  return new Promise((resolve) => {
    document.addEventListener('visibilitychange', () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
