import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '../application/databaseUnavailable.ts';
import { engineer, operator, powerCut, tracking, trackingToken } from '../../test/http/demoCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { ticketingDouble } from '../../test/http/ticketingDouble.ts';

const key = '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f005';

describe('the report page', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.ticketing.calls.length = 0;
  });
  const reported = () => service.ticketing.calls.find((call) => call.use === 'reportFault')?.args;

  test('needs no login, shows the hotline, and knows the place from the code of the pole', async () => {
    const text = await (await service.ask('/report?element=cam-0171')).text();
    expect(text).toContain('Renmin Road / East Ring crossing');
    expect(text).toContain('name="element" value="cam-0171"');
    expect(text).toContain('href="tel:4008001234"');
  });

  test('tells nothing of a device but its place', async () => {
    const text = await (await service.ask('/report?element=ups-017')).text();
    expect(text).not.toMatch(/Example Power|cab-017|>UPS/);
  });

  test('a report from the pole becomes a report of a citizen, and leads to its tracking page', async () => {
    const fields = { idempotencyKey: key, kind: 'damaged', element: ' CAM_0171 ', description: 'hangs loose' };
    const response = await service.post('/report', fields, { 'accept-language': 'zh' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `/track/${trackingToken}?sent=joined`]);
    expect(reported()).toEqual([
      null,
      { idempotencyKey: key, kind: 'damaged', element: 'cam-0171', description: 'hangs loose', language: 'zh' },
      'citizen',
    ]);
  });

  test('a position is sent where it was given', async () => {
    const fields = { idempotencyKey: key, kind: 'other', latitude: '31.2', longitude: '121.4', accuracyMetres: '12' };
    await service.post('/report', fields);
    expect(reported()?.[1]).toMatchObject({ position: { latitude: 31.2, longitude: 121.4, accuracyMetres: 12 } });
  });

  test.each([
    [{ kind: 'damaged' }, 'Say where'],
    [{ kind: 'exploded', element: 'cam-0171' }, 'Say what is wrong.'],
    [{ element: 'cam-0171' }, 'Say what is wrong.'],
    [{ kind: 'other', element: 'cam-0171', reporterPhone: 'call me' }, 'takes digits'],
    [{ kind: 'other', element: '../etc/passwd' }, 'Say where'],
  ])('the form %j comes back, saying what is wrong and keeping what was typed', async (fields, words) => {
    const description = 'typed with cold fingers';
    const response = await service.post('/report', {
      idempotencyKey: key,
      description,
      ...(fields as Record<string, string>),
    });
    const text = await response.text();
    expect(response.status).toBe(400);
    expect(text).toContain(words);
    expect(text).toContain(description);
    expect(reported()).toBeUndefined();
  });

  test('a code that nobody knows comes back as not found, with the form', async () => {
    const strict = await serve({
      ticketing: ticketingDouble({ reportFault: () => Promise.resolve({ rejected: 'not_found', field: 'element' }) }),
    });
    const response = await strict.post('/report', { idempotencyKey: key, kind: 'other', element: 'cam-9999' });
    expect(response.status).toBe(404);
    const text = await response.text();
    expect(text).toContain('We do not know this code');
    expect(text).toContain('value="cam-9999"');
    await strict.close();
  });

  test('without the database nothing that was typed is lost: the same report can be sent again', async () => {
    const away = await serve({
      ticketing: ticketingDouble({ reportFault: () => Promise.reject(new DatabaseUnavailable()) }),
    });
    const response = await away.post('/report', {
      idempotencyKey: key,
      kind: 'other',
      element: 'cam-0171',
      description: '"bent" <pole>',
    });
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toContain(`name="idempotencyKey" value="${key}"`);
    expect(text).toContain('name="description" value="&quot;bent&quot; &lt;pole&gt;"');
    await away.close();
  });

  test('staff say whose word they pass on, and need the token of their session', async () => {
    const { cookie, csrfToken } = service.session(operator);
    const fields = { idempotencyKey: key, kind: 'no_power', site: 'library', source: 'citizen' };
    expect((await service.post('/report', fields, { cookie })).status).toBe(403);
    expect((await service.post('/report', { ...fields, csrfToken }, { cookie })).status).toBe(303);
    expect(reported()?.[2]).toBe('citizen');
  });

  test('a form from another site is refused', async () => {
    const response = await service.post(
      '/report',
      { idempotencyKey: key, kind: 'other', element: 'cam-0171' },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(response.status).toBe(403);
  });

  test('a form of more than 64 KiB is 413', async () => {
    const response = await service.post('/report', { description: 'x'.repeat(70_000) });
    expect(response.status).toBe(413);
  });

  test('markup that was typed is shown as text', async () => {
    const nasty = '</textarea><script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
    const fields = {
      idempotencyKey: key,
      kind: nasty,
      element: nasty,
      description: nasty,
      reporterName: nasty,
      reporterPhone: nasty,
    };
    const text = await (await service.post('/report', fields)).text();
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<img src=x');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('the tracking page', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());

  test('shows number, progress and hotline', async () => {
    const text = await (await service.ask(`/track/${trackingToken}`)).text();
    expect(text).toContain(tracking.number);
    expect(text).toMatch(/aria-current="step"[^]*On the way/);
    expect(text).toContain('400 800 1234');
    expect(text).not.toContain('Thank you');
  });

  test('thanks whoever has just reported, and says that the fault was known', async () => {
    const text = await (await service.ask(`/track/${trackingToken}?sent=joined`)).text();
    expect(text).toContain('Thank you');
    expect(text).toContain('your report was added to it');
  });

  test.each([null, engineer, operator])(
    'shows nothing that a citizen must not see, whoever looks (%j)',
    async (user) => {
      const headers = user ? { cookie: service.session(user).cookie } : {};
      const text = await (await service.ask(`/track/${trackingToken}`, { headers })).text();
      const secret = [
        powerCut.id,
        powerCut.number,
        'Li Na',
        '李娜',
        'City Power',
        'feeder',
        'cam-0',
        'outage',
        'li.na',
        'Renmin',
      ];
      for (const words of secret) expect(text).not.toContain(words);
    },
  );

  test('shows the outcome', async () => {
    const solved = await serve({
      ticketing: ticketingDouble({
        trackReport: () =>
          Promise.resolve({
            ok: { ...tracking, step: 'closed', outcome: { en: 'Repaired. Thank you.', zh: '已修复，感谢您。' } },
          }),
      }),
    });
    expect(await (await solved.ask(`/track/${trackingToken}`)).text()).toContain('Repaired. Thank you.');
    await solved.close();
  });

  test.each(['AAAAAAAAAAAAAAAAAAAAAA', 'short', '..%2F..%2Ffield', `${trackingToken}%00`])(
    'of the token %s is not found',
    async (token) => {
      expect((await service.ask(`/track/${token}`)).status).toBe(404);
    },
  );

  test('guessing tokens is braked', async () => {
    const guessed = await serve();
    const statuses = new Set<number>();
    for (let guess = 0; guess < 125; guess += 1) {
      statuses.add((await guessed.ask(`/track/AAAAAAAAAAAAAAAAAAA${String(guess).padStart(3, '0')}`)).status);
    }
    expect([...statuses]).toEqual([404, 429]);
    await guessed.close();
  });
});
