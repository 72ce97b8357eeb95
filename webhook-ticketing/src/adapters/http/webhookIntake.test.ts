import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { problem } from '@roundsman/contract/errors.ts';
import { DatabaseUnavailable } from '../../application/databaseUnavailable.ts';
import { serve, type Service, tokens } from '../../../test/http/service.ts';
import { ticketingDouble } from '../../../test/http/ticketingDouble.ts';

const body = {
  version: '4',
  groupKey: '{}:{}',
  status: 'firing',
  receiver: 'ticketing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'MainsLost', symptom: 'mains_lost', element_id: 'ups-017' },
      startsAt: '2026-06-12T05:48:00Z',
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'a1b2c3',
    },
  ],
};
const json = { 'content-type': 'application/json' };

describe('the alert webhook', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.refused.length = 0;
    service.ticketing.calls.length = 0;
  });

  const send = (text: string, headers: Record<string, string> = { authorization: `Bearer ${tokens.webhook}` }) =>
    service.ask('/api/v1/alerts', { method: 'POST', body: text, headers: { ...json, ...headers } });
  const problemOf = async (response: Response) => problem.parse(await response.json());

  test('takes alerts in and answers 200 once they are durable', async () => {
    const response = await send(JSON.stringify(body));
    expect([response.status, await response.json()]).toEqual([200, { accepted: 1 }]);
    expect(service.ticketing.calls).toHaveLength(1);
    expect(service.refused).toEqual([]);
  });

  test.each([
    ['without a token', {}],
    ['with a wrong token', { authorization: 'Bearer guess' }],
    ['with the token of another machine', { authorization: `Bearer ${tokens.service}` }],
    ['with a session in place of a token', { cookie: 'roundsman=session-token-operator-0' }],
  ])('%s is 401, counted, and its body is not read', async (_case, headers) => {
    const response = await send(JSON.stringify(body), headers);
    expect(response.status).toBe(401);
    expect(await problemOf(response)).toMatchObject({ code: 'unauthenticated', requestId: expect.any(String) });
    expect(service.refused).toEqual(['wrong_token']);
    expect(service.ticketing.calls).toEqual([]);
  });

  test('a body that is no JSON is 400, counted, and nothing of it reaches the answer or the log', async () => {
    const response = await send('{"alerts": [{"labels": {"password": "hunter2"}}] oops');
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain('the body is not valid JSON');
    expect(service.refused).toEqual(['not_json']);
    expect(`${text}${service.log()}`).not.toContain('hunter2');
    expect(service.log()).not.toContain(tokens.webhook);
  });

  test('a body of the wrong shape is 400, counted, and names the field', async () => {
    const wrong = { ...body, alerts: [{ ...body.alerts[0], fingerprint: 'hunter2!' }] };
    const response = await send(JSON.stringify(wrong));
    expect(response.status).toBe(400);
    const found = await problemOf(response);
    expect(found).toMatchObject({ code: 'invalid_request', field: 'alerts.0.fingerprint' });
    expect(found.detail).toContain('expected the hexadecimal fingerprint');
    expect(service.refused).toEqual(['wrong_shape']);
    expect(service.log()).toContain('alerts.0.fingerprint');
    expect(service.log()).not.toContain('hunter2!');
  });

  test('a body that is not called JSON is refused as a body', async () => {
    const response = await send(JSON.stringify(body), {
      authorization: `Bearer ${tokens.webhook}`,
      'content-type': 'text/plain',
    });
    expect(await problemOf(response)).toMatchObject({ status: 400, field: 'body' });
  });

  test('a body of more than 2 MiB is 413 and counted', async () => {
    const response = await send(JSON.stringify({ ...body, padding: 'x'.repeat(2 * 1024 * 1024) }));
    expect(await problemOf(response)).toMatchObject({ status: 413, code: 'body_too_large' });
    expect(service.refused).toEqual(['too_large']);
  });

  test('a thousand alerts at once fit', async () => {
    const many = { ...body, alerts: Array.from({ length: 1000 }, () => body.alerts[0]) };
    expect(await (await send(JSON.stringify(many))).json()).toEqual({ accepted: 1000 });
  });

  test('without the database it is 503, which Alertmanager tries again, and not counted as refused', async () => {
    const away = await serve({
      ticketing: ticketingDouble({ receiveAlerts: () => Promise.reject(new DatabaseUnavailable()) }),
    });
    const response = await fetch(`${away.url}/api/v1/alerts`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { ...json, authorization: `Bearer ${tokens.webhook}` },
    });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(away.refused).toEqual([]);
    await away.close();
  });
});
