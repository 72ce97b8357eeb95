import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errors, type ErrorCode } from '@roundsman/contract/errors.ts';
import type { UserRole } from '@roundsman/contract/vocabulary.ts';
import { command, type Command, type WorkOrder } from '@roundsman/contract/workOrder.ts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { someAssignees, someAccuracy, someSla } from './orders.ts';

/** What the stub was asked, as it understood it. */
export interface Seen {
  method: string;
  path: string;
  /** The login in the verified `X-Grafana-Id`. */
  login: string | null;
  status: number;
  body: unknown;
}

export interface StubTicketing {
  url: string;
  serviceToken: string;
  seen: Seen[];
  orders: WorkOrder[];
  /** The next command is answered with this error. */
  refuseNext: ErrorCode | null;
  /** Where Grafana publishes its keys; until it is set nobody is known. */
  grafanaUrl: string | null;
  close(): Promise<void>;
}

export const password = 'correct horse battery staple';
const roles: Record<string, UserRole> = { dispatcher: 'operator', officer: 'police' };

/** What an accepted command makes of an order; as much of the state machine as a walk through the board needs. */
function obey(order: WorkOrder, given: Command): WorkOrder {
  const state = {
    accept: 'accepted',
    dispatch: 'dispatched',
    close: 'closed',
    evaluate: 'evaluated',
    depart: 'en_route',
  } as const;
  const next = given.command in state ? state[given.command as keyof typeof state] : order.state;
  return { ...order, state: next, version: order.version + 1, actions: ['dispatch', 'note'] };
}

/** A stand-in for the ticketing service for the plugin's own tests: real HTTP and real identities, no database. */
export async function startStubTicketing(orders: WorkOrder[]): Promise<StubTicketing> {
  const answered = new Map<string, WorkOrder>();
  const stub: Omit<StubTicketing, 'url' | 'close'> = {
    serviceToken: 'service-token-of-the-stub',
    seen: [],
    orders,
    refuseNext: null,
    grafanaUrl: null,
  };

  const problem = (response: ServerResponse, code: ErrorCode) => {
    const body = { type: `/errors/${code}`, code, ...errors[code], requestId: 'req-1' };
    response.writeHead(errors[code].status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body));
  };
  const json = (response: ServerResponse, body: unknown, headers: Record<string, string> = {}) =>
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

  async function loginOf(request: IncomingMessage): Promise<string | null> {
    const token = request.headers['x-grafana-id'];
    if (typeof token !== 'string' || stub.grafanaUrl === null) {
      return null;
    }
    const keys = createRemoteJWKSet(new URL('api/signing-keys/keys', stub.grafanaUrl));
    const { payload } = await jwtVerify(token, keys, {
      issuer: stub.grafanaUrl,
      audience: 'org:1',
      algorithms: ['ES256'],
    });
    return String(payload['username']);
  }

  function session(request: IncomingMessage, response: ServerResponse, body: unknown) {
    if (request.method === 'DELETE') {
      return json(response, {});
    }
    const { login, password: given } = body as { login: string; password: string };
    const role = roles[login];
    if (!role || given !== password) {
      return problem(response, 'wrong_credentials');
    }
    const opened = { login, role, contact: null, party: null, language: 'en', csrfToken: 'csrf' };
    return json(response, opened, { 'set-cookie': 'session=s1; Path=/; HttpOnly' });
  }

  function giveCommand(response: ServerResponse, id: string, body: unknown) {
    const given = command.safeParse(body);
    const order = stub.orders.find((candidate) => candidate.id === id);
    if (stub.refuseNext) {
      const code = stub.refuseNext;
      stub.refuseNext = null;
      return problem(response, code);
    }
    if (!given.success || !order) {
      return problem(response, order ? 'invalid_request' : 'not_found');
    }
    const after = answered.get(given.data.idempotencyKey) ?? obey(order, given.data);
    answered.set(given.data.idempotencyKey, after);
    stub.orders = stub.orders.map((candidate) => (candidate.id === id ? after : candidate));
    return json(response, after);
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const text = Buffer.concat(chunks).toString();
    const body: unknown = text === '' ? null : JSON.parse(text);
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    const path = pathname.replace('/api/v1', '');
    const login = await loginOf(request);
    response.on('finish', () =>
      stub.seen.push({ method: request.method ?? '', path, login, status: response.statusCode, body }),
    );
    if (path === '/session') {
      return session(request, response, body);
    }
    if (request.headers.authorization !== `Bearer ${stub.serviceToken}`) {
      return problem(response, 'unauthenticated');
    }
    if (path === '/work-orders/summary') {
      return json(response, {
        byState: [
          { state: 'open', count: 3 },
          { state: 'accepted', count: 2 },
        ],
        planned: 0,
        overdue: 1,
      });
    }
    if (path === '/sla') {
      return json(response, someSla);
    }
    if (path === '/diagnosis-accuracy' && login !== null) {
      return json(response, someAccuracy);
    }
    if (login === null || roles[login] === 'police') {
      return problem(response, login === null ? 'unauthenticated' : 'forbidden');
    }
    if (path === '/assignees') {
      return json(response, someAssignees);
    }
    const commanded = /^\/work-orders\/([^/]+)\/commands$/.exec(path);
    if (commanded?.[1] && request.method === 'POST') {
      return giveCommand(response, commanded[1], body);
    }
    const etag = `"${stub.orders.map((order) => order.version).join('-')}"`;
    if (request.headers['if-none-match'] === etag) {
      return response.writeHead(304, { etag }).end();
    }
    return json(response, { workOrders: stub.orders, total: stub.orders.length }, { etag });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((failure: unknown) => {
      process.stderr.write(`stub: ${String(failure)}\n`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(stub, { url, close });
}
