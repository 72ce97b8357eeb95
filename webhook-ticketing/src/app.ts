import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { accountTable } from './adapters/accounts/accountTable.ts';
import { makeListedAccounts } from './adapters/accounts/accountsFile.ts';
import { localAccounts } from './adapters/accounts/localAccounts.ts';
import { hashPassword } from './adapters/accounts/passwordHash.ts';
import { alertmanagerSource } from './adapters/alertmanager/alertmanagerSource.ts';
import { openDatabase } from './adapters/db/database.ts';
import { migrate } from './adapters/db/migrate.ts';
import { postgresStore } from './adapters/db/postgresStore.ts';
import { exporterPictures } from './adapters/exporter/exporterPictures.ts';
import { createHttpApp } from './adapters/http/httpApp.ts';
import type { HttpDependencies } from './adapters/http/httpDependencies.ts';
import { listen } from './adapters/http/httpServer.ts';
import { watchedCity } from './adapters/inventory/watchedCity.ts';
import { httpMetrics } from './adapters/metrics/httpMetrics.ts';
import { refreshStoreGauges } from './adapters/metrics/storeGauges.ts';
import { createTicketingMetrics } from './adapters/metrics/ticketingMetricsRegistry.ts';
import { channels, missingChannels } from './adapters/notify/channels.ts';
import { prometheusMeasurements } from './adapters/prometheus/prometheusMeasurements.ts';
import { prometheusWear } from './adapters/prometheus/prometheusWear.ts';
import { prometheusQuery } from './adapters/prometheus/prometheusQuery.ts';
import type { Clock } from './application/clock.ts';
import { createTicketing } from './application/createTicketing.ts';
import { duties, type Duties } from './application/duties.ts';
import { orderCache } from './application/orderCache.ts';
import type { DutyName, Service } from './application/service.ts';
import type { Accounts, Ticketing } from './application/ticketing.ts';
import { startWorker, type Worker } from './application/worker.ts';
import type { Secrets, TicketingConfig } from './config.ts';

export interface App {
  ticketing: Ticketing;
  accounts: Accounts;
  /** One round of each background duty, as its worker does it. */
  duties: Duties;
  /** Starts the workers and listens; answers the port. */
  start(): Promise<number>;
  /** Stops listening, lets every round under way end, and closes all connections. */
  stop(): Promise<void>;
}

export interface AppParts {
  config: TicketingConfig;
  secrets: Secrets;
  clock: Clock;
  logger: Logger;
}

/** Brings the schema up to date and puts the service together; nothing runs before `start`. */
export async function createApp({ config, secrets, clock, logger }: AppParts): Promise<App> {
  const applied = await migrate(secrets.databaseUrl, clock.now());
  if (applied.length > 0) logger.info({ applied }, 'the schema was brought up to date');
  const metrics = createTicketingMetrics();
  const watched = await watchedCity(config.inventory, metrics, logger);
  const database = openDatabase(secrets.databaseUrl, config.database.connections, logger);
  const accountsTable = accountTable(database);
  const outgoing = channels(config.notify, secrets);
  const missing = missingChannels(watched.city().inventory.parties, config.notify);
  if (missing.length > 0)
    logger.warn({ missing }, 'the inventory names channels that are not configured: nothing reaches them');
  const workers = new Map<DutyName, Worker>();
  const publicUrl = new URL(config.publicUrl);

  const service: Service = {
    store: postgresStore(database),
    orders: orderCache(),
    clock,
    city: watched.city,
    measurements: prometheusMeasurements(prometheusQuery(config.prometheusUrl), clock, logger),
    wear: prometheusWear(prometheusQuery(config.prometheusUrl), clock),
    alertSource: alertmanagerSource(config.alertmanagerUrl),
    deliver: outgoing.deliver,
    pictures: exporterPictures(
      config.exporters.map(({ url }, index) => ({ url, token: secrets.exporterTokens[index] ?? '' })),
    ),
    meter: metrics,
    logger,
    settings: {
      publicUrl: config.publicUrl.replace(/\/$/, ''),
      hotline: config.hotline,
      timezone: config.timezone,
      correlationHoldSeconds: config.correlationHoldSeconds,
      activatePriors: config.learning.activatePriors,
      verification: config.verification,
      reconciliation: config.reconciliation,
      prediction: config.prediction,
    },
    wake: (duty) => workers.get(duty)?.wake(),
  };
  metrics.beforeExposition(() => refreshStoreGauges(service));
  await makeAccounts({ config, secrets, clock, logger }, accountsTable);
  const ticketing = createTicketing(service);
  const accounts = localAccounts(accountsTable, watched.city, clock);
  const rounds = duties(service);

  const http: HttpDependencies = {
    ticketing,
    accounts,
    tokens: { webhook: secrets.webhookToken, service: secrets.serviceToken, metrics: secrets.metricsToken },
    grafana: config.grafana ? { ...config.grafana, url: new URL(config.grafana.url) } : null,
    publicUrl,
    hotline: config.hotline,
    timeZone: config.timezone,
    logger,
    metrics: httpMetrics(metrics),
    notReady: () =>
      service.store.ping().then(
        () => [],
        () => ['the database cannot be reached'],
      ),
    inventory: inventoryReader(watched.city),
    now: () => clock.now(),
    trustedProxies: config.trustedProxies,
  };

  let server: Server | null = null;
  return {
    ticketing,
    accounts,
    duties: rounds,
    start: async () => {
      server = await listen(createHttpApp(http), { ...config.listen, tls: secrets.tls });
      const everyMs: Record<DutyName, number> = {
        correlate: 1_000,
        drainOutbox: 1_000,
        tickClocks: 1_000,
        verifyRecoveries: 5_000,
        keepPictures: 5_000,
        learnPriors: 3_600_000,
        releaseHeld: 5_000,
        predict: 900_000,
        reconcile: config.reconciliation.intervalSeconds * 1_000,
      };
      for (const [name, round] of Object.entries(rounds) as [DutyName, Duties[DutyName]][]) {
        workers.set(name, startWorker({ name, round, everyMs: everyMs[name], logger }));
      }
      return (server.address() as AddressInfo).port;
    },
    stop: async () => {
      await closed(server);
      await Promise.all([...workers.values()].map((worker) => worker.stop()));
      workers.clear();
      watched.stop();
      outgoing.close();
      await database.close();
    },
  };
}

/** The first account, and those of a list: made where they are missing, never changed. */
async function makeAccounts(
  { config: { bootstrapAdmin, accountsFile }, secrets, clock, logger }: AppParts,
  table: ReturnType<typeof accountTable>,
): Promise<void> {
  if (bootstrapAdmin && secrets.bootstrapPassword !== null && !(await table.byLogin(bootstrapAdmin.login))) {
    const passwordHash = await hashPassword(secrets.bootstrapPassword);
    const account = {
      login: bootstrapAdmin.login,
      role: 'admin',
      contact: null,
      language: 'zh',
      passwordHash,
    } as const;
    if (await table.add(account, clock.now())) logger.info({ login: account.login }, 'the first account was made');
  }
  if (accountsFile === undefined) return;
  const made = await makeListedAccounts(accountsFile, table, clock.now());
  if (made.length > 0) logger.info({ logins: made }, 'accounts were made');
}

const inventoryReader = (city: Service['city']): HttpDependencies['inventory'] => {
  const find = <T extends { id: string }>(list: readonly T[], id: string): T | undefined =>
    list.find((each) => each.id === id);
  return {
    site: (id) => find(city().inventory.sites, id),
    cabinet: (id) => find(city().inventory.cabinets, id),
    element: (id) => city().topology.element(id),
    party: (id) => find(city().inventory.parties, id),
  };
};

/** Requests under way are answered; connections that only wait are ended. */
const closed = (server: Server | null): Promise<void> =>
  new Promise((resolve) => {
    if (!server) return resolve();
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5_000).unref();
  });
