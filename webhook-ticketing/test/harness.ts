import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { WebhookAlert } from '@roundsman/contract/alertmanager.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { symptoms, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { Command, WorkOrder } from '@roundsman/contract/workOrder.ts';
import pg from 'pg';
import { pino } from 'pino';
import type { z } from 'zod';
import { createApp, type App } from '../src/app.ts';
import type { Clock } from '../src/application/clock.ts';
import type { User } from '../src/application/ticketing.ts';
import { ticketingConfig } from '../src/config.ts';
import { testCity } from './city.ts';
import { scriptedExporter } from './scriptedExporter.ts';
import { mailReceiver, monitoring, webhookReceiver } from './receivers.ts';

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}
export function testClock(start = '2026-11-02T08:00:00.000Z'): TestClock {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}

/** The edges of the service as real servers, which outlive it. */
export async function startEdges(): Promise<Edges> {
  const [desk, mail, monitor, exporter] = await Promise.all([
    webhookReceiver(),
    mailReceiver(),
    monitoring(),
    scriptedExporter(),
  ]);
  const close = async (): Promise<void> => {
    await Promise.all([desk.close(), mail.close(), monitor.close(), exporter.close()]);
  };
  return { desk, mail, monitor, exporter, close };
}
export interface Edges {
  desk: Awaited<ReturnType<typeof webhookReceiver>>;
  mail: Awaited<ReturnType<typeof mailReceiver>>;
  monitor: Awaited<ReturnType<typeof monitoring>>;
  exporter: Awaited<ReturnType<typeof scriptedExporter>>;
  close: () => Promise<void>;
}

export interface Scene {
  app: App;
  clock: TestClock;
  edges: Edges;
  databaseUrl: string;
  /** Another replica on the same database, clock and edges. */
  replica(): Promise<App>;
  /** Takes alerts in and lets the hold pass and the diagnosis judge them. */
  judge(alerts: readonly WebhookAlert[]): Promise<void>;
  /** Unfinished orders as the operator sees them. */
  orders(): Promise<WorkOrder[]>;
  /** The only one. */
  order(): Promise<WorkOrder>;
  command(user: User, id: string, command: CommandWithoutKey): Promise<WorkOrder>;
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  dispose(): Promise<void>;
}
type WithoutKey<C> = C extends Command ? Omit<C, 'idempotencyKey'> : never;
export type CommandWithoutKey = WithoutKey<Command>;

/**
 * The whole service on a database of its own; its duties run when a test calls them. `configured` is what the test settles otherwise,
 * such as a real Prometheus instead of the scripted one.
 */
export async function openScene(
  databaseUrl: string,
  inventory: Inventory = testCity(),
  configured: Partial<z.input<typeof ticketingConfig>> = {},
): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rmcity-'));
  const cityFile = path.join(folder, 'city.yaml');
  await writeFile(cityFile, JSON.stringify({ version: 1, ...inventory }));
  const edges = await startEdges();
  const clock = testClock();
  const config = ticketingConfig.parse({
    listen: { host: '127.0.0.1', port: 0 },
    publicUrl: 'http://127.0.0.1:9480/',
    hotline: '12345',
    database: { url: databaseUrl, connections: 8 },
    inventory: [cityFile],
    webhookTokenFile: 'unread',
    serviceTokenFile: 'unread',
    metricsTokenFile: 'unread',
    alertmanagerUrl: edges.monitor.url,
    prometheusUrl: edges.monitor.url,
    exporters: [{ url: edges.exporter.url, tokenFile: 'unread' }],
    notify: {
      smtp: { host: '127.0.0.1', port: edges.mail.port, from: 'roundsman@example.org' },
      webhooks: { desk: { url: edges.desk.url } },
    },
    ...configured,
  });
  const secrets = {
    databaseUrl,
    webhookToken: 'webhook',
    serviceToken: 'service',
    metricsToken: 'metrics',
    tls: null,
    smtp: null,
    webhookTokens: {},
    exporterTokens: ['exporter'],
    bootstrapPassword: null,
  };
  const logger = pino({ level: process.env['TEST_LOG'] ?? 'silent' });
  const boot = (): Promise<App> => createApp({ config, secrets, clock, logger });
  const apps = [await boot()];
  const [app] = apps as [App];
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined); // a test may stop the server
  const orders = async (): Promise<WorkOrder[]> =>
    (await app.ticketing.listWorkOrders(operator, { state: 'unfinished', limit: 1000, offset: 0 })).workOrders;
  return {
    app,
    clock,
    edges,
    databaseUrl,
    replica: async () => {
      const another = await boot();
      apps.push(another);
      return another;
    },
    judge: async (alerts) => {
      await app.ticketing.receiveAlerts(alerts, 'webhook');
      clock.advance(config.correlationHoldSeconds);
      await app.duties.correlate();
    },
    orders,
    order: async () => {
      const all = await orders();
      if (all.length !== 1 || !all[0]) throw new Error(`expected one open order, found ${all.length}`);
      return all[0];
    },
    command: async (user, id, command) => {
      const outcome = await app.ticketing.command(user, id, { ...command, idempotencyKey: randomUUID() } as Command);
      if ('rejected' in outcome) throw new Error(`${command.command}: ${outcome.rejected} ${outcome.detail ?? ''}`);
      return outcome.ok;
    },
    sql: async (text, values) => (await pool.query<Record<string, unknown>>(text, values)).rows,
    dispose: async () => {
      await Promise.all(apps.map((each) => each.stop()));
      await pool.end();
      await edges.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const user = (login: string, role: User['role'], contact: string | null, party: string | null): User => ({
  id: randomUUID(),
  login,
  role,
  contact,
  party,
  language: 'en',
});
export const operator = user('li', 'operator', null, 'operator');
export const engineerOf = (contact: string, party: string): User => user(contact, 'engineer', contact, party);

/** An alert as Alertmanager sends it; its fingerprint is made of what it is about. */
export function alert(
  symptom: SymptomId,
  element: string,
  startsAt: string,
  endsAt?: string,
  further: Record<string, string> = {},
): WebhookAlert {
  const about = { alertname: symptoms[symptom].alertname, symptom, element_id: element, device_id: element };
  const labels = { ...about, ...further };
  return {
    status: endsAt === undefined ? 'firing' : 'resolved',
    labels,
    annotations: {},
    startsAt,
    endsAt: endsAt ?? '0001-01-01T00:00:00Z',
    generatorURL: '',
    fingerprint: Buffer.from(`${symptom}${element}`).toString('hex').slice(-32),
  };
}
