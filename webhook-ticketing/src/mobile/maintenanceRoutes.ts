import { pathParameters } from '@roundsman/contract/api.ts';
import { errors } from '@roundsman/contract/errors.ts';
import { maintenanceDeclaration, type MaintenanceDeclaration } from '@roundsman/contract/maintenance.ts';
import type { Request, Response, Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem, invalidRequest, rejectionProblem } from '../adapters/http/httpProblem.ts';
import type { Outcome, User } from '../application/ticketing.ts';
import { sendPage } from './layout.ts';
import { maintenancePage } from './maintenancePage.ts';
import { problemNotice } from './notice.ts';
import { formOf, type Visit, visitOf } from './visit.ts';
import { fieldTime, instantAt } from './wallTime.ts';

const path = '/field/maintenance';
const suggestedHours = 2;

const granted = <T>(outcome: Outcome<T>): T => {
  if ('rejected' in outcome) throw rejectionProblem(outcome);
  return outcome.ok;
};

/** The declaration that the fields of the form say. Throws `invalid_request` naming the field. */
function declarationOf(fields: Record<string, string>, timeZone: string): MaintenanceDeclaration {
  const { idempotencyKey, kind, ids = '', from = '', to = '', approver, reason } = fields;
  const named = ids
    .split(/[,，\s]+/)
    .map((id) => id.trim())
    .filter((id) => id !== '');
  const [first] = named;
  if (kind === 'district' && named.length > 1) {
    throw new HttpProblem('invalid_request', { field: 'ids', detail: 'name one district; declare others separately' });
  }
  const area = kind === 'district' ? { kind, district: first } : { kind, [kind ?? '']: named };
  const result = maintenanceDeclaration.safeParse({
    id: idempotencyKey,
    area,
    from: instantAt(from, timeZone),
    to: instantAt(to, timeZone),
    approver,
    reason,
  });
  if (!result.success) throw invalidRequest(result.error, 'body');
  return result.data;
}

/** The pages of planned works. */
export function maintenanceRoutes(router: Router, dependencies: HttpDependencies): void {
  const { ticketing, timeZone } = dependencies;

  const person = (visit: Visit, response: Response): User | null => {
    if (visit.user) return visit.user;
    response.redirect(303, `/login?next=${encodeURIComponent(path)}`);
    return null;
  };

  const show = async (
    response: Response,
    visit: Visit,
    user: User,
    refused?: { fields: Record<string, string>; problem: HttpProblem },
  ): Promise<void> => {
    const { maintenances } = granted(await ticketing.listMaintenance(user));
    const suggested = {
      from: fieldTime(visit.now.getTime(), timeZone),
      to: fieldTime(visit.now.getTime() + suggestedHours * 3_600_000, timeZone),
    };
    const page = maintenancePage(
      { ...visit, path },
      {
        maintenances,
        mayDeclare: user.role === 'operator' || user.role === 'admin',
        fields: refused?.fields ?? suggested,
        problem: refused ? problemNotice(visit, refused.problem) : null,
        ...(refused && { status: errors[refused.problem.code].status }),
      },
    );
    sendPage(response, { ...visit, path }, page);
  };

  router.get(path, async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const user = person(visit, response);
    if (user) await show(response, visit, user);
  });

  /** A posted form; what is refused is shown with the reason, and with what was filled in. */
  const posted = async (
    request: Request,
    response: Response,
    act: (user: User, fields: Record<string, string>) => Promise<unknown>,
  ): Promise<void> => {
    const visit = await visitOf(dependencies, request, response);
    const user = person(visit, response);
    if (!user) return;
    const fields = formOf(request, visit);
    try {
      await act(user, fields);
      response.redirect(303, path);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.code === 'not_found' || error.code === 'forbidden') throw error;
      await show(response, visit, user, { fields, problem: error });
    }
  };

  router.post(path, (request, response) =>
    posted(request, response, async (user, fields) =>
      granted(await ticketing.declareMaintenance(user, declarationOf(fields, timeZone))),
    ),
  );

  router.post(`${path}/:id/end`, (request, response) =>
    posted(request, response, async (user) => {
      const id = pathParameters.id.safeParse(request.params['id']);
      if (!id.success) throw new HttpProblem('not_found');
      granted(await ticketing.endMaintenance(user, id.data));
    }),
  );
}
