import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { HttpDependencies } from './httpDependencies.ts';

/** The id under which a request is found in the log; also in `X-Request-Id` and in every problem. */
export function requestIdOf(response: Response): string | undefined {
  const id: unknown = response.locals['requestId'];
  return typeof id === 'string' ? id : undefined;
}

/** The pattern of the route that answered: paths carry ids and tracking tokens, which belong in neither logs nor labels. */
function routeOf(request: Request): string {
  const matched: unknown = Reflect.get(Object(request.route), 'path');
  return typeof matched === 'string' ? `${request.baseUrl}${matched}` : 'unmatched';
}

/** Gives each request its id, and when it is answered, one line of log and one observation. */
export function requestLog({ logger, metrics }: Pick<HttpDependencies, 'logger' | 'metrics'>): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    const started = process.hrtime.bigint();
    response.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      const line = { method: request.method, route: routeOf(request), status: response.statusCode, seconds };
      metrics.observeRequest(line);
      logger.debug({ ...line, requestId }, response.writableFinished ? 'request' : 'request ended by its client');
    });
    next();
  };
}
