import { type RouteName, routes } from '@roundsman/contract/api.ts';
import { openApiDocument } from '@roundsman/contract/openapi.ts';
import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { apiHandlers } from './apiHandlers.ts';
import type { Authenticate } from './authentication.ts';
import { bindRoute } from './bindRoute.ts';
import type { HttpDependencies, WebhookRefusal } from './httpDependencies.ts';
import { HttpProblem, sendProblem } from './httpProblem.ts';
import { problemOf } from './problemOf.ts';
import type { RateLimits } from './rateLimits.ts';
import { requestIdOf } from './requestLog.ts';
import { sessionCookie } from './sessionCookie.ts';

function refusal(problem: HttpProblem): WebhookRefusal | null {
  if (problem.code === 'unauthenticated') return 'wrong_token';
  if (problem.code === 'body_too_large') return 'too_large';
  if (problem.code !== 'invalid_request') return null;
  return problem.field === 'body' && problem.detail?.includes('JSON') ? 'not_json' : 'wrong_shape';
}

/** Every route of the contract's table, the OpenAPI document made from it, and problem+json for whatever goes wrong. */
export function apiRouter(dependencies: HttpDependencies, authenticate: Authenticate, limits: RateLimits): Router {
  const { logger, metrics } = dependencies;
  const router = express.Router();
  const document = openApiDocument();
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });

  const binding = {
    authenticate,
    cookie: sessionCookie(dependencies.publicUrl),
    handlers: apiHandlers(dependencies),
    brakes: { logIn: limits.logIn, reportFault: limits.report, trackReport: limits.track },
  };
  for (const name of Object.keys(routes) as RouteName[]) bindRoute(router, name, binding);

  router.use(() => {
    throw new HttpProblem('not_found');
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = problemOf(error);
    const requestId = requestIdOf(response);
    if (problem.code === 'internal') logger.error({ err: error, requestId }, 'request failed');
    const refused = request.path === routes.receiveAlerts.path ? refusal(problem) : null;
    if (refused) {
      metrics.countRefusedWebhook(refused);
      logger.warn({ requestId, reason: refused, field: problem.field, detail: problem.detail }, 'webhook body refused');
    }
    if (response.headersSent) next(error);
    else sendProblem(response, problem, requestId);
  });
  return router;
}
