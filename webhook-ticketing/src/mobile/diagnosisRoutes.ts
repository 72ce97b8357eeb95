import { pathParameters } from '@roundsman/contract/api.ts';
import type { Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem, rejectionProblem } from '../adapters/http/httpProblem.ts';
import { diagnosisPage } from './diagnosisPage.ts';
import { sendPage } from './layout.ts';
import { visitOf } from './visit.ts';

/** The page that explains a diagnosis, for those who may see an order that came of it. */
export function diagnosisRoutes(router: Router, dependencies: HttpDependencies): void {
  router.get('/diagnosis/:id', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const id = pathParameters.id.safeParse(request.params['id']);
    if (!id.success) throw new HttpProblem('not_found');
    if (!visit.user) {
      response.redirect(303, `/login?next=${encodeURIComponent(`/diagnosis/${id.data}`)}`);
      return;
    }
    const explained = await dependencies.ticketing.explainDiagnosis(visit.user, id.data);
    if ('rejected' in explained) throw rejectionProblem(explained);
    sendPage(response, visit, diagnosisPage(visit, explained.ok));
  });
}
