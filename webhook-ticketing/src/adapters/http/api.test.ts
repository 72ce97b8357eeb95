import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { problem } from '@roundsman/contract/errors.ts';
import {
  engineer,
  operator,
  pictureLost,
  policeUser,
  powerCut,
  record,
  tracking,
  trackingToken,
} from '../../../test/http/demoCity.ts';
import { serve, type Service, tokens } from '../../../test/http/service.ts';
import { ticketingDouble } from '../../../test/http/ticketingDouble.ts';

const key = '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f003';
const problemOf = async (response: Response) => problem.parse(await response.json());

describe('the API', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  const get = (path: string) =>
    service.ask(`/api/v1${path}`, { headers: { cookie: service.session(engineer).cookie } });
  const post = (path: string, body: unknown) =>
    service.ask(`/api/v1${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: service.session(engineer).headers,
    });

  test('a list that has not changed is 304; a new version of an order is not', async () => {
    const { cookie } = service.session(engineer);
    const first = await service.ask('/api/v1/work-orders', { headers: { cookie } });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    const again = await service.ask('/api/v1/work-orders', { headers: { cookie, 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);

    const moved = ticketingDouble({
      listWorkOrders: () => Promise.resolve({ workOrders: [{ ...powerCut, version: 5 }], total: 2 }),
    });
    const later = await serve({ ticketing: moved });
    const third = await later.ask('/api/v1/work-orders', {
      headers: { cookie: later.session(engineer).cookie, 'if-none-match': etag },
    });
    expect(third.status).toBe(200);
    await later.close();
  });

  test.each([
    ['/work-orders?limit=5000', 'limit'],
    ['/work-orders?state=broken', 'state'],
    ['/work-orders?colour=red', 'colour'],
    ['/sla?from=yesterday&to=2026-07-01T00:00:00Z', 'from'],
  ])('%s names the field at fault', async (path, field) => {
    expect(await problemOf(await get(path))).toMatchObject({ status: 400, code: 'invalid_request', field });
  });

  test.each([
    [{ command: 'explode', idempotencyKey: key }, 'command'],
    [{ command: 'accept' }, 'idempotencyKey'],
    [{ command: 'accept', idempotencyKey: key, sudo: true }, 'sudo'],
    [{ command: 'claim_fix', idempotencyKey: key, done: '  ' }, 'done'],
    [
      { command: 'arrive', idempotencyKey: key, position: { latitude: 99, longitude: 0, accuracyMetres: 1 } },
      'position.latitude',
    ],
  ])('the command %j names the field at fault', async (body, field) => {
    expect(await problemOf(await post(`/work-orders/${powerCut.id}/commands`, body))).toMatchObject({
      status: 400,
      field,
    });
  });

  test('a command of more than 64 KiB is 413', async () => {
    const body = { command: 'note', idempotencyKey: key, note: 'x'.repeat(70_000) };
    expect(await problemOf(await post(`/work-orders/${powerCut.id}/commands`, body))).toMatchObject({ status: 413 });
  });

  test.each([
    '/work-orders/17',
    '/work-orders/6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7aff',
    '/reports/short',
    '/nothing',
    '/work-orders/%E0',
  ])('%s is not found', async (path) => {
    expect((await get(path)).status).toBe(path.endsWith('%E0') ? 400 : 404);
  });

  test('the record of an order comes with the word on its chain', async () => {
    expect(await (await get(`/work-orders/${powerCut.id}/events`)).json()).toEqual({
      events: record,
      chainIntact: true,
    });
  });

  test('a picture is asked for by a login, and by a number that there is', async () => {
    const path = `/work-orders/${pictureLost.id}/pictures`;
    expect((await service.ask(`/api/v1${path}/1`)).status).toBe(401);
    for (const wrong of ['2', '0', '1.5', 'x', '1000'])
      expect(await problemOf(await get(`${path}/${wrong}`))).toMatchObject({ status: 404, code: 'not_found' });
    expect((await get(`${path}/1`)).status).toBe(200);
  });

  test('the people who can be dispatched to are not for police users', async () => {
    const { cookie } = service.session(policeUser);
    expect((await service.ask('/api/v1/assignees', { headers: { cookie } })).status).toBe(403);
  });

  test('a refusal of the domain is its entry of the error table', async () => {
    const refusing = await serve({
      ticketing: ticketingDouble({
        command: () =>
          Promise.resolve({ rejected: 'command_not_possible', detail: 'the order is closed', field: 'command' }),
      }),
    });
    const response = await refusing.ask(`/api/v1/work-orders/${powerCut.id}/commands`, {
      method: 'POST',
      body: JSON.stringify({ command: 'accept', idempotencyKey: key }),
      headers: refusing.session(engineer).headers,
    });
    expect(await problemOf(response)).toMatchObject({
      status: 409,
      code: 'command_not_possible',
      detail: 'the order is closed',
      field: 'command',
    });
    await refusing.close();
  });

  test('a bug is 500 with an id to find it by, and tells nothing else', async () => {
    const broken = await serve({
      ticketing: ticketingDouble({
        summariseWorkOrders: () => Promise.reject(new Error('column "secret_sauce" does not exist')),
      }),
    });
    const response = await broken.ask('/api/v1/work-orders/summary', {
      headers: { authorization: `Bearer ${tokens.service}` },
    });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toContain('secret_sauce');
    expect(broken.log()).toContain('secret_sauce');
    expect(broken.log()).toContain(String(response.headers.get('x-request-id')));
    await broken.close();
  });

  test('requests are observed by the pattern of their route, never by ids or tokens', async () => {
    await get(`/reports/${trackingToken}`);
    await get('/nothing/of-that-kind');
    expect(service.observed).toContainEqual(
      expect.objectContaining({ route: '/api/v1/reports/:trackingToken', status: 200 }),
    );
    expect(service.observed).toContainEqual(expect.objectContaining({ route: 'unmatched', status: 404 }));
    expect(service.log()).not.toContain(trackingToken);
  });

  test('every answer carries a strict policy and names no software', async () => {
    const { headers } = await get('/work-orders');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none';script-src 'self';style-src 'self'/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  test('the OpenAPI document is served', async () => {
    expect(await (await service.ask('/api/v1/openapi.json')).json()).toMatchObject({ openapi: '3.1.1' });
  });
});

describe('reports by the API', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  const report = { idempotencyKey: key, kind: 'damaged', element: 'cam-0171' };
  const send = (body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
    service.ask('/api/v1/reports', { method: 'POST', body: JSON.stringify(body), headers });
  const lastSource = () => service.ticketing.calls.findLast((call) => call.use === 'reportFault')?.args[2];

  test('a report without a login is a citizen, whatever it says', async () => {
    const response = await send({ ...report, source: 'police' });
    expect([response.status, await response.json()]).toEqual([
      201,
      { trackingToken, number: tracking.number, joinedOpenOrder: true },
    ]);
    expect(lastSource()).toBe('citizen');
  });

  test.each([
    [operator, { source: 'citizen' }, 'citizen'],
    [operator, {}, 'staff'],
    [engineer, { source: 'inspection' }, 'inspection'],
    [policeUser, { source: 'citizen' }, 'police'],
  ] as const)('%j reporting %j is taken as %s', async (user, changes, source) => {
    const { headers } = service.session(user);
    expect((await send({ ...report, ...changes }, headers)).status).toBe(201);
    expect(lastSource()).toBe(source);
  });

  test('a report of a logged-in browser without its CSRF token is refused', async () => {
    const { cookie } = service.session(operator);
    expect((await send(report, { 'content-type': 'application/json', cookie })).status).toBe(403);
  });

  test('a report that says no place names what is missing', async () => {
    const response = await send({ idempotencyKey: key, kind: 'other' });
    expect(await problemOf(response)).toMatchObject({ status: 400, field: 'element' });
  });

  test('a flood from one address is braked', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 25; count += 1) statuses.add((await send(report)).status);
    expect(statuses).toContain(429);
  });

  test('what the use case tells too much of never leaves by the tracking link', async () => {
    const chatty = await serve({
      ticketing: ticketingDouble({
        trackReport: () => Promise.resolve({ ok: { ...tracking, assignee: 'Li Na', element: 'feeder-3' } }),
      }),
    });
    const response = await chatty.ask(`/api/v1/reports/${trackingToken}`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/Li Na|feeder-3/);
    await chatty.close();
  });
});

describe('operations', () => {
  test('health is for everybody, readiness names what is missing, metrics need their token', async () => {
    const service = await serve({ notReady: () => Promise.resolve(['the database cannot be reached']) });
    const ready = await service.ask('/readyz');
    const metrics = await service.ask('/metrics', { headers: { authorization: `Bearer ${tokens.metrics}` } });
    expect((await service.ask('/healthz')).status).toBe(200);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, reasons: ['the database cannot be reached'] },
    ]);
    expect([(await service.ask('/metrics')).status, metrics.status, await metrics.text()]).toEqual([
      401,
      200,
      'up 1\n',
    ]);
    expect(metrics.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    await service.close();
  });
});
