import { pathParameters, workOrderQuery } from '@roundsman/contract/api.ts';
import { errors } from '@roundsman/contract/errors.ts';
import { commandNames } from '@roundsman/contract/workOrder.ts';
import type { Request, Response, Router } from 'express';
import type { HttpDependencies } from '../adapters/http/httpDependencies.ts';
import { HttpProblem, rejectionProblem } from '../adapters/http/httpProblem.ts';
import type { Outcome, User } from '../application/ticketing.ts';
import { commandOf } from './commandFields.ts';
import { sendPage } from './layout.ts';
import { problemNotice } from './notice.ts';
import { orderListPage } from './orderList.ts';
import { orderPage } from './orderPage.ts';
import { formOf, type Visit, visitOf } from './visit.ts';

const granted = <T>(outcome: Outcome<T>): T => {
  if ('rejected' in outcome) throw rejectionProblem(outcome);
  return outcome.ok;
};

const orderIdOf = (request: Request): string => {
  const id = pathParameters.id.safeParse(request.params['id']);
  if (!id.success) throw new HttpProblem('not_found');
  return id.data;
};

/** The pages of those who work on orders. Showing one changes nothing: every step is a form that is posted. */
export function fieldRoutes(router: Router, dependencies: HttpDependencies): void {
  const { ticketing, inventory } = dependencies;

  /** The person who asks; null after having sent a visitor to the login. */
  const person = (visit: Visit, response: Response, returnTo: string): User | null => {
    if (visit.user) return visit.user;
    response.redirect(303, `/login?next=${encodeURIComponent(returnTo)}`);
    return null;
  };

  const showOrder = async (request: Request, response: Response, visit: Visit, user: User, problem?: HttpProblem) => {
    const id = orderIdOf(request);
    const order = granted(await ticketing.getWorkOrder(user, id));
    const record = granted(await ticketing.getWorkOrderEvents(user, id));
    const assignees = order.actions.includes('dispatch') ? await ticketing.listAssignees() : null;
    const done = problem ? undefined : commandNames.find((name) => name === request.query['done']);
    const page = orderPage(
      { ...visit, path: `/field/orders/${id}` },
      {
        order,
        record,
        inventory,
        assignees,
        done: done ?? null,
        problem: problem ? problemNotice(visit, problem) : null,
        ...(problem && { status: errors[problem.code].status }),
      },
    );
    sendPage(response, { ...visit, path: `/field/orders/${id}` }, page);
  };

  router.get('/field', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const user = person(visit, response, '/field');
    if (!user) return;
    const list = await ticketing.listWorkOrders(user, workOrderQuery.parse({}));
    sendPage(response, visit, orderListPage(visit, user, list));
  });

  router.get('/field/orders/:id', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const user = person(visit, response, `/field/orders/${orderIdOf(request)}`);
    if (user) await showOrder(request, response, visit, user);
  });

  router.post('/field/orders/:id/commands', async (request, response) => {
    const visit = await visitOf(dependencies, request, response);
    const id = orderIdOf(request);
    const user = person(visit, response, `/field/orders/${id}`);
    if (!user) return;
    const fields = formOf(request, visit);
    try {
      const command = commandOf(fields);
      granted(await ticketing.command(user, id, command));
      response.redirect(303, `/field/orders/${id}?done=${command.command}`);
    } catch (error) {
      if (!(error instanceof HttpProblem) || error.code === 'not_found') throw error;
      await showOrder(request, response, visit, user, error);
    }
  });
}
