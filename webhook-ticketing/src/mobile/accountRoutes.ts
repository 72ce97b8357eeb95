import { login } from '@roundsman/contract/session.ts';
import type { Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem, invalidRequest } from '../adapters/http/httpProblem.ts';
import { logIn } from '../adapters/http/logIn.ts';
import type { RateLimits } from '../adapters/http/rateLimits.ts';
import { sessionCookie } from '../adapters/http/sessionCookie.ts';
import type { User } from '../application/ticketing.ts';
import { sendPage } from './layout.ts';
import { loginPage } from './loginPage.ts';
import { formOf, visitOf } from './visit.ts';

/** Only pages of ours: a link of somebody else's making must not lead away after the login. */
const ownPage = /^\/(field|report)(\/[A-Za-z0-9-]+)*(\?[A-Za-z0-9=&-]*)?$/;
const ownOr = (next: unknown, otherwise: string): string =>
  typeof next === 'string' && ownPage.test(next) ? next : otherwise;

const homeOf = (user: User): string => (user.role === 'police' ? '/report' : '/field');

/** Logging in and out by forms. */
export function accountRoutes(router: Router, dependencies: HttpDependencies, limits: RateLimits): void {
  const { accounts } = dependencies;
  const cookie = sessionCookie(dependencies.publicUrl);

  router.get('/login', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const next = ownOr(request.query['next'], '');
    if (visit.user) response.redirect(303, next || homeOf(visit.user));
    else sendPage(response, visit, loginPage(visit, next));
  });

  router.post('/login', ...limits.logIn, async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    // The form of somebody who is logged in elsewhere by now needs no token: it brings a password.
    const { next = '', ...fields } = formOf(request, { ...visit, user: null });
    const given = login.safeParse(fields);
    try {
      if (!given.success) throw invalidRequest(given.error, 'body');
      const { user, sessionToken } = await logIn(accounts, given.data);
      cookie.set(response, sessionToken);
      response.redirect(303, ownOr(next, homeOf(user)));
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      sendPage(response, visit, loginPage(visit, ownOr(next, ''), error, fields['login']));
    }
  });

  router.post('/logout', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    formOf(request, visit);
    const token = cookie.read(request);
    if (token !== null) await accounts.logOut(token);
    cookie.clear(response);
    response.redirect(303, '/login');
  });
}
