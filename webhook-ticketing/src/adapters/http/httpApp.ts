import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { mobileRouter } from '../../mobile/mobileRouter.ts';
import { apiRouter } from './apiRouter.ts';
import { authentication } from './authentication.ts';
import type { HttpDependencies } from './httpDependencies.ts';
import { sendProblem } from './httpProblem.ts';
import { operationsRouter } from './operationsRouter.ts';
import { problemOf } from './problemOf.ts';
import { rateLimits } from './rateLimits.ts';
import { requestDeadline } from './requestDeadline.ts';
import { requestIdOf, requestLog } from './requestLog.ts';
import { securityHeaders } from './securityHeaders.ts';

const deadlineMs = 25_000;

/** The whole of the service's HTTP: REST API under `/api/v1`, pages for phones, and what operations ask. */
export function createHttpApp(dependencies: HttpDependencies): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', dependencies.trustedProxies?.length ? [...dependencies.trustedProxies] : false);
  app.set('query parser', 'simple');

  const limits = rateLimits();
  app.use(requestLog(dependencies), ...securityHeaders(dependencies.publicUrl), requestDeadline(deadlineMs));
  app.use(operationsRouter(dependencies));
  app.use('/api/v1', apiRouter(dependencies, authentication(dependencies), limits));
  app.use(mobileRouter(dependencies, limits));

  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    const problem = problemOf(error);
    const requestId = requestIdOf(response);
    if (problem.code === 'internal') dependencies.logger.error({ err: error, requestId }, 'request failed');
    if (response.headersSent) next(error);
    else sendProblem(response, problem, requestId);
  });
  return app;
}
