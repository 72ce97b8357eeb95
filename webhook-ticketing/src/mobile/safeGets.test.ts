import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Route, routes } from '@roundsman/contract/api.ts';
import { engineer, operator, powerCut, trackingToken } from '../../test/http/demoCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { ticketingDouble } from '../../test/http/ticketingDouble.ts';

const writes = () => Promise.reject(new Error('a GET has changed something'));
const apiGets = Object.values(routes)
  .filter((route: Route) => route.method === 'get')
  .map((route) => `/api/v1${route.path.replace(':id', powerCut.id).replace(':trackingToken', trackingToken)}`)
  .map((path) => (path.endsWith('/sla') ? `${path}?from=2026-06-01T00:00:00Z&to=2026-07-01T00:00:00Z` : path));
const pages = [
  '/',
  '/login',
  '/field',
  '/field/maintenance',
  `/field/orders/${powerCut.id}`,
  `/field/orders/${powerCut.id}?done=accept`,
  `/field/orders/${powerCut.id}/commands?command=accept&idempotencyKey=0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f006`,
  '/logout',
  '/report?element=cam-0171&kind=damaged',
  `/track/${trackingToken}`,
  '/assets/page.js',
  '/manifest.webmanifest',
  '/healthz',
  '/readyz',
  '/metrics',
];

describe('opening a link changes nothing', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve({
      ticketing: ticketingDouble({
        command: writes,
        reportFault: writes,
        receiveAlerts: writes,
        declareMaintenance: writes,
        endMaintenance: writes,
      }),
    });
  });
  afterAll(() => service.close());

  test.each([...apiGets, ...pages])('GET %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      for (const user of [engineer, operator]) {
        const { cookie } = service.session(user);
        const response = await service.ask(path, { method, headers: { cookie } });
        expect(response.status).toBeLessThan(500);
        expect((await service.ask('/api/v1/session', { headers: { cookie } })).status).toBe(200);
      }
    }
    expect(service.ticketing.calls.map((call) => call.use)).not.toContain('command');
  });
});
