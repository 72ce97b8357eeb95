import { errors } from '@roundsman/contract/errors.ts';
import { makeOrder } from '../../../testing/orders';
import type { Ticketing } from '../../api/client';
import { TicketingError } from '../../api/problem';
import { followWorkOrders, type News } from './follow';

const refused = (code: 'forbidden' | 'internal') => new TicketingError(errors[code].status, errors[code]);
const list = { workOrders: [makeOrder(1)], total: 1 };
const summary = { byState: [{ state: 'open' as const, count: 4 }], planned: 0, overdue: 1 };

function following(answers: Array<() => ReturnType<Ticketing['workOrders']>>, counts = async () => summary) {
  const news: News[] = [];
  const etags: Array<string | undefined> = [];
  const stop = new AbortController();
  const ticketing = {
    summary: counts,
    workOrders: (_filter: unknown, etag?: string) => {
      etags.push(etag);
      const next = answers.shift();
      if (!next) {
        stop.abort();
        return Promise.reject(new Error('stopped'));
      }
      return next();
    },
  } as unknown as Ticketing;
  const done = followWorkOrders(ticketing, 5000, (told) => news.push(told), stop.signal);
  return { news, etags, stop, done };
}

const listed = (etag: string) => () => Promise.resolve({ value: list, etag, clockAheadMs: 0 });
const unchanged = () => Promise.resolve('unchanged' as const);
const failing = (code: 'forbidden' | 'internal') => () => Promise.reject(refused(code));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('asks with the ETag of the last list, and an unchanged list keeps it', async () => {
  const { news, etags, done } = following([listed('"1"'), unchanged, unchanged]);
  await jest.advanceTimersByTimeAsync(15_000);
  await done;
  expect(etags).toEqual([undefined, '"1"', '"1"', '"1"']);
  expect(news.map(({ kind }) => kind)).toEqual(['list', 'unchanged', 'unchanged']);
});

test('waits twice as long after each failure, and as usual again after a success', async () => {
  const { news, stop } = following([failing('internal'), failing('internal'), listed('"1"'), unchanged]);
  await jest.advanceTimersByTimeAsync(9_999);
  expect(news).toHaveLength(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(news).toHaveLength(2);
  await jest.advanceTimersByTimeAsync(20_000);
  expect(news).toHaveLength(3);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(news).toHaveLength(4);
  stop.abort();
});

test('tells the counts to who may not see single orders', async () => {
  const { news, stop } = following([failing('forbidden')]);
  await jest.advanceTimersByTimeAsync(0);
  expect(news).toEqual([{ kind: 'counts', summary, because: refused('forbidden') }]);
  stop.abort();
});

test('tells why the orders were refused where the counts are refused too', async () => {
  const { news, stop } = following([failing('forbidden')], () => Promise.reject(refused('internal')));
  await jest.advanceTimersByTimeAsync(0);
  expect(news).toEqual([{ kind: 'failed', error: refused('forbidden') }]);
  stop.abort();
});

test('asks nothing while the page is hidden', async () => {
  const { etags, stop } = following([listed('"1"'), unchanged, unchanged]);
  const hidden = jest.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(etags).toHaveLength(1);
  hidden.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
  await jest.advanceTimersByTimeAsync(0);
  expect(etags).toHaveLength(2);
  stop.abort();
});

test('stops when it is told to', async () => {
  const { etags, stop, done } = following([listed('"1"'), unchanged]);
  await jest.advanceTimersByTimeAsync(0);
  stop.abort();
  await done;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(etags).toHaveLength(1);
});
