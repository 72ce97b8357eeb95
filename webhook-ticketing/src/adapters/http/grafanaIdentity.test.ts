import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { engineer, now, operator, powerCut } from '../../../test/http/demoCity.ts';
import { serve, type Service, tokens } from '../../../test/http/service.ts';

const issuer = 'https://grafana.example/';
const audience = 'org:1';
const seconds = Math.floor(now.getTime() / 1000);
const key = await generateKeyPair('ES256');
const foreignKey = await generateKeyPair('ES256');

interface Identity {
  login?: string;
  sub?: string;
  type?: string;
  issuer?: string;
  audience?: string;
  expires?: number | null;
  signedBy?: typeof key.privateKey;
}
/** An identity token as Grafana makes it, with what is wrong about it. */
async function identity(changes: Identity = {}): Promise<string> {
  const {
    login = engineer.login,
    sub = 'user:7',
    type = 'user',
    expires = seconds + 600,
    signedBy = key.privateKey,
  } = changes;
  const token = new SignJWT({ username: login, type, namespace: 'default', role: 'Admin' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k1', typ: 'jwt' })
    .setSubject(sub)
    .setIssuer(changes.issuer ?? issuer)
    .setAudience(changes.audience ?? audience)
    .setIssuedAt(seconds - 10);
  if (expires !== null) token.setExpirationTime(expires);
  return token.sign(signedBy);
}

describe("Grafana's identity of its user", () => {
  let grafana: Server;
  let service: Service;
  beforeAll(async () => {
    const jwk = { ...(await exportJWK(key.publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
    grafana = createServer((request, response) => {
      response.statusCode = request.url === '/sub/api/signing-keys/keys' ? 200 : 404;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => grafana.listen(0, '127.0.0.1', resolve));
    const url = new URL(`http://127.0.0.1:${String((grafana.address() as AddressInfo).port)}/sub`);
    service = await serve({ grafana: { url, issuer, audience } });
  });
  afterAll(async () => {
    await service.close();
    grafana.close();
  });
  beforeEach(() => {
    service.ticketing.calls.length = 0;
  });

  const bearer = { authorization: `Bearer ${tokens.service}` };
  const asGrafana = async (path: string, id?: string, init: RequestInit = {}) =>
    service.ask(path, { ...init, headers: { ...bearer, ...(id && { 'x-grafana-id': id }), ...Object(init.headers) } });

  test('reads as the local account of that login', async () => {
    const response = await asGrafana('/api/v1/work-orders', await identity());
    expect(response.status).toBe(200);
    expect(service.ticketing.calls[0]?.args[0]).toEqual(engineer);
  });

  test('writes as that account, without a cookie and so without a CSRF token', async () => {
    const response = await asGrafana(
      `/api/v1/work-orders/${powerCut.id}/commands`,
      await identity({ login: operator.login }),
      {
        method: 'POST',
        body: JSON.stringify({
          command: 'note',
          note: 'called',
          idempotencyKey: '0b1c6b3a-58a2-4f66-8f0e-27a2a9d1f002',
        }),
        headers: { 'content-type': 'application/json' },
      },
    );
    expect(response.status).toBe(200);
    expect(service.ticketing.calls[0]?.args[0]).toEqual(operator);
  });

  test('an administrator of Grafana has here what the local account has, and no more', async () => {
    const response = await asGrafana('/api/v1/session', await identity({ login: engineer.login }));
    expect(await response.json()).toMatchObject({ role: 'engineer' });
  });

  test.each<[string, Identity]>([
    ['signed by another key', { signedBy: foreignKey.privateKey }],
    ['expired', { expires: seconds - 60 }],
    ['without an expiry', { expires: null }],
    ['for another organisation', { audience: 'org:2' }],
    ['from another Grafana', { issuer: 'https://other.example/' }],
    ['of a service account', { sub: 'service-account:3', type: 'service-account' }],
  ])('%s is 401, even where aggregates would need none', async (_case, changes) => {
    const id = await identity(changes);
    const paths = ['/api/v1/work-orders', '/api/v1/work-orders/summary'];
    for (const path of paths) expect((await asGrafana(path, id)).status).toBe(401);
    expect(service.ticketing.calls).toEqual([]);
  });

  test('unsigned (alg none) or signed with the public key as a secret is 401', async () => {
    const [, payload = ''] = (await identity()).split('.');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    const confused = await new SignJWT({ username: 'duty' })
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .setSubject('user:7')
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(seconds + 600)
      .sign(new TextEncoder().encode(JSON.stringify(await exportJWK(key.publicKey))));
    for (const id of [none, confused, 'garbage']) {
      expect((await asGrafana('/api/v1/work-orders', id)).status).toBe(401);
    }
  });

  test('without the service token says nothing', async () => {
    const response = await service.ask('/api/v1/work-orders', { headers: { 'x-grafana-id': await identity() } });
    expect(response.status).toBe(401);
  });

  test.each([
    ['absent', () => Promise.resolve(undefined)],
    ['of somebody without an account here', () => identity({ login: 'stranger' })],
  ])('%s: aggregates only', async (_case, make) => {
    const id = await make();
    const asked = ['/work-orders', '/work-orders/summary', `/work-orders/${powerCut.id}`, '/assignees', '/session'];
    const sla = '/sla?from=2026-06-01T00:00:00.000Z&to=2026-07-01T00:00:00.000Z';
    const statuses = await Promise.all(
      [...asked, sla].map(async (path) => (await asGrafana(`/api/v1${path}`, id)).status),
    );
    expect(statuses).toEqual([403, 200, 403, 403, 403, 200]);
  });

  test('when no Grafana is configured it is not believed', async () => {
    const alone = await serve();
    const headers = { ...bearer, 'x-grafana-id': await identity() };
    const statuses = ['/work-orders', '/work-orders/summary'].map(
      async (path) => (await alone.ask(`/api/v1${path}`, { headers })).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 200]);
    await alone.close();
  });

  test("keys that cannot be fetched are the service's trouble, not a forgery", async () => {
    const url = new URL('http://127.0.0.1:9');
    const cutOff = await serve({ grafana: { url, issuer, audience } });
    const response = await cutOff.ask('/api/v1/work-orders', {
      headers: { ...bearer, 'x-grafana-id': await identity() },
    });
    expect(response.status).toBe(500);
    expect(cutOff.log()).toContain("Grafana's signing keys cannot be fetched");
    await cutOff.close();
  });
});
