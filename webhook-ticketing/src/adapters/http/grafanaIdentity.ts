import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { GrafanaConfig } from './httpDependencies.ts';
import { HttpProblem } from './httpProblem.ts';

/** Of Grafana's identity token (pkg/services/auth/idimpl): people have the type `user`; service accounts and the anonymous do not. */
const identityClaims = z.looseObject({
  type: z.literal('user').optional(),
  sub: z.string().startsWith('user:'),
  username: z.string().min(1).max(190),
});

export type GrafanaIdentity = (token: string) => Promise<string>;

/** Keys that could not be fetched are our trouble (500, logged), not a forgery. */
const isForgery = (error: unknown): boolean =>
  error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';

/**
 * Makes the check of `X-Grafana-Id`: an ES256 JWT signed by one of Grafana's published keys, for this issuer and audience,
 * not expired. Answers the Grafana login; throws `unauthenticated` for anything else. Nothing but the name is believed: what
 * the person may do is up to the local account.
 */
export function grafanaIdentity(config: GrafanaConfig, now: () => Date): GrafanaIdentity {
  const root = config.url.href.endsWith('/') ? config.url : new URL(`${config.url.href}/`);
  const keys = createRemoteJWKSet(new URL('api/signing-keys/keys', root), {
    timeoutDuration: 3000,
    // Grafana restarted with a new key locks nobody out for longer than this.
    cooldownDuration: 5_000,
    cacheMaxAge: 600_000,
  });
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['ES256'],
        issuer: config.issuer,
        audience: config.audience,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: 5,
        currentDate: now(),
      });
      const claims = identityClaims.safeParse(payload);
      if (!claims.success) throw new HttpProblem('unauthenticated', { detail: 'X-Grafana-Id is not that of a person' });
      return claims.data.username;
    } catch (error) {
      if (error instanceof HttpProblem) throw error;
      if (isForgery(error)) {
        throw new HttpProblem('unauthenticated', { detail: 'X-Grafana-Id cannot be verified', field: 'X-Grafana-Id' });
      }
      throw new Error("Grafana's signing keys cannot be fetched", { cause: error });
    }
  };
}
