import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { opticsClassNames } from './domain/prediction/opticalPower.ts';

const file = z.string().min(1);
const seconds = z.number().positive();
const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an address with http: or https:' });
const timezone = z.string().refine(
  (name) => {
    try {
      new Intl.DateTimeFormat('en', { timeZone: name });
      return true;
    } catch {
      return false;
    }
  },
  { error: 'expected an IANA time zone, such as Asia/Shanghai' },
);

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

const opticsClass = z.enum(opticsClassNames);

const smtp = z
  .strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65535),
    /** TLS from the first octet (port 465); otherwise STARTTLS where the server offers it, and always with a password. */
    secure: z.boolean().default(false),
    from: z.email(),
    userFile: file.optional(),
    passwordFile: file.optional(),
  })
  .refine(({ userFile, passwordFile }) => (userFile === undefined) === (passwordFile === undefined), {
    path: ['passwordFile'],
    error: 'give userFile and passwordFile together, or neither',
  });

/** What the configuration file of the ticketing service may say; `ticketing.example.yml` explains each key. */
export const ticketingConfig = z
  .strictObject({
    listen: z.strictObject({ host: z.string().min(1), port: z.int().min(0).max(65535) }),
    tls: z.strictObject({ certFile: file, keyFile: file }).optional(),
    publicUrl: httpUrl,
    trustedProxies: z.array(z.string().min(1)).default([]),
    hotline: z.string().min(1),
    timezone: timezone.default('Asia/Shanghai'),
    database: z
      .strictObject({
        url: z.string().min(1).optional(),
        urlFile: file.optional(),
        connections: z.int().min(4).max(100).default(12),
      })
      .refine(({ url, urlFile }) => !(url && urlFile), { path: ['urlFile'], error: 'give url or urlFile, not both' })
      .default({ connections: 12 }),
    inventory: z.array(file).min(1),
    webhookTokenFile: file,
    serviceTokenFile: file,
    metricsTokenFile: file,
    alertmanagerUrl: httpUrl,
    prometheusUrl: httpUrl,
    /** Exporters whose pictures are shown with the orders, each with its own token. */
    exporters: z
      .array(z.strictObject({ url: httpUrl, tokenFile: file }))
      .max(100)
      .default([]),
    grafana: z.strictObject({ url: httpUrl, issuer: z.string().min(1), audience: z.string().min(1) }).optional(),
    correlationHoldSeconds: z.number().min(0).max(5).default(4),
    reconciliation: z
      .strictObject({
        intervalSeconds: seconds.default(30),
        absenceSeconds: seconds.default(45),
        settlingSeconds: seconds.default(180),
      })
      .default({ intervalSeconds: 30, absenceSeconds: 45, settlingSeconds: 180 }),
    learning: z
      .strictObject({ activatePriors: z.enum(['by_hand', 'automatically']).default('by_hand') })
      .default({ activatePriors: 'by_hand' }),
    verification: z
      .strictObject({ healthySeconds: seconds.default(60), graceSeconds: seconds.default(300) })
      .default({ healthySeconds: 60, graceSeconds: 300 }),
    prediction: z
      .strictObject({
        intervalHours: z.number().min(1).max(168).default(24),
        leadDays: z.number().min(1).max(365).default(45),
        optics: opticsClass.default('gpon_b_plus'),
        opticsOf: z.record(identifier, opticsClass).default({}),
        marginDecibels: z.number().min(0).max(10).default(1),
      })
      .default({ intervalHours: 24, leadDays: 45, optics: 'gpon_b_plus', opticsOf: {}, marginDecibels: 1 }),
    notify: z
      .strictObject({
        smtp: smtp.optional(),
        webhooks: z.record(identifier, z.strictObject({ url: httpUrl, tokenFile: file.optional() })).default({}),
      })
      .default({ webhooks: {} }),
    bootstrapAdmin: z.strictObject({ login: z.string().min(1).max(64), passwordFile: file }).optional(),
    accountsFile: file.optional(),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
  })
  .refine(({ tls, listen }) => tls !== undefined || isLoopback(listen.host), {
    path: ['tls'],
    error: 'plain HTTP is for loopback only: give certFile and keyFile, or listen on 127.0.0.1',
  });
export type TicketingConfig = z.infer<typeof ticketingConfig>;

/** Secrets that the configuration names by file, read. */
export interface Secrets {
  databaseUrl: string;
  webhookToken: string;
  serviceToken: string;
  metricsToken: string;
  tls: { cert: string; key: string } | null;
  smtp: { user: string; password: string } | null;
  webhookTokens: Record<string, string>;
  /** In the order of `exporters`. */
  exporterTokens: string[];
  bootstrapPassword: string | null;
}

/** A configuration that cannot be used: everything that is wrong with it, at once. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(configFile: string, faults: readonly string[]) {
    super(`the configuration ${configFile} has ${faults.length} fault(s):\n${faults.join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/**
 * Reads the configuration and every file of secrets that it names; relative paths are relative to the configuration.
 * `DATABASE_URL` of the environment takes precedence over `database`. @throws ConfigError with all faults.
 */
export async function loadConfig(
  configFile: string,
  environment: { DATABASE_URL?: string | undefined },
): Promise<{ config: TicketingConfig; secrets: Secrets }> {
  const text = await readFile(configFile, 'utf8').catch((error: unknown) => {
    throw new ConfigError(configFile, [`cannot be read: ${messageOf(error)}`]);
  });
  const config = resolvePaths(parseConfig(configFile, text), path.dirname(configFile));
  const faults: string[] = [];
  const secret = async (key: string, name: string): Promise<string> => {
    const content = await readFile(name, 'utf8').catch((error: unknown) => {
      faults.push(`${key}: cannot be read: ${messageOf(error)}`);
      return null;
    });
    if (content?.trim() === '') faults.push(`${key}: ${name} is empty`);
    return content?.trim() ?? '';
  };
  const { database, tls, notify, bootstrapAdmin } = config;
  const databaseUrl =
    environment.DATABASE_URL ??
    database.url ??
    (database.urlFile ? await secret('database.urlFile', database.urlFile) : '');
  if (databaseUrl === '' && !database.urlFile) {
    faults.push('database: give url or urlFile, or set DATABASE_URL');
  }
  // As pg reads it, which takes an empty host for the socket.
  if (/^postgres(ql)?:/.test(databaseUrl) && !URL.canParse(databaseUrl.replace('@/', '@socket/'))) {
    faults.push('database: expected an address such as postgresql://user@host:5432/name, special characters as %XX');
  }
  const secrets: Secrets = {
    databaseUrl,
    webhookToken: await secret('webhookTokenFile', config.webhookTokenFile),
    serviceToken: await secret('serviceTokenFile', config.serviceTokenFile),
    metricsToken: await secret('metricsTokenFile', config.metricsTokenFile),
    tls:
      (tls && { cert: await secret('tls.certFile', tls.certFile), key: await secret('tls.keyFile', tls.keyFile) }) ||
      null,
    smtp:
      notify.smtp?.userFile && notify.smtp.passwordFile
        ? {
            user: await secret('notify.smtp.userFile', notify.smtp.userFile),
            password: await secret('notify.smtp.passwordFile', notify.smtp.passwordFile),
          }
        : null,
    webhookTokens: {},
    exporterTokens: [],
    bootstrapPassword: bootstrapAdmin ? await secret('bootstrapAdmin.passwordFile', bootstrapAdmin.passwordFile) : null,
  };
  for (const [name, { tokenFile }] of Object.entries(notify.webhooks)) {
    if (tokenFile) secrets.webhookTokens[name] = await secret(`notify.webhooks.${name}.tokenFile`, tokenFile);
  }
  for (const [index, { tokenFile }] of config.exporters.entries())
    secrets.exporterTokens.push(await secret(`exporters.${index}.tokenFile`, tokenFile));
  if (faults.length > 0) throw new ConfigError(configFile, faults);
  return { config, secrets };
}

/** @throws ConfigError with every fault of form, each with its line. */
export function parseConfig(configFile: string, text: string): TicketingConfig {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw new ConfigError(
      configFile,
      document.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${message.split('\n')[0] ?? ''}`),
    );
  }
  const parsed = ticketingConfig.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    configFile,
    parsed.error.issues.map(({ path: where, message }) => `${where.join('.') || 'the file'}: ${message}`),
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Files are named relative to the configuration, so that it can be started from anywhere. */
function resolvePaths(config: TicketingConfig, folder: string): TicketingConfig {
  const from = (name: string): string => path.resolve(folder, name);
  const maybe = (name: string | undefined): string | undefined => (name === undefined ? undefined : from(name));
  const { tls, database, notify, bootstrapAdmin } = config;
  return {
    ...config,
    ...(tls ? { tls: { certFile: from(tls.certFile), keyFile: from(tls.keyFile) } } : {}),
    database: { ...database, urlFile: maybe(database.urlFile) },
    inventory: config.inventory.map(from),
    exporters: config.exporters.map(({ url, tokenFile }) => ({ url, tokenFile: from(tokenFile) })),
    webhookTokenFile: from(config.webhookTokenFile),
    serviceTokenFile: from(config.serviceTokenFile),
    metricsTokenFile: from(config.metricsTokenFile),
    notify: {
      ...(notify.smtp
        ? {
            smtp: {
              ...notify.smtp,
              userFile: maybe(notify.smtp.userFile),
              passwordFile: maybe(notify.smtp.passwordFile),
            },
          }
        : {}),
      webhooks: Object.fromEntries(
        Object.entries(notify.webhooks).map(([name, { url, tokenFile }]) => [
          name,
          { url, tokenFile: maybe(tokenFile) },
        ]),
      ),
    },
    ...(bootstrapAdmin
      ? { bootstrapAdmin: { ...bootstrapAdmin, passwordFile: from(bootstrapAdmin.passwordFile) } }
      : {}),
    accountsFile: maybe(config.accountsFile),
  };
}
