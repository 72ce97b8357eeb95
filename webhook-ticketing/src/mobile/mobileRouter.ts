import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem } from '../adapters/http/httpProblem.ts';
import { problemOf } from '../adapters/http/problemOf.ts';
import type { RateLimits } from '../adapters/http/rateLimits.ts';
import { requestIdOf } from '../adapters/http/requestLog.ts';
import { accountRoutes } from './accountRoutes.ts';
import { diagnosisRoutes } from './diagnosisRoutes.ts';
import { errorPage, type Unsent } from './errorPage.ts';
import { fieldRoutes } from './fieldRoutes.ts';
import { sendPage } from './layout.ts';
import { maintenanceRoutes } from './maintenanceRoutes.ts';
import { reportRoutes } from './reportRoutes.ts';
import { staticFiles } from './staticFiles.ts';
import { visitBy } from './visit.ts';

/** What was posted and can be posted again; a password is never put into a page. */
function unsentForm(request: Request): Unsent | null {
  if (request.method !== 'POST' || request.path === '/login') return null;
  const fields = Object.entries(Object(request.body) as Record<string, unknown>);
  return {
    action: request.path,
    fields: fields.filter((field): field is [string, string] => typeof field[1] === 'string'),
  };
}

/** The pages of engineers, operators and citizens: forms that work without JavaScript, in both languages. */
export function mobileRouter(dependencies: HttpDependencies, limits: RateLimits): Router {
  const router = express.Router();
  router.use(staticFiles());
  router.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 }));
  router.get('/', (_request, response) => {
    response.redirect(303, '/field');
  });
  accountRoutes(router, dependencies, limits);
  fieldRoutes(router, dependencies);
  maintenanceRoutes(router, dependencies);
  diagnosisRoutes(router, dependencies);
  reportRoutes(router, dependencies, limits);

  router.use(() => {
    throw new HttpProblem('not_found');
  });
  router.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
    const problem = problemOf(error);
    const requestId = requestIdOf(response);
    if (problem.code === 'internal') dependencies.logger.error({ err: error, requestId }, 'page failed');
    if (response.headersSent) {
      next(error);
      return;
    }
    if (problem.code === 'database_unavailable') response.set('Retry-After', '5');
    // Without asking for the session: the database may be what is missing.
    const visit = visitBy(dependencies, request, response);
    sendPage(response, visit, errorPage(visit, problem, requestId, unsentForm(request)));
  });
  return router;
}
