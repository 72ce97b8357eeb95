import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DatabaseUnavailable } from '../application/databaseUnavailable.ts';
import {
  blackPicture,
  engineer,
  fadingLight,
  operator,
  pictureLost,
  policeUser,
  powerCut,
  sentBack,
} from '../../test/http/demoCity.ts';
import { serve, type Service } from '../../test/http/service.ts';
import { accountsDouble, password, ticketingDouble } from '../../test/http/ticketingDouble.ts';

const orderPath = `/field/orders/${powerCut.id}`;
const key = '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f004';

describe('the pages of the field', () => {
  let service: Service;
  beforeAll(async () => {
    service = await serve();
  });
  afterAll(() => service.close());
  beforeEach(() => {
    service.ticketing.calls.length = 0;
  });

  const page = async (path: string, user = engineer, headers: Record<string, string> = {}) => {
    const response = await service.ask(path, { headers: { cookie: service.session(user).cookie, ...headers } });
    return response.text();
  };
  const send = (fields: Record<string, string>, user = engineer) => {
    const { cookie, csrfToken } = service.session(user);
    return service.post(`${orderPath}/commands`, { csrfToken, idempotencyKey: key, ...fields }, { cookie });
  };
  const commands = () => service.ticketing.calls.filter((call) => call.use === 'command');

  test('a visitor who follows the link of a message is sent to the login, and from there to the order', async () => {
    const first = await service.ask(orderPath);
    const next = first.headers.get('location') ?? '';
    expect([first.status, next]).toEqual([303, `/login?next=${encodeURIComponent(orderPath)}`]);
    const loggedIn = await service.post('/login', { login: 'li.na', password, next: orderPath });
    expect([loggedIn.status, loggedIn.headers.get('location')]).toEqual([303, orderPath]);
    expect(loggedIn.headers.get('set-cookie')).toMatch(/^roundsman=.*HttpOnly/);
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/field/../../evil', 'javascript:alert(1)'])(
    'the login never leads to %s',
    async (next) => {
      const response = await service.post('/login', { login: 'li.na', password, next });
      expect(response.headers.get('location')).toBe('/field');
    },
  );

  test('a wrong password is said on the page, in the language of the phone', async () => {
    const response = await service.post(
      '/login',
      { login: 'li.na', password: 'wrong' },
      { 'accept-language': 'zh-CN,zh;q=0.9' },
    );
    const text = await response.text();
    expect(response.status).toBe(401);
    expect(text).toContain('账号或密码错误');
    expect(text).toContain('value="li.na"');
    expect(text).not.toContain('value="wrong"');
  });

  test('the list shows my orders first, with the deadline that runs out next', async () => {
    const text = await page('/field');
    expect(text).toContain('Mine');
    expect(text).toContain(powerCut.number);
    expect(text).toMatch(/1 h 44 min left/);
    expect(text).toContain('geo:31.2304,121.4737?q=31.2304,121.4737(Renmin%20Road');
  });

  test('an order says what, where, why, what to check, whom it affects and what happened', async () => {
    const text = await page(orderPath);
    for (const words of [
      'Area mains outage at feeder 3',
      '188 Renmin Road, East District',
      'very likely',
      'Three cabinets on the same feeder lost mains within 2 s',
      'The meter does not report the outage',
      'measure at the service drop',
      'Northbound lanes',
      'Li Na informed by e-mail',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('the picture in which the fault shows is on the page, loads when it is looked at, and is said in words', async () => {
    const text = await page(`/field/orders/${pictureLost.id}`);
    const source = `/api/v1/work-orders/${pictureLost.id}/pictures/1`;
    const [image = ''] = /<img[^>]+>/.exec(text.slice(text.indexOf(source))) ?? [];
    expect(image).toContain('alt="Northbound lanes: Black picture"');
    expect(image).toContain('loading="lazy"');
    expect(text).toContain(pictureLost.pictures[0]?.sha256.slice(0, 16));
    const picture = await service.ask(source, { headers: { cookie: service.session(engineer).cookie } });
    expect(picture.headers.get('content-type')).toBe('image/jpeg');
    expect(picture.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.compare(Buffer.from(await picture.arrayBuffer()), blackPicture)).toBe(0);
  });

  test('what is foreseen has days, not minutes: nobody knows it to the minute', async () => {
    const text = await page(`/field/orders/${fadingLight.id}`);
    const [foreseen = ''] = /<h2>What is foreseen[\s\S]*?<\/section>/.exec(text) ?? [];
    expect(foreseen).toContain('>6 Jul 2026</time>');
    expect(foreseen).toContain('>13 Jul 2026</time>');
    expect(foreseen).toContain('>25 Jul 2026</time>');
  });

  test('an order without pictures shows none', async () => {
    expect(await page(orderPath)).not.toContain('<figure');
  });

  test('the same order in Chinese', async () => {
    const text = await page(`${orderPath}?lang=zh`);
    for (const words of ['东区 3 号馈线片区停电', '非常可能', '现场检查', '剩余 1 小时 44 分钟']) {
      expect(text).toContain(words);
    }
    expect(text).toContain('<html lang="zh-CN">');
    expect(text).not.toMatch(/\p{Script=Han}(: | ?\(\D)/u);
  });

  test('the reason why an order came back stands above everything else to do', async () => {
    const text = await page(`/field/orders/${sentBack.id}`);
    expect(text.indexOf('still send no video')).toBeGreaterThan(0);
    expect(text.indexOf('still send no video')).toBeLessThan(text.indexOf('What you can do'));
  });

  test('only what is possible now is offered', async () => {
    const text = await page(orderPath);
    expect(text).toContain('name="command" value="accept"');
    expect(text).toContain('name="command" value="decline"');
    expect(text).not.toContain('name="command" value="close"');
  });

  test('who claims a fix is offered the suspected causes first, then what else strikes there, and none is chosen', async () => {
    const text = await page(`/field/orders/${sentBack.id}`);
    const select = text.slice(text.indexOf('id="claim_fix-cause"'), text.indexOf('id="claim_fix-foundAt"'));
    const values = [...select.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);
    expect(values.slice(0, 4)).toEqual([
      '',
      'fault/area_mains_outage/feeder-3',
      'fault/breaker_trip/breaker-017',
      'nothing',
    ]);
    expect(values).toContain('other/feeder-3');
    expect(values).toContain('fault/switch_hang');
    expect(select).not.toContain('selected');
  });

  test('an order without a cause is closed by a form that asks for it, one with a cause by one tap that keeps it', async () => {
    const closable = (found: typeof powerCut.found) =>
      serve({
        ticketing: ticketingDouble({
          getWorkOrder: () => Promise.resolve({ ok: { ...powerCut, state: 'evaluated', actions: ['close'], found } }),
        }),
      });
    const closing = async (found: typeof powerCut.found): Promise<string> => {
      const own = await closable(found);
      const text = await (await own.ask(orderPath, { headers: { cookie: own.session(operator).cookie } })).text();
      await own.close();
      return text;
    };
    expect(await closing(null)).toMatch(/<select\s+id="close-cause"[^>]*required/);
    const by = { by: 'contact:li-na', at: powerCut.openedAt };
    expect(await closing({ cause: { outcome: 'nothing' }, ...by })).not.toContain('close-cause');
  });

  test('accepting is a form that is posted; then the order is shown again, and says so', async () => {
    const response = await send({ command: 'accept' });
    expect([response.status, response.headers.get('location')]).toEqual([303, `${orderPath}?done=accept`]);
    expect(commands()).toEqual([
      { use: 'command', args: [engineer, powerCut.id, { command: 'accept', idempotencyKey: key }] },
    ]);
    expect(await page(`${orderPath}?done=accept`)).toContain('Done: Accept');
  });

  test.each([
    [
      { command: 'arrive', latitude: '31.2305', longitude: '121.4736', accuracyMetres: '9.5' },
      { command: 'arrive', position: { latitude: 31.2305, longitude: 121.4736, accuracyMetres: 9.5 } },
    ],
    [{ command: 'arrive', latitude: '', longitude: '', accuracyMetres: '' }, { command: 'arrive' }],
    [
      { command: 'claim_fix', cause: 'fault/breaker_trip/breaker-017', foundAt: '', done: ' reclosed ' },
      {
        command: 'claim_fix',
        found: { outcome: 'fault', faultClass: 'breaker_trip', faultPoint: 'breaker-017' },
        done: 'reclosed',
      },
    ],
    [
      { command: 'record_cause', cause: 'fault/switch_dead', foundAt: ' SW 017 ' },
      { command: 'record_cause', found: { outcome: 'fault', faultClass: 'switch_dead', faultPoint: 'sw-017' } },
    ],
    [
      { command: 'close', cause: 'other/cam-0171', foundAt: '' },
      { command: 'close', found: { outcome: 'other', faultPoint: 'cam-0171' } },
    ],
    [
      { command: 'evaluate', score: '4', cause: 'nothing', note: '' },
      { command: 'evaluate', score: 4, found: { outcome: 'nothing' } },
    ],
    [
      { command: 'claim_fix', cause: '', done: 'reclosed' },
      { command: 'claim_fix', done: 'reclosed' },
    ],
    [
      { command: 'dispatch', to: 'city-care/zhao-lei' },
      { command: 'dispatch', party: 'city-care', contact: 'zhao-lei' },
    ],
    [
      { command: 'dispatch', to: 'city-care' },
      { command: 'dispatch', party: 'city-care' },
    ],
    [
      { command: 'evaluate', score: '4', note: 'quick' },
      { command: 'evaluate', score: 4, note: 'quick' },
    ],
  ])('the form %j is the command %j', async (fields, command) => {
    expect((await send(fields as Record<string, string>, operator)).status).toBe(303);
    expect(commands()[0]?.args[2]).toEqual({ ...command, idempotencyKey: key });
  });

  test.each([
    [{ command: 'decline' }, 'note'],
    [{ command: 'arrive', latitude: 'here', longitude: '1', accuracyMetres: '1' }, 'position.latitude'],
    [{ command: 'evaluate', score: '9' }, 'score'],
    [{ command: 'accept', idempotencyKey: 'again' }, 'idempotencyKey'],
    [{ command: 'record_cause' }, 'found'],
    [{ command: 'record_cause', cause: 'fault/gremlins/cam-0171' }, 'found.faultClass'],
    [{ command: 'record_cause', cause: 'fault/switch_dead' }, 'found.faultPoint'],
    [{ command: 'record_cause', cause: 'gremlins' }, 'found.outcome'],
  ])('the form %j is refused on the page, naming %s', async (fields, field) => {
    const response = await send(fields as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`${field}:`);
    expect(commands()).toEqual([]);
  });

  test('a command that came too late shows the order as it is, and why', async () => {
    const late = await serve({
      ticketing: ticketingDouble({
        command: () => Promise.resolve({ rejected: 'command_not_possible', detail: 'Zhao Lei has accepted it' }),
      }),
    });
    const { cookie, csrfToken } = late.session(engineer);
    const response = await late.post(
      `${orderPath}/commands`,
      { command: 'accept', idempotencyKey: key, csrfToken },
      { cookie },
    );
    const text = await response.text();
    expect(response.status).toBe(409);
    expect(text).toContain('Zhao Lei has accepted it');
    expect(text).toContain(powerCut.number);
    await late.close();
  });

  test.each([
    ['without the token of the session', {}, { 'sec-fetch-site': 'same-origin' }],
    ['with the token of another session', { csrfToken: 'csrf-engineer-999' }, { 'sec-fetch-site': 'same-origin' }],
  ])('a form %s changes nothing', async (_case, fields, headers) => {
    const { cookie } = service.session(engineer);
    const response = await service.post(
      `${orderPath}/commands`,
      { command: 'accept', idempotencyKey: key, ...fields },
      { cookie, ...headers },
    );
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('The page is out of date');
    expect(commands()).toEqual([]);
  });

  test.each([{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])(
    'a form from another site (%j) is refused even with the right token',
    async (headers) => {
      const { cookie, csrfToken } = service.session(engineer);
      const response = await service.post(
        `${orderPath}/commands`,
        { command: 'accept', idempotencyKey: key, csrfToken },
        { cookie, ...headers },
      );
      expect(response.status).toBe(403);
      expect(commands()).toEqual([]);
    },
  );

  test('a browser that only tells the origin is judged by that', async () => {
    const { cookie, csrfToken } = service.session(engineer);
    const body = new URLSearchParams({ command: 'accept', idempotencyKey: key, csrfToken });
    const from = (origin: string) =>
      service.ask(`${orderPath}/commands`, { method: 'POST', body, headers: { cookie, origin } });
    expect((await from('https://evil.example')).status).toBe(403);
    expect((await from('null')).status).toBe(403);
    expect((await from(service.url)).status).toBe(303);
  });

  test('the login cannot be posted from another site', async () => {
    const response = await service.post('/login', { login: 'li.na', password }, { 'sec-fetch-site': 'cross-site' });
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
  });

  test('police users are led to the report page', async () => {
    const response = await service.post('/login', { login: policeUser.login, password });
    expect(response.headers.get('location')).toBe('/report');
  });

  test('logging out ends the session', async () => {
    const { cookie, csrfToken } = service.session(engineer);
    expect((await service.post('/logout', { csrfToken }, { cookie })).headers.get('location')).toBe('/login');
    expect((await service.ask('/field', { headers: { cookie } })).status).toBe(303);
  });

  test('an order that is not there, or not theirs, is a page that says so', async () => {
    for (const id of ['17', '6a2f41a0-3c1b-4a52-9f55-2d1f3f1f7aff']) {
      const response = await service.ask(`/field/orders/${id}`, {
        headers: { cookie: service.session(engineer).cookie },
      });
      expect([response.status, response.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    }
  });

  test('without the database there is a page that says so, with the request id, and no stack', async () => {
    const away = await serve({
      ticketing: ticketingDouble({ listWorkOrders: () => Promise.reject(new DatabaseUnavailable()) }),
    });
    const response = await away.ask('/field', { headers: { cookie: away.session(engineer).cookie } });
    const text = await response.text();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(text).toContain('The database cannot be reached');
    expect(text).toContain(String(response.headers.get('x-request-id')));
    expect(text).not.toContain('at ');
    await away.close();
  });

  test('a password is never put into a page, not even when the login could not be asked', async () => {
    const away = await serve({
      accounts: { ...accountsDouble(), logIn: () => Promise.reject(new DatabaseUnavailable()) },
    });
    const response = await away.post('/login', { login: 'li.na', password: 'hunter2' });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain('hunter2');
    await away.close();
  });

  test('pages are kept by nobody, need no inline script, and link only to themselves', async () => {
    const response = await service.ask(orderPath, { headers: { cookie: service.session(operator).cookie } });
    const text = await response.text();
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(text).not.toMatch(/<script(?![^>]*src=)/);
    expect(text).not.toMatch(/ on[a-z]+="| style="|javascript:/);
    expect(text).not.toMatch(/(src|href)="https?:/);
  });
});
