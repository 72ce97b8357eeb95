import { randomUUID } from 'node:crypto';
import { pathParameters } from '@roundsman/contract/api.ts';
import { errors } from '@roundsman/contract/errors.ts';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { tracking } from '@roundsman/contract/faultReport.ts';
import type { Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem, rejectionProblem } from '../adapters/http/httpProblem.ts';
import type { RateLimits } from '../adapters/http/rateLimits.ts';
import { sourceOf } from '../adapters/http/reportSource.ts';
import { sendPage } from './layout.ts';
import { reportOf } from './reportFields.ts';
import { reportPage } from './reportPage.ts';
import { trackingPage } from './trackingPage.ts';
import { formOf, visitBy, visitOf } from './visit.ts';

/** The pages of those who see that something is broken: report it, and follow what comes of it. */
export function reportRoutes(router: Router, dependencies: HttpDependencies, limits: RateLimits): void {
  const { ticketing, inventory } = dependencies;

  router.get('/report', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const fields = Object.fromEntries(
      ['element', 'site'].flatMap((name) => {
        const value = identifier.safeParse(String(request.query[name] ?? '').toLowerCase());
        return value.success ? [[name, value.data]] : [];
      }),
    );
    sendPage(response, visit, reportPage(visit, { inventory, key: randomUUID(), fields }));
  });

  router.post('/report', ...limits.report, async (request, response) => {
    const visit = { ...(await visitOf(dependencies, request, response)), path: '/report' };
    const fields = formOf(request, visit);
    try {
      const report = reportOf(fields, visit.language);
      const outcome = await ticketing.reportFault(visit.user, report, sourceOf(visit.user, report));
      if ('rejected' in outcome) throw rejectionProblem(outcome);
      const { trackingToken, joinedOpenOrder } = outcome.ok;
      response.redirect(303, `/track/${trackingToken}?sent=${joinedOpenOrder ? 'joined' : 'new'}`);
    } catch (error) {
      if (!(error instanceof HttpProblem)) throw error;
      const page = { inventory, key: randomUUID(), fields, problem: error, status: errors[error.code].status };
      sendPage(response, visit, reportPage(visit, page));
    }
  });

  router.get('/track/:trackingToken', ...limits.track, async (request, response) => {
    // Whoever has the link sees the same, logged in or not.
    const visit = visitBy(dependencies, request, response);
    const token = pathParameters.trackingToken.safeParse(request.params['trackingToken']);
    if (!token.success) throw new HttpProblem('not_found');
    const outcome = await ticketing.trackReport(token.data);
    if ('rejected' in outcome) throw rejectionProblem(outcome);
    const { sent } = request.query;
    const fresh = sent === 'new' || sent === 'joined' ? sent : null;
    sendPage(response, visit, trackingPage(visit, tracking.parse(outcome.ok), fresh, `/track/${token.data}`));
  });
}
