import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { createHttpApp } from '../../src/adapters/http/httpApp.ts';
import type { HttpDependencies, WebhookRefusal } from '../../src/adapters/http/httpDependencies.ts';
import { listen } from '../../src/adapters/http/httpServer.ts';
import type { User } from '../../src/application/ticketing.ts';
import { inventory, now } from './demoCity.ts';
import { accountsDouble, ticketingDouble, type TicketingDouble } from './ticketingDouble.ts';

export const tokens = { webhook: 'webhook-secret', service: 'service-secret', metrics: 'metrics-secret' };

export interface Service {
  url: string;
  ticketing: TicketingDouble;
  refused: WebhookRefusal[];
  observed: { method: string; route: string; status: number }[];
  /** All that was logged, as text. */
  log(): string;
  /** Headers of a browser in which the person is logged in; `csrf` for requests that change something. */
  session(user: User): { cookie: string; csrfToken: string; headers: Record<string, string> };
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Posts a form as a browser does from our own page. */
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The whole HTTP app on a real socket, over a double of the use cases. */
export async function serve(
  changes: Partial<HttpDependencies> & { ticketing?: TicketingDouble } = {},
): Promise<Service> {
  const ticketing = changes.ticketing ?? ticketingDouble();
  const accounts = accountsDouble();
  const refused: WebhookRefusal[] = [];
  const observed: Service['observed'] = [];
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const app = createHttpApp({
    accounts,
    tokens,
    grafana: null,
    publicUrl: new URL('http://127.0.0.1'),
    hotline: '400 800 1234',
    timeZone: 'Asia/Shanghai',
    logger: pino({ level: 'debug' }, sink),
    metrics: {
      observeRequest: (request) => void observed.push(request),
      countRefusedWebhook: (reason) => void refused.push(reason),
      render: () => Promise.resolve({ contentType: 'text/plain; version=0.0.4; charset=utf-8', body: 'up 1\n' }),
    },
    notReady: () => Promise.resolve([]),
    inventory,
    now: () => now,
    ...changes,
    ticketing,
  });
  const server: Server = await listen(app, { host: '127.0.0.1', port: 0, tls: null });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { redirect: 'manual', ...init });
  return {
    url,
    ticketing,
    refused,
    observed,
    log: () => lines.join(''),
    session: (user) => {
      const { sessionToken, csrfToken } = accounts.open(user);
      const cookie = `roundsman=${sessionToken}`;
      return { cookie, csrfToken, headers: { cookie, 'x-csrf-token': csrfToken, 'content-type': 'application/json' } };
    },
    ask,
    post: (path, fields, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { 'sec-fetch-site': 'same-origin', ...headers },
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
