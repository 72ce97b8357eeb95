import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { session as sessionShape } from '@roundsman/contract/session.ts';
import { engineer, powerCut } from '../../../test/http/demoCity.ts';
import { serve, type Service } from '../../../test/http/service.ts';
import { password } from '../../../test/http/ticketingDouble.ts';

const json = { 'content-type': 'application/json' };
const commandPath = `/api/v1/work-orders/${powerCut.id}/commands`;
const accept = JSON.stringify({ command: 'accept', idempotencyKey: '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f001' });

describe('logging in by the API', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());

  const logIn = (login: string, given: string, on = service) =>
    on.ask('/api/v1/session', { method: 'POST', body: JSON.stringify({ login, password: given }), headers: json });

  test('answers who it is and sets a cookie that scripts cannot read', async () => {
    const response = await logIn('li.na', password);
    const cookie = response.headers.get('set-cookie') ?? '';
    expect(sessionShape.parse(await response.json())).toMatchObject({ login: 'li.na', role: 'engineer' });
    expect(cookie).toMatch(/^roundsman=session-token/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Lax');
  });

  test('under https the cookie is bound to the host and to TLS', async () => {
    const secure = await serve({ publicUrl: new URL('https://tickets.example') });
    const response = await logIn('li.na', password, secure);
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-roundsman=.*Path=\/;.*Secure/);
    expect(response.headers.get('strict-transport-security')).toContain('max-age=');
    await secure.close();
  });

  test('a wrong password and an unknown login are refused alike', async () => {
    const answers = await Promise.all([logIn('li.na', 'wrong'), logIn('nobody', 'wrong')]);
    const bodies = await Promise.all(answers.map((answer) => answer.json()));
    const [one, other] = bodies.map((body) => ({ ...Object(body), requestId: null }));
    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
    expect(one).toEqual(other);
  });

  test('guessing is braked after ten failures in a minute, for that login only, and says when to come back', async () => {
    const guesses = [];
    for (let guess = 0; guess < 11; guess += 1) guesses.push((await logIn('duty', `guess ${String(guess)}`)).status);
    expect(guesses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(guesses[10]).toBe(429);
    const braked = await logIn('duty', password);
    expect([braked.status, Number(braked.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await logIn('li.na', password)).status).toBe(200);
  });

  test('the password never reaches the log', async () => {
    await logIn('li.na', 'tr0ub4dor&3');
    expect(service.log()).not.toContain('tr0ub4dor');
  });
});

describe('a session', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());

  test('knows its person', async () => {
    const { cookie, csrfToken } = service.session(engineer);
    const response = await service.ask('/api/v1/session', { headers: { cookie } });
    expect(await response.json()).toMatchObject({ login: 'li.na', contact: 'li-na', csrfToken });
  });

  test.each([
    ['missing', undefined],
    ['unknown', 'roundsman=session-token-that-nobody-has'],
    ['malformed', 'roundsman=%00%00'],
  ])('that is %s is 401', async (_case, cookie) => {
    const response = await service.ask('/api/v1/work-orders', cookie ? { headers: { cookie } } : {});
    expect([response.status, response.headers.get('content-type')]).toEqual([
      401,
      'application/problem+json; charset=utf-8',
    ]);
  });

  test.each([
    ['without', {}],
    ['with a wrong', { 'x-csrf-token': 'guess' }],
    ['with an empty', { 'x-csrf-token': '' }],
  ])('changes nothing %s CSRF token', async (_case, header) => {
    const { cookie } = service.session(engineer);
    service.ticketing.calls.length = 0;
    const response = await service.ask(commandPath, {
      method: 'POST',
      body: accept,
      headers: { ...json, cookie, ...header },
    });
    expect([response.status, await response.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'csrf_token_wrong' }),
    ]);
    expect(service.ticketing.calls).toEqual([]);
  });

  test('changes something with its CSRF token', async () => {
    const { headers } = service.session(engineer);
    const response = await service.ask(commandPath, { method: 'POST', body: accept, headers });
    expect(response.status).toBe(200);
    expect(service.ticketing.calls.at(-1)).toMatchObject({
      use: 'command',
      args: [engineer, powerCut.id, { command: 'accept' }],
    });
  });

  test('ends by logging out, and its cookie is taken back', async () => {
    const { cookie, headers } = service.session(engineer);
    const response = await service.ask('/api/v1/session', { method: 'DELETE', headers });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/^roundsman=;/)]);
    expect((await service.ask('/api/v1/session', { headers: { cookie } })).status).toBe(401);
  });
});
