import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { makeOrder } from '../../testing/orders.ts';
import { password, startStubTicketing, type StubTicketing } from '../../testing/stubTicketing.ts';
import { startPreview, type Preview } from './previewServer.ts';

const built = existsSync(path.resolve(import.meta.dirname, '../../dist/plugin.json'));
assert.ok(built, 'the preview serves the built plugin: run `npm run build` first');

let ticketing: StubTicketing;
let preview: Preview;
const logged: string[] = [];
const order = makeOrder(1);

before(async () => {
  ticketing = await startStubTicketing([order]);
  const { url: ticketingUrl, serviceToken } = ticketing;
  preview = await startPreview({
    port: 0,
    ticketingUrl,
    serviceToken,
    grafana: '13.2',
    log: (line) => logged.push(line),
  });
  ticketing.grafanaUrl = preview.url;
});
after(async () => {
  await preview.close();
  await ticketing.close();
});
beforeEach(() => {
  ticketing.seen.length = 0;
});

async function logIn(login: string, given = password) {
  const reply = await fetch(`${preview.url}login?lang=en-US`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ login, password: given }),
  });
  return { reply, cookie: reply.headers.get('set-cookie')?.split(';', 1)[0] ?? '' };
}
const reads = 'api/datasources/proxy/uid/roundsman/v1';
const commands = `api/plugin-proxy/roundsman-app/v1/work-orders/${order.id}/commands`;
const accept = { command: 'accept', idempotencyKey: '00000000-0000-4000-8000-0000000000aa' };
const send = (path: string, init: RequestInit = {}) => fetch(preview.url + path, init);
const post = (cookie: string, headers: Record<string, string> = {}) =>
  send(commands, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(accept),
  });

test('a wrong password is refused in words, and sets no cookie', async () => {
  const { reply } = await logIn('dispatcher', 'guess');
  assert.equal(reply.status, 401);
  assert.equal(reply.headers.get('set-cookie'), null);
  assert.match(await reply.text(), /Login or password is wrong/);
});

test('nobody who is not logged in reaches the service, whatever identity they claim', async () => {
  for (const path of [`${reads}/work-orders`, commands]) {
    const reply = await send(path, { headers: { 'x-grafana-id': 'forged', 'x-grafana-user': 'admin' } });
    assert.equal(reply.status, 401);
  }
  assert.deepEqual(ticketing.seen, []);
});

test('a login is checked by the service, whose session is closed again, and the cookie is out of reach of scripts', async () => {
  const { reply } = await logIn('dispatcher');
  assert.equal(reply.status, 303);
  assert.match(reply.headers.get('set-cookie') ?? '', /; Path=\/; HttpOnly; SameSite=Strict$/);
  assert.deepEqual(
    ticketing.seen.map(({ method, path }) => `${method} ${path}`),
    ['POST /session', 'DELETE /session'],
  );
});

test('reads go out with the service token and an identity that the published key verifies', async () => {
  const { cookie } = await logIn('dispatcher');
  const reply = await send(`${reads}/work-orders?state=unfinished`, { headers: { cookie } });
  assert.equal(reply.status, 200);
  assert.equal(((await reply.json()) as { total: number }).total, 1);
  assert.equal(ticketing.seen.at(-1)?.login, 'dispatcher');
});

test('the identity has the claims of Grafana and lives ten minutes', async () => {
  const { makeIdentityProvider } = await import('./identity.ts');
  const identities = await makeIdentityProvider('http://grafana.example/');
  const token = await identities.tokenFor({ id: 3, login: 'dispatcher', role: 'Editor' });
  const keys = createRemoteJWKSet(new URL('api/signing-keys/keys', preview.url));
  await assert.rejects(jwtVerify(token, keys), /no applicable key/);
  const { createLocalJWKSet } = await import('jose');
  const { payload } = await jwtVerify(token, createLocalJWKSet(identities.keys));
  const { iss, aud, sub, username, role, type, namespace, iat = 0, exp = 0 } = payload;
  assert.deepEqual(
    { iss, aud, sub, username, role, type, namespace, seconds: exp - iat },
    {
      iss: 'http://grafana.example/',
      aud: 'org:1',
      sub: 'user:3',
      username: 'dispatcher',
      role: 'Editor',
      type: 'user',
      namespace: 'default',
      seconds: 600,
    },
  );
});

test('an unchanged list costs a 304', async () => {
  const { cookie } = await logIn('dispatcher');
  const first = await send(`${reads}/work-orders`, { headers: { cookie } });
  const etag = first.headers.get('etag') ?? '';
  const second = await send(`${reads}/work-orders`, { headers: { cookie, 'if-none-match': etag } });
  assert.equal(second.status, 304);
});

test('the data source proxy passes on no command', async () => {
  const { cookie } = await logIn('dispatcher');
  const reply = await send(`${reads}/work-orders/${order.id}/commands`, {
    method: 'POST',
    headers: { cookie },
    body: '{}',
  });
  assert.equal(reply.status, 404);
  assert.ok(!ticketing.seen.some(({ path }) => path.includes('commands')));
});

test('a viewer may read and not command', async () => {
  const { cookie } = await logIn('officer');
  assert.equal((await send(`${reads}/work-orders/summary`, { headers: { cookie } })).status, 200);
  const refused = await post(cookie);
  assert.equal(refused.status, 403);
  assert.deepEqual(await refused.json(), { message: 'plugin proxy route access denied' });
});

test('a command from another page is refused', async () => {
  const { cookie } = await logIn('dispatcher');
  assert.equal((await post(cookie, { origin: 'http://evil.example' })).status, 403);
  assert.ok(!ticketing.seen.some(({ path }) => path.includes('commands')));
});

test('a command reaches the service as the person who is logged in, whatever identity they claim', async () => {
  const { cookie } = await logIn('dispatcher');
  const reply = await post(cookie, {
    'x-grafana-id': 'forged',
    authorization: 'Bearer forged',
    origin: preview.url.slice(0, -1),
  });
  assert.equal(reply.status, 200);
  assert.equal(ticketing.seen.at(-1)?.login, 'dispatcher');
  assert.deepEqual(ticketing.seen.at(-1)?.body, accept);
});

test('a body over a mebibyte is refused', async () => {
  const { cookie } = await logIn('dispatcher');
  const reply = await send(commands, { method: 'POST', headers: { cookie }, body: 'x'.repeat(1024 * 1024 + 1) });
  assert.equal(reply.status, 413);
});

test('after logging out the cookie is worth nothing', async () => {
  const { cookie } = await logIn('dispatcher');
  await send('logout', { method: 'POST', headers: { cookie }, redirect: 'manual' });
  assert.equal((await send(`${reads}/work-orders`, { headers: { cookie } })).status, 401);
});

test('files are served from the built plugin alone', async () => {
  assert.equal((await send('public/plugins/roundsman-app/module.js')).status, 200);
  assert.equal((await send('public/plugins/roundsman-app/..%2f..%2fpackage.json')).status, 404);
  assert.equal((await send('public/plugins/roundsman-app/%E0%A4%A')).status, 400);
});

test('nothing that the tests did was logged as unexpected', () => {
  assert.deepEqual(logged, []);
});
