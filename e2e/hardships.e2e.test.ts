import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, jest } from '@jest/globals';
import { startDistrict, type District } from './src/district.ts';
import { until } from './src/until.ts';

/** Conditions have bounds of their own that say what was waited for. */
jest.setTimeout(300_000);

let district: District;
beforeAll(async () => {
  district = await startDistrict({ profile: 'test', sites: 3 });
}, 180_000);
afterAll(async () => {
  await district?.stop();
}, 60_000);

const post = (body: string, token: string) =>
  fetch(`${district.stack.urls.ticketing}/api/v1/alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  });
const element = (kind: string) => district.stack.inventory.elements.find((each) => each.kind === kind)?.id ?? '';
const log = () => readFileSync(district.stack.server('ticketing').spec.logFile, 'utf8');

test('a malformed webhook is refused with 400, counted, and logged without its secrets', async () => {
  const token = district.stack.secrets['webhook.token'];
  const reply = await post('{"version":"4","alerts":[{"labels":{"password":"hunter2-in-the-body"}}]}', token);
  expect(reply.status).toBe(400);
  const metrics = await fetch(`${district.stack.urls.ticketing}/metrics`, {
    headers: { authorization: `Bearer ${district.stack.secrets['metrics.token']}` },
  });
  expect(await metrics.text()).toMatch(/roundsman_alerts_rejected_total\{[^}]*\} 1/);
  expect(log()).not.toContain('hunter2-in-the-body');
  expect(log()).not.toContain(token);
});

test('a wrong token is refused with 401, an oversized body with 413', async () => {
  expect((await post('{}', 'wrong')).status).toBe(401);
  expect((await post(`{"padding":"${'x'.repeat(8_000_000)}"}`, district.stack.secrets['webhook.token'])).status).toBe(
    413,
  );
});

test("while the database is away the webhook is answered 503, and Alertmanager's retry brings the fault in", async () => {
  const { stack } = district;
  await stack.server('postgres').stop();
  const body = { version: '4', groupKey: 'k', status: 'firing', receiver: 'ticketing', alerts: [] };
  const alert = {
    status: 'firing',
    labels: { alertname: 'MainsLost', symptom: 'mains_lost', element_id: element('ups') },
    startsAt: new Date().toISOString(),
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'abc1',
  };
  const reply = await until('503', async () => {
    const answer = await post(JSON.stringify({ ...body, alerts: [alert] }), stack.secrets['webhook.token']);
    return answer.status === 503 && answer;
  });
  expect(reply.headers.get('content-type')).toContain('application/problem+json');

  const breaker = element('breaker');
  const fault = await district.simulator.inject('breaker_trip', breaker);
  await until('Alertmanager to have failed at least once', async () => {
    const metrics = await (await fetch(`${stack.urls.alertmanager}/metrics`)).text();
    return /alertmanager_notification_requests_failed_total\{integration="webhook"\} [1-9]/.test(metrics);
  });
  await stack.server('postgres').start();
  const order = await until(
    'the order for the breaker',
    async () => (await district.operator.orders()).find(({ diagnosis }) => diagnosis?.faultPoint === breaker),
    { seconds: 90 },
  );
  expect(order.diagnosis?.faultClass).toBe('breaker_trip');
  await district.simulator.clear(fault.id);
});

test('a dead ticketing service reaches on-call through Alertmanager', async () => {
  const ticketing = district.stack.server('ticketing');
  ticketing.kill();
  await ticketing.ended;
  const told = await until('the message to on-call', () =>
    district.receivers.messages.find(({ channel, text }) => channel === 'on-call' && text.includes('TicketingDown')),
  );
  expect(told.text).toContain('工单服务');
  await ticketing.start();
});
