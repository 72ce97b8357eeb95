import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { engineer, operator, policeUser, roadworks } from '../../test/http/demoCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { ticketingDouble } from '../../test/http/ticketingDouble.ts';

const path = '/field/maintenance';
const key = '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f009';
const filledIn = {
  idempotencyKey: key,
  kind: 'elements',
  ids: 'breaker-1, ups-1，onu-1',
  from: '2026-06-01T09:00',
  to: '2026-06-01T17:30',
  approver: 'wang',
  reason: 'Road works',
};

describe('the page of planned works', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.ticketing.calls.length = 0;
  });
  const page = async (user = operator, headers: Record<string, string> = {}) =>
    (await service.ask(path, { headers: { cookie: service.session(user).cookie, ...headers } })).text();
  const post = (to: string, fields: Record<string, string>, user = operator) => {
    const { cookie, csrfToken } = service.session(user);
    return service.post(to, { csrfToken, ...fields }, { cookie });
  };
  const asked = (use: string) => service.ticketing.calls.filter((call) => call.use === use).map(({ args }) => args[1]);

  test('says what is planned where, until when, why and by whom, in both languages', async () => {
    for (const language of ['en', 'zh']) {
      const text = await page(operator, { cookie: `${service.session(operator).cookie}; language=${language}` });
      expect(text).toContain(roadworks.reason);
      expect(text).toContain(roadworks.approver);
      expect(text).toContain(roadworks.declaredBy);
    }
  });

  test('declares what is filled in, in the time of the installation', async () => {
    const response = await post(path, filledIn);
    expect([response.status, response.headers.get('location')]).toEqual([303, path]);
    expect(asked('declareMaintenance')).toEqual([
      {
        id: key,
        area: { kind: 'elements', elements: ['breaker-1', 'ups-1', 'onu-1'] },
        from: '2026-06-01T01:00:00.000Z',
        to: '2026-06-01T09:30:00.000Z',
        approver: 'wang',
        reason: 'Road works',
      },
    ]);
  });

  test.each([
    ['no time', { from: '' }, 'from'],
    ['no place', { ids: ' , ' }, 'area.elements'],
    ['two districts', { kind: 'district', ids: 'north, south' }, 'district'],
    ['another kind of place', { kind: 'planet' }, 'area'],
  ])('with %s is shown again with what was filled in, and nothing is declared', async (_what, wrong, named) => {
    const response = await post(path, { ...filledIn, ...wrong });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain(named);
    expect(text).toContain('Road works');
    expect(asked('declareMaintenance')).toEqual([]);
  });

  test('shows a refusal of the service as what it is', async () => {
    const refusing = await serve({
      ticketing: ticketingDouble({ declareMaintenance: () => Promise.resolve({ rejected: 'approver_is_declarer' }) }),
    });
    const { cookie, csrfToken } = refusing.session(operator);
    const response = await refusing.post(path, { csrfToken, ...filledIn }, { cookie });
    expect(response.status).toBe(409);
    await refusing.close();
  });

  test('ends works by a form', async () => {
    const response = await post(`${path}/${roadworks.id}/end`, { idempotencyKey: key });
    expect([response.status, response.headers.get('location')]).toEqual([303, path]);
    expect(asked('endMaintenance')).toEqual([roadworks.id]);
    expect((await post(`${path}/nonsense/end`, {})).status).toBe(404);
  });

  test('offers an engineer neither, and a visitor the login', async () => {
    expect(await page(engineer)).not.toContain('<form method="post" action="/field/maintenance');
    const visitor = await service.ask(path);
    expect(visitor.headers.get('location')).toBe(`/login?next=${encodeURIComponent(path)}`);
  });

  test('takes no form of another site’s making', async () => {
    const { cookie } = service.session(operator);
    expect((await service.post(path, { ...filledIn, csrfToken: 'guessed' }, { cookie })).status).toBe(403);
    expect(asked('declareMaintenance')).toEqual([]);
  });

  test('is closed to the police by the service', async () => {
    const refusing = await serve({
      ticketing: ticketingDouble({ listMaintenance: () => Promise.resolve({ rejected: 'forbidden' }) }),
    });
    const response = await refusing.ask(path, { headers: { cookie: refusing.session(policeUser).cookie } });
    expect(response.status).toBe(403);
    await refusing.close();
  });
});
