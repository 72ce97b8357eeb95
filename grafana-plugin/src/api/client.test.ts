import { installFakeGrafana, refusal } from '../../testing/fakeGrafana';
import { makeOrder, someSla } from '../../testing/orders';
import { ticketingAt } from './client';
import { newIdempotencyKey } from './idempotencyKey';

const proxy = '/api/datasources/proxy/uid/roundsman';
const reply = { workOrders: [makeOrder(1)], total: 1 };

test('a list asks with the ETag of the last one, and 304 means unchanged', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /work-orders/, ({ headers }) =>
    headers?.['If-None-Match'] === '"7"' ? { status: 304 } : { data: reply, headers: { etag: '"7"' } },
  );
  const first = await ticketingAt(proxy).workOrders({ state: 'unfinished', limit: 1000 });
  expect(first).toMatchObject({ etag: '"7"', value: { total: 1 } });
  await expect(ticketingAt(proxy).workOrders({}, '"7"')).resolves.toBe('unchanged');
  expect(grafana.requests[0]?.url).toBe(`${proxy}/v1/work-orders?state=unfinished&limit=1000`);
});

test('the service clock is followed where it differs by more than a reply can tell', async () => {
  const grafana = installFakeGrafana();
  const ahead = new Date(Date.now() + 90_000).toUTCString();
  grafana.on('GET', /work-orders/, { data: reply, headers: { date: ahead } });
  const ninety = await ticketingAt(proxy).workOrders({});
  expect(ninety === 'unchanged' ? 0 : Math.round(ninety.clockAheadMs / 10_000)).toBe(9);
  grafana.on('GET', /work-orders/, { data: reply, headers: { date: new Date().toUTCString() } });
  await expect(ticketingAt(proxy).workOrders({})).resolves.toMatchObject({ clockAheadMs: 0 });
});

test('a refusal keeps the words and the request number of the service', async () => {
  const grafana = installFakeGrafana();
  grafana.on('GET', /sla/, refusal('database_unavailable'));
  const interval = { from: someSla.from, to: someSla.to };
  await expect(ticketingAt(proxy).sla(interval)).rejects.toMatchObject({
    status: 503,
    said: { title: { zh: '数据库不可用' }, requestId: 'req-7' },
  });
});

test('a proxy that finds no route points at the configuration', async () => {
  installFakeGrafana();
  await expect(ticketingAt(proxy).assignees()).rejects.toMatchObject({
    said: { title: { en: 'Grafana cannot pass the request on' } },
  });
});

test('idempotency keys are random UUIDs, also where the page is served over plain HTTP', () => {
  const keys = Array.from({ length: 100 }, newIdempotencyKey);
  expect(new Set(keys).size).toBe(100);
  expect(keys.every((key) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key))).toBe(true);
});
