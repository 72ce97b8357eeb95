import { z } from 'zod';
import { webhookAlert, webhookBody } from './alertmanager.ts';
import { type Authentication, pathParameters, type Route, type RouteName, routes } from './api.ts';
import { diagnosisAccuracy, proportion, verdictAccuracy } from './diagnosisAccuracy.ts';
import { errors, problem } from './errors.ts';
import { candidate, diagnosis } from './evidence.ts';
import { explanation } from './explanation.ts';
import { faultReport, faultReportReceipt, tracking } from './faultReport.ts';
import { login, session } from './session.ts';
import { priorHistory } from './priors.ts';
import { slaLine, slaReport } from './slaReport.ts';
import { localizedText } from './text.ts';
import {
  assignees,
  command,
  slaClock,
  workOrder,
  workOrderEvent,
  workOrderEvents,
  workOrderList,
} from './workOrder.ts';
import { workOrderSummary } from './workOrder.ts';

type Json = Record<string, unknown>;

/** Schemas that get a name of their own in the document; all others are written where they are used. */
const requestSchemas = {
  Command: command,
  FaultReport: faultReport,
  Login: login,
  WebhookAlert: webhookAlert,
  WebhookBody: webhookBody,
};
const replySchemas = {
  Assignees: assignees,
  Candidate: candidate,
  Diagnosis: diagnosis,
  Explanation: explanation,
  DiagnosisAccuracy: diagnosisAccuracy,
  FaultReportReceipt: faultReportReceipt,
  LocalizedText: localizedText,
  PriorHistory: priorHistory,
  Problem: problem,
  Proportion: proportion,
  Session: session,
  SlaClock: slaClock,
  SlaLine: slaLine,
  SlaReport: slaReport,
  Tracking: tracking,
  VerdictAccuracy: verdictAccuracy,
  WorkOrder: workOrder,
  WorkOrderEvent: workOrderEvent,
  WorkOrderEvents: workOrderEvents,
  WorkOrderList: workOrderList,
  WorkOrderSummary: workOrderSummary,
};

const reference = (name: string): string => `#/components/schemas/${name}`;

/** What zod adds for schemas that stand alone, and a document of many does not carry. */
function withoutIdentity({ $schema: _schema, $id: _id, ...rest }: Json): Json {
  return rest;
}

function named(schemas: Record<string, z.ZodType>, io: 'input' | 'output'): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const made = z.toJSONSchema(registry, { io, uri: reference });
  return Object.fromEntries(Object.entries(made.schemas).map(([id, schema]) => [id, withoutIdentity({ ...schema })]));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const names: [string, z.ZodType][] = Object.entries(io === 'input' ? requestSchemas : replySchemas);
  const [name] = names.find(([, candidateSchema]) => candidateSchema === schema) ?? [];
  return name === undefined ? withoutIdentity({ ...z.toJSONSchema(schema, { io }) }) : { $ref: reference(name) };
}

/** `user` is either of two: a session cookie (with `X-CSRF-Token` for writes), or Grafana's word for its user. */
const security: Record<Authentication, readonly Json[]> = {
  public: [{}],
  webhook_token: [{ webhookToken: [] }],
  metrics_token: [{ metricsToken: [] }],
  service_token: [{ serviceToken: [] }],
  user: [{ sessionCookie: [] }, { serviceToken: [], grafanaIdentity: [] }],
};

const bearer = (description: string): Json => ({ type: 'http', scheme: 'bearer', description });
const securitySchemes = {
  webhookToken: bearer('The token that Alertmanager sends.'),
  serviceToken: bearer('The token that Grafana sends; alone it reads aggregates only.'),
  metricsToken: bearer('The token that Prometheus sends.'),
  sessionCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-roundsman',
    description: 'Set by logging in. Requests that change something also send `X-CSRF-Token` from the session.',
  },
  grafanaIdentity: {
    type: 'apiKey',
    in: 'header',
    name: 'X-Grafana-Id',
    description: "Grafana's signed identity of its user (ES256), verified by Grafana's published keys.",
  },
};

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const pathParametersOf = (path: string): Json[] =>
  Object.entries(pathParameters)
    .filter(([name]) => path.split('/').includes(`:${name}`))
    .map(([name, schema]) => ({ name, in: 'path', required: true, schema: schemaOf(schema, 'input') }));

/** Every status that the route can answer with an error, and the codes of the error table behind it. */
function errorReplies(route: Route): Json {
  const byStatus = Map.groupBy(new Set(route.errors), (code) => errors[code].status);
  const replies = [...byStatus].sort(([one], [other]) => one - other);
  return Object.fromEntries(
    replies.map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${errors[code].title.en}`).join('; '),
        content: { 'application/problem+json': { schema: schemaOf(problem, 'output') } },
      },
    ]),
  );
}

function operation(name: RouteName): Json {
  const route: Route = routes[name];
  const parameters = [...pathParametersOf(route.path), ...(route.query ? queryParameters(route.query) : [])];
  const body = route.body && {
    required: true,
    content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
  };
  return {
    operationId: name,
    summary: route.summary,
    security: route.authentication.flatMap((way) => security[way]),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: {
      [route.status]: {
        description: 'Done.',
        content: route.media
          ? { [route.media]: { schema: { type: 'string', format: 'binary' } } }
          : { 'application/json': { schema: schemaOf(route.reply, 'output') } },
      },
      ...errorReplies(route),
    },
  };
}

function paths(): Json {
  const byPath = Map.groupBy(Object.keys(routes) as RouteName[], (name) =>
    routes[name].path.replaceAll(/:(\w+)/g, '{$1}'),
  );
  return Object.fromEntries(
    [...byPath].map(([path, names]) => [
      path,
      Object.fromEntries(names.map((name) => [routes[name].method, operation(name)])),
    ]),
  );
}

/** The REST API as OpenAPI 3.1, made from the table of routes and the schemas that also parse every request and reply. */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Roundsman ticketing',
      version: '1.0.0',
      description:
        'Alerts in, work orders and their clocks out. Errors are problem+json (RFC 9457); see docs/errors.md.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/api/v1' }],
    paths: paths(),
    components: {
      schemas: { ...named(requestSchemas, 'input'), ...named(replySchemas, 'output') },
      securitySchemes,
    },
  };
}
