import { pathParameters, type Route, type RouteName, routes } from '@roundsman/contract/api.ts';
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import type { z } from 'zod';
import type { Outcome } from '../../application/ticketing.ts';
import type { ApiHandlers, Call } from './apiHandlers.ts';
import type { Asker, Authenticate } from './authentication.ts';
import { HttpProblem, invalidRequest, rejectionProblem } from './httpProblem.ts';
import type { SessionCookie } from './sessionCookie.ts';

const askers = new WeakMap<Request, Asker>();

function parsed<T extends z.ZodType>(schema: T, value: unknown, where: 'body' | 'query'): z.output<T> {
  const result = schema.safeParse(value);
  if (!result.success) throw invalidRequest(result.error, where);
  return result.data;
}

/** A path that cannot be one is simply not found. */
function pathParameter(request: Request, name: keyof typeof pathParameters): string {
  if (!(name in request.params)) return '';
  const result = pathParameters[name].safeParse(request.params[name]);
  if (!result.success) throw new HttpProblem('not_found');
  return result.data;
}

/** The webhook may bring thousands of alerts at once; a person's command or report is short. */
const bodyLimit = (name: RouteName): string => (name === 'receiveAlerts' ? '2mb' : '64kb');

/**
 * Whether the asker has what would be answered. Express would not say so to a browser that sends `If-None-Match` by script, since
 * that adds `Cache-Control: no-cache`; but nothing here comes out of a cache that could be passed over.
 */
function isKnown(request: Request, response: Response): boolean {
  const etag = response.get('ETag');
  const known = (request.get('if-none-match') ?? '').split(',').map((one) => one.trim());
  return etag !== undefined && known.includes(etag);
}

/** What the binder needs beside the route: who asks, the brakes, and what is done. */
export interface Binding {
  authenticate: Authenticate;
  cookie: SessionCookie;
  handlers: ApiHandlers;
  /** Middleware after the body is read, such as rate limits. */
  brakes: Partial<Record<RouteName, RequestHandler[]>>;
}

/**
 * Mounts one route of the contract: who asks is known before the body is read; path, query and body are parsed by the
 * contract; the reply is too, so that nothing leaves that the contract does not name.
 */
export function bindRoute<N extends RouteName>(router: Router, name: N, binding: Binding): void {
  const route: Route = routes[name];
  const handler: (call: Call<N>) => Promise<Outcome<unknown>> = binding.handlers[name];

  const authenticated = async (request: Request, _response: Response, next: NextFunction): Promise<void> => {
    askers.set(request, await binding.authenticate(request, route.authentication));
    next();
  };

  const answered = async (request: Request, response: Response): Promise<void> => {
    const asker = askers.get(request) ?? { kind: 'nobody' };
    const input = {
      asker,
      id: pathParameter(request, 'id'),
      trackingToken: pathParameter(request, 'trackingToken'),
      picture: pathParameter(request, 'picture'),
      query: route.query ? parsed(route.query, request.query, 'query') : undefined,
      body: route.body ? parsed(route.body, request.body, 'body') : undefined,
      sessionToken: binding.cookie.read(request),
      response,
    };
    // The table's schemas made these values; TypeScript cannot follow a schema through an index by name.
    const outcome = await handler(input as Call<N>);
    if ('rejected' in outcome) throw rejectionProblem(outcome);
    response.set('Cache-Control', route.method === 'get' ? 'private, no-cache' : 'no-store');
    const reply = route.reply.parse(outcome.ok);
    if (isKnown(request, response)) response.status(304).end();
    else if (reply instanceof Uint8Array)
      response
        .status(route.status)
        .type(route.media ?? '')
        .send(Buffer.from(reply));
    else response.status(route.status).json(reply);
  };

  const reader = route.body ? [express.json({ limit: bodyLimit(name) })] : [];
  router[route.method](route.path, authenticated, ...reader, ...(binding.brakes[name] ?? []), answered);
}
