import type { RouteName, routes } from '@roundsman/contract/api.ts';
import type { Session } from '@roundsman/contract/session.ts';
import type { Response } from 'express';
import type { z } from 'zod';
import type { Outcome, User } from '../../application/ticketing.ts';
import type { Asker } from './authentication.ts';
import type { HttpDependencies } from './httpDependencies.ts';
import { HttpProblem } from './httpProblem.ts';
import { logIn } from './logIn.ts';
import { sourceOf } from './reportSource.ts';
import { sessionCookie } from './sessionCookie.ts';
import { workOrderListEtag } from './workOrderEtag.ts';

type Routes = typeof routes;
type QueryOf<N extends RouteName> = Routes[N] extends { query: z.ZodType } ? z.output<Routes[N]['query']> : undefined;
type BodyOf<N extends RouteName> = Routes[N] extends { body: z.ZodType } ? z.output<Routes[N]['body']> : undefined;

/** A request after authentication and parsing. */
export interface Call<N extends RouteName> {
  asker: Asker;
  id: string;
  trackingToken: string;
  picture: string;
  query: QueryOf<N>;
  body: BodyOf<N>;
  /** The session token of the cookie; null without one. */
  sessionToken: string | null;
  response: Response;
}
export type ApiHandlers = {
  [N in RouteName]: (call: Call<N>) => Promise<Outcome<z.input<Routes[N]['reply']>>>;
};

function personOf(asker: Asker): User {
  if (asker.kind !== 'user') throw new HttpProblem('unauthenticated');
  return asker.user;
}

const sessionOf = (user: User, csrfToken: string): Session => ({
  login: user.login,
  role: user.role,
  contact: user.contact,
  party: user.party,
  language: user.language,
  csrfToken,
});

/** What each route of the contract does: a use case, and what belongs to HTTP alone. */
export function apiHandlers(dependencies: HttpDependencies): ApiHandlers {
  const { ticketing, accounts } = dependencies;
  const cookie = sessionCookie(dependencies.publicUrl);
  return {
    receiveAlerts: async ({ body }) => ({ ok: await ticketing.receiveAlerts(body.alerts, 'webhook') }),
    logIn: async ({ body, response }) => {
      const { user, sessionToken, csrfToken } = await logIn(accounts, body);
      cookie.set(response, sessionToken);
      return { ok: sessionOf(user, csrfToken) };
    },
    getSession: async ({ asker }) => ({
      ok: sessionOf(personOf(asker), asker.kind === 'user' ? asker.csrfToken : ''),
    }),
    logOut: async ({ sessionToken, response }) => {
      if (sessionToken !== null) await accounts.logOut(sessionToken);
      cookie.clear(response);
      return { ok: {} };
    },
    listWorkOrders: async ({ asker, query, response }) => {
      const list = await ticketing.listWorkOrders(personOf(asker), query);
      response.set('ETag', workOrderListEtag(list));
      return { ok: list };
    },
    summariseWorkOrders: async () => ({ ok: await ticketing.summariseWorkOrders() }),
    getWorkOrder: ({ asker, id }) => ticketing.getWorkOrder(personOf(asker), id),
    getWorkOrderEvents: ({ asker, id }) => ticketing.getWorkOrderEvents(personOf(asker), id),
    getWorkOrderPicture: ({ asker, id, picture }) =>
      ticketing.getWorkOrderPicture(personOf(asker), id, Number(picture)),
    explainDiagnosis: ({ asker, id }) => ticketing.explainDiagnosis(personOf(asker), id),
    getRecordedCase: ({ asker, id, response }) => {
      response.attachment(`roundsman-${id}.json.gz`);
      return ticketing.getRecordedCase(personOf(asker), id);
    },
    commandWorkOrder: ({ asker, id, body }) => ticketing.command(personOf(asker), id, body),
    declareMaintenance: ({ asker, body }) => ticketing.declareMaintenance(personOf(asker), body),
    listMaintenance: ({ asker }) => ticketing.listMaintenance(personOf(asker)),
    endMaintenance: ({ asker, id }) => ticketing.endMaintenance(personOf(asker), id),
    listAssignees: async ({ asker }) => {
      if (personOf(asker).role === 'police') throw new HttpProblem('forbidden');
      return { ok: await ticketing.listAssignees() };
    },
    reportFault: ({ asker, body }) => {
      const user = asker.kind === 'user' ? asker.user : null;
      return ticketing.reportFault(user, body, sourceOf(user, body));
    },
    trackReport: ({ trackingToken }) => ticketing.trackReport(trackingToken),
    getSlaReport: async ({ asker, query }) => ({
      ok: await ticketing.slaReport(asker.kind === 'user' ? asker.user : null, query),
    }),
    getPriors: ({ asker }) => ticketing.priorHistory(personOf(asker)),
    activatePriors: ({ asker, body }) => ticketing.activatePriors(personOf(asker), body.version),
    getDiagnosisAccuracy: ({ asker, query }) => ticketing.diagnosisAccuracy(personOf(asker), query),
  };
}
