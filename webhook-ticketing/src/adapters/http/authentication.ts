import type { Authentication } from '@roundsman/contract/api.ts';
import type { Request } from 'express';
import type { User } from '../../application/ticketing.ts';
import { bearerToken, sameSecret } from './bearerToken.ts';
import { grafanaIdentity } from './grafanaIdentity.ts';
import type { HttpDependencies } from './httpDependencies.ts';
import { HttpProblem } from './httpProblem.ts';
import { sessionCookie } from './sessionCookie.ts';

/** Who asks. `machine`: a holder of the webhook or service token, for whom no person is known. */
export type Asker = { kind: 'user'; user: User; csrfToken: string } | { kind: 'machine' } | { kind: 'nobody' };

export type Authenticate = (request: Request, allowed: readonly Authentication[]) => Promise<Asker>;

const changesSomething = (request: Request): boolean => request.method !== 'GET' && request.method !== 'HEAD';

/**
 * Makes the check of who asks, by the ways that the route allows. A credential that is given and is wrong is refused, even
 * where none is needed; a person is never given more than the local account of that login has.
 */
export function authentication(dependencies: HttpDependencies): Authenticate {
  const { accounts, tokens, grafana, now } = dependencies;
  const cookie = sessionCookie(dependencies.publicUrl);
  const loginOf = grafana && grafanaIdentity(grafana, now);

  const behindGrafana = async (request: Request, allowed: readonly Authentication[]): Promise<Asker> => {
    const identity = request.get('x-grafana-id');
    const user = identity && loginOf ? await accounts.byLogin(await loginOf(identity)) : null;
    if (user && allowed.includes('user')) return { kind: 'user', user, csrfToken: '' };
    if (allowed.includes('service_token')) return { kind: 'machine' };
    if (allowed.includes('public')) return { kind: 'nobody' };
    const detail = identity ? 'this Grafana user has no account here' : 'the service token alone reads aggregates only';
    throw new HttpProblem('forbidden', { detail });
  };

  const bySession = async (request: Request, sessionToken: string, isPublic: boolean): Promise<Asker> => {
    const session = await accounts.session(sessionToken);
    if (!session) {
      if (isPublic) return { kind: 'nobody' };
      throw new HttpProblem('unauthenticated', { detail: 'the session has ended' });
    }
    if (changesSomething(request) && !sameSecret(request.get('x-csrf-token') ?? '', session.csrfToken)) {
      throw new HttpProblem('csrf_token_wrong', { field: 'X-CSRF-Token' });
    }
    return { kind: 'user', ...session };
  };

  return async (request, allowed) => {
    const bearer = bearerToken(request);
    const forPeople = allowed.includes('user') || allowed.includes('service_token');
    if (bearer !== null) {
      if (allowed.includes('webhook_token') && sameSecret(bearer, tokens.webhook)) return { kind: 'machine' };
      if (forPeople && sameSecret(bearer, tokens.service)) return behindGrafana(request, allowed);
      throw new HttpProblem('unauthenticated', { detail: 'the bearer token is wrong', field: 'Authorization' });
    }
    const sessionToken = allowed.includes('user') ? cookie.read(request) : null;
    if (sessionToken !== null) return bySession(request, sessionToken, allowed.includes('public'));
    if (allowed.includes('public')) return { kind: 'nobody' };
    throw new HttpProblem('unauthenticated');
  };
}
