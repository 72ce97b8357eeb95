import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';
import type { OrgRole } from './roles.ts';

/** Who is logged in, as Grafana would know them. */
export interface GrafanaUser {
  id: number;
  login: string;
  role: OrgRole;
}

/** Signs identities as Grafana does, and publishes the key by which others check them. */
export interface IdentityProvider {
  /** A fresh value for `X-Grafana-Id`. */
  tokenFor(user: GrafanaUser): Promise<string>;
  /** For `/api/signing-keys/keys` (RFC 7517). */
  keys: { keys: JWK[] };
}

const lifetime = '10m';

/**
 * The claims of Grafana's id tokens (`pkg/services/auth/idimpl`, authlib's `IDTokenClaims`). `rootUrl` is the issuer, with the
 * slash at its end that Grafana's `root_url` has. The key lives as long as the process.
 */
export async function makeIdentityProvider(rootUrl: string): Promise<IdentityProvider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const kid = `default-${randomUUID()}`;
  const jwk: JWK = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return {
    keys: { keys: [jwk] },
    tokenFor: (user) =>
      new SignJWT({
        identifier: createHash('sha256').update(user.login).digest('base64url').slice(0, 14),
        type: 'user',
        namespace: 'default',
        authenticatedBy: 'password',
        username: user.login,
        name: user.login,
        role: user.role,
      })
        .setProtectedHeader({ alg: 'ES256', kid, typ: 'jwt' })
        .setIssuer(rootUrl)
        .setAudience('org:1')
        .setSubject(`user:${user.id}`)
        .setIssuedAt()
        .setExpirationTime(lifetime)
        .sign(privateKey),
  };
}
