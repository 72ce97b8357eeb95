import { z } from 'zod';
import { webhookBody } from './alertmanager.ts';
import { faultReport, faultReportReceipt, tracking } from './faultReport.ts';
import { diagnosisAccuracy } from './diagnosisAccuracy.ts';
import type { ErrorCode } from './errors.ts';
import { instant } from './evidence.ts';
import { explanation } from './explanation.ts';
import { identifier } from './inventory/schema.ts';
import { login, session } from './session.ts';
import { maintenance, maintenanceDeclaration, maintenanceList } from './maintenance.ts';
import { priorChoice, priorHistory } from './priors.ts';
import { slaReport } from './slaReport.ts';
import { finishedStates, workOrderStates } from './vocabulary.ts';
import { assignees, command, workOrder, workOrderEvents, workOrderList, workOrderSummary } from './workOrder.ts';

/** How a route knows who asks. `user`: session cookie (with CSRF token for writes), or service token with Grafana's `X-Grafana-Id`. */
export type Authentication = 'public' | 'webhook_token' | 'metrics_token' | 'service_token' | 'user';

export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  authentication: readonly Authentication[];
  query?: z.ZodObject;
  body?: z.ZodType;
  reply: z.ZodType;
  /** What the reply is where it is not JSON. */
  media?: 'image/jpeg' | 'application/gzip';
  status: number;
  errors: readonly ErrorCode[];
}

/** `state=unfinished` stands for all states that still need somebody. */
export const workOrderQuery = z.strictObject({
  state: z.enum(['unfinished', ...workOrderStates]).default('unfinished'),
  party: identifier.optional(),
  site: identifier.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
});
export type WorkOrderQuery = z.infer<typeof workOrderQuery>;

/** What the variable parts of the paths must look like; anything else is not found. */
export const pathParameters = {
  id: z.uuid(),
  /** Counts the pictures of an order from 1. */
  picture: z.string().regex(/^[1-9][0-9]{0,2}$/),
  /** 128 random bits or more, base64url. */
  trackingToken: z.string().regex(/^[A-Za-z0-9_-]{22,86}$/),
} as const;

export const slaReportQuery = z.strictObject({ from: instant, to: instant, party: identifier.optional() });

/** `party`: held responsible, by a verdict or by what was found. `district`: with a site there. */
export const diagnosisAccuracyQuery = slaReportQuery.extend({ district: identifier.optional() });

const nothing = z.strictObject({});
const routeTable = <T extends Record<string, Route>>(routes: T): T => routes;
const identified = ['unauthenticated', 'forbidden', 'too_many_requests', 'database_unavailable', 'internal'] as const;

/** Every route of the ticketing service under `/api/v1`. The OpenAPI document is made from it. */
export const routes = routeTable({
  receiveAlerts: {
    method: 'post',
    path: '/alerts',
    summary: "Take in Alertmanager's webhook. 200 means durable.",
    authentication: ['webhook_token'],
    body: webhookBody,
    reply: z.strictObject({ accepted: z.int().nonnegative() }),
    status: 200,
    errors: ['invalid_request', 'unauthenticated', 'body_too_large', 'database_unavailable'],
  },
  logIn: {
    method: 'post',
    path: '/session',
    summary: 'Log in; sets the session cookie.',
    authentication: ['public'],
    body: login,
    reply: session,
    status: 200,
    errors: ['invalid_request', 'wrong_credentials', 'too_many_requests', 'database_unavailable'],
  },
  getSession: {
    method: 'get',
    path: '/session',
    summary: 'Who is logged in.',
    authentication: ['user'],
    reply: session,
    status: 200,
    errors: identified,
  },
  logOut: {
    method: 'delete',
    path: '/session',
    summary: 'Log out.',
    authentication: ['user'],
    reply: nothing,
    status: 200,
    errors: [...identified, 'csrf_token_wrong'],
  },
  listWorkOrders: {
    method: 'get',
    path: '/work-orders',
    summary: 'Work orders that the asker may see, the next to run out first. Answers with an ETag.',
    authentication: ['user'],
    query: workOrderQuery,
    reply: workOrderList,
    status: 200,
    errors: ['invalid_request', ...identified],
  },
  summariseWorkOrders: {
    method: 'get',
    path: '/work-orders/summary',
    summary: 'Counts by state, for whoever may read the dashboard.',
    authentication: ['user', 'service_token'],
    reply: workOrderSummary,
    status: 200,
    errors: identified,
  },
  getWorkOrder: {
    method: 'get',
    path: '/work-orders/:id',
    summary: 'One work order.',
    authentication: ['user'],
    reply: workOrder,
    status: 200,
    errors: ['not_found', ...identified],
  },
  getWorkOrderEvents: {
    method: 'get',
    path: '/work-orders/:id/events',
    summary: 'The record of a work order, and whether its hash chain is intact.',
    authentication: ['user'],
    reply: workOrderEvents,
    status: 200,
    errors: ['not_found', ...identified],
  },
  getWorkOrderPicture: {
    method: 'get',
    path: '/work-orders/:id/pictures/:picture',
    summary: 'A picture in which the fault of a work order shows, exactly as it was kept.',
    authentication: ['user'],
    reply: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    media: 'image/jpeg',
    status: 200,
    errors: ['not_found', ...identified],
  },
  explainDiagnosis: {
    method: 'get',
    path: '/diagnosis/:id',
    summary: 'Why this cause and not that one, for whoever may see a work order that came of it.',
    authentication: ['user'],
    reply: explanation,
    status: 200,
    errors: ['not_found', ...identified],
  },
  getRecordedCase: {
    method: 'get',
    path: '/diagnosis/:id/case',
    summary: 'What a diagnosis was made from, as a file that `npm run diagnose` judges anew: JSON, packed by gzip.',
    authentication: ['user'],
    reply: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    media: 'application/gzip',
    status: 200,
    errors: ['not_found', ...identified],
  },
  commandWorkOrder: {
    method: 'post',
    path: '/work-orders/:id/commands',
    summary: 'Do something to a work order; answers the order as it is then.',
    authentication: ['user'],
    body: command,
    reply: workOrder,
    status: 200,
    errors: [
      'invalid_request',
      'not_found',
      'command_not_possible',
      'cause_missing',
      'approver_is_assignee',
      'nobody_on_duty',
      'csrf_token_wrong',
      'body_too_large',
      ...identified,
    ],
  },
  declareMaintenance: {
    method: 'post',
    path: '/maintenance',
    summary: 'Declare planned works: what fails there meanwhile is recorded, and nobody is sent before they are over.',
    authentication: ['user'],
    body: maintenanceDeclaration,
    reply: maintenance,
    status: 201,
    errors: ['invalid_request', 'approver_is_declarer', 'csrf_token_wrong', 'body_too_large', ...identified],
  },
  listMaintenance: {
    method: 'get',
    path: '/maintenance',
    summary: 'Planned works that are coming or running, and those of the last 30 days.',
    authentication: ['user'],
    reply: maintenanceList,
    status: 200,
    errors: identified,
  },
  endMaintenance: {
    method: 'delete',
    path: '/maintenance/:id',
    summary: 'End planned works before their time, or withdraw them before they begin.',
    authentication: ['user'],
    reply: maintenance,
    status: 200,
    errors: ['not_found', 'csrf_token_wrong', ...identified],
  },
  listAssignees: {
    method: 'get',
    path: '/assignees',
    summary: 'Parties and their people, and who is on duty.',
    authentication: ['user'],
    reply: assignees,
    status: 200,
    errors: identified,
  },
  reportFault: {
    method: 'post',
    path: '/reports',
    summary: 'Report a fault as a citizen, police user, inspector or person on site.',
    authentication: ['public', 'user'],
    body: faultReport,
    reply: faultReportReceipt,
    status: 201,
    errors: [
      'invalid_request',
      'not_found',
      'csrf_token_wrong',
      'body_too_large',
      'too_many_requests',
      'database_unavailable',
    ],
  },
  trackReport: {
    method: 'get',
    path: '/reports/:trackingToken',
    summary: 'How a report stands.',
    authentication: ['public'],
    reply: tracking,
    status: 200,
    errors: ['not_found', 'too_many_requests', 'database_unavailable'],
  },
  getSlaReport: {
    method: 'get',
    path: '/sla',
    summary: 'Compliance by party and clock of the orders opened in an interval.',
    authentication: ['user', 'service_token'],
    query: slaReportQuery,
    reply: slaReport,
    status: 200,
    errors: ['invalid_request', ...identified],
  },
  getPriors: {
    method: 'get',
    path: '/priors',
    summary:
      'How often each class strikes, as learnt from what was found: every version that was proposed, and when which took effect.',
    authentication: ['user'],
    reply: priorHistory,
    status: 200,
    errors: identified,
  },
  activatePriors: {
    method: 'post',
    path: '/priors/activation',
    summary: 'Let the diagnosis go by a version of the learnt priors; version 0 goes back to the built-in ones.',
    authentication: ['user'],
    body: priorChoice,
    reply: priorHistory,
    status: 200,
    errors: ['invalid_request', 'csrf_token_wrong', 'body_too_large', ...identified],
  },
  getDiagnosisAccuracy: {
    method: 'get',
    path: '/diagnosis-accuracy',
    summary: 'What the diagnosis named against what was found, of closed orders that were opened in an interval.',
    authentication: ['user'],
    query: diagnosisAccuracyQuery,
    reply: diagnosisAccuracy,
    status: 200,
    errors: ['invalid_request', ...identified],
  },
});
export type RouteName = keyof typeof routes;

/** States that `unfinished` stands for. */
export const unfinishedStates = workOrderStates.filter((state) => !finishedStates.has(state));
