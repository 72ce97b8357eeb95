import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { endpointsOf } from './accounts.ts';
import { prepareDistrict, type DistrictOptions } from './district.ts';
import { waitForMeasurements } from './measurements.ts';
import { sinkSettings, type NotifySettings } from './notify.ts';
import { freePorts, portsFrom } from './ports.ts';
import { privateCluster } from './postgres.ts';
import { profiles } from './profile.ts';
import { secretFiles, type SecretName } from './secretFiles.ts';
import { alertmanager } from './servers/alertmanager.ts';
import { dashboard } from './servers/dashboard.ts';
import { exporter } from './servers/exporter.ts';
import { messages } from './servers/messages.ts';
import { prometheus } from './servers/prometheus.ts';
import { simulator } from './servers/simulator.ts';
import { ticketing } from './servers/ticketing.ts';
import type { StackContext, Urls } from './stackContext.ts';
import { urlsOf } from './stackContext.ts';
import { StackFolder } from './stackFolder.ts';
import { Supervisor } from './supervisor.ts';
import type { StackProcess } from './stackProcess.ts';

export interface StackOptions {
  /** Data, logs, generated configurations and secrets; a second start on it goes on with them. */
  dataDir: string;
  /** `test`: the production intervals, all shorter by one factor. */
  profile: keyof typeof profiles;
  /** `{ sites: 12 }`, or one's own `{ inventory, credentials }`. */
  district: DistrictOptions;
  /** First of eleven ports in a row; absent: free ones are looked for. */
  portBase?: number;
  /** `notify` of the ticketing service. Absent: everything goes to a local page, `urls.messages`. */
  notify?: NotifySettings;
  /** Where Alertmanager sends faults of the platform itself. Absent: to that page; it is needed where `notify` is given. */
  onCallUrl?: string;
  /** A PostgreSQL of one's own. Absent: a private cluster in `dataDir`. */
  databaseUrl?: string;
  /** Whether devices are measured, which is the default. Without exporter and Prometheus the only alerts are those that somebody posts to Alertmanager. */
  measures?: boolean;
  /** How long the simulated UPSes last on battery. Absent: the simulator's own figure. */
  batterySeconds?: number;
  /** Where the simulated cameras keep their clips. Absent: in `dataDir`. */
  clipsDir?: string;
  /** Wraps each step of the start, to show progress. */
  step?: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Told when a server ends that nobody stopped. */
  onUnexpectedEnd?: (name: string, how: string) => void;
}

/** `dashboard` is Grafana, or the preview; `postgres`, `simulator` and `messages` are there unless the options replace them. */
export type ServerName =
  'postgres' | 'simulator' | 'messages' | 'exporter' | 'ticketing' | 'alertmanager' | 'prometheus' | 'dashboard';

export interface Stack {
  urls: Urls;
  secrets: Record<SecretName, string>;
  /** The file that holds a secret, for what takes files only. */
  secretFile: (name: SecretName) => string;
  /** Who can log in at the ticketing service and its pages; `engineer` is the contact to show first. */
  logins: { operator: string; engineer: string | null; admin: string };
  databaseUrl: string;
  inventory: StackContext['district']['inventory'];
  /** Whether the dashboard is Grafana itself and not the preview. */
  grafanaFound: boolean;
  /** One server, to stop(), start(), restart(), kill() it. @throws Error where this stack has none of that name. */
  server: (name: ServerName) => StackProcess;
  /** Stops everything in reverse order. */
  stop: () => Promise<void>;
  /** Ends everything at once, in whatever state it is. */
  kill: () => void;
}

/**
 * Brings everything up in the order of dependency, each server at work before those that need it; what was started is stopped
 * again when one fails. Nothing of it outlives this process.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { step = (_name, work) => work(), onUnexpectedEnd = () => undefined, measures = true } = options;
  const folder = new StackFolder(options.dataDir);
  const supervisor = await Supervisor.on(folder.path, { step, onUnexpectedEnd });
  const start = (name: ServerName, server: StackProcess): Promise<void> => supervisor.start(name, server);

  try {
    const ports = await (options.portBase === undefined ? freePorts() : portsFrom(options.portBase));
    const secrets = secretFiles(folder.folder('secrets'));
    const [district, databaseUrl] = await Promise.all([
      step('prepare the district', () => prepareDistrict(options.district, folder, ports)),
      options.databaseUrl ?? startCluster(secrets.values['database.password']),
    ]);
    const sink = options.notify === undefined;
    const urls = urlsOf(ports, { simulated: district.simulated, sink });
    const context = { folder, ports, urls, secrets, profile: profiles[options.profile], district };
    const { server: dashboardServer, grafanaFound } = dashboard(context);
    await Promise.all([
      start('ticketing', ticketing(context, databaseUrl, options.notify ?? sinkOf(context))),
      ...(district.simulated ? [start('simulator', simulator(context, options))] : []),
      ...(measures ? [start('exporter', exporter(context))] : []),
      start('dashboard', dashboardServer),
      start('alertmanager', alertmanager(context, options.onCallUrl ?? onCallPage(urls))),
      ...(sink ? [start('messages', messages(context))] : []),
    ]);
    // Last, so that it sees nothing fail that was only not yet there.
    if (measures) {
      await start('prometheus', prometheus(context));
      await step('first measurements', () => waitForMeasurements(urls.prometheus));
    }
    writeFileSync(
      path.join(folder.path, 'stack.json'),
      `${JSON.stringify({ simulatorUrl: urls.simulator, urls }, null, 2)}\n`,
    );
    return {
      urls,
      secrets: secrets.values,
      secretFile: secrets.file,
      logins: { operator: 'operator', engineer: firstEngineer(context), admin: 'admin' },
      databaseUrl,
      inventory: district.inventory,
      grafanaFound,
      server: (name) => supervisor.server(name),
      stop: () => supervisor.stop(),
      kill: () => supervisor.kill(),
    };
  } catch (error) {
    await supervisor.stop();
    throw error;
  }

  async function startCluster(password: string): Promise<string> {
    const cluster = await step('prepare the database', () =>
      privateCluster({ dataDir: folder.path, password, logFile: folder.log('postgres') }),
    );
    await start('postgres', cluster.process);
    return cluster.databaseUrl;
  }
}

const sinkOf = ({ district, ports, urls }: StackContext): NotifySettings =>
  sinkSettings(endpointsOf(district.inventory), { url: urls.messages ?? '', mailPort: ports.mail });

function onCallPage({ messages: page }: Urls): string {
  if (page === null) throw new Error('with notify, onCallUrl must say where faults of the platform go');
  return `${page}/on-call`;
}

/** Of whom the demo shows the phone page first: somebody of the unit that maintains. */
function firstEngineer({ district }: StackContext): string | null {
  const { parties } = district.inventory;
  const unit =
    parties.find(({ role }) => role === 'maintenance_unit') ?? parties.find(({ role }) => role !== 'operator');
  return unit?.contacts[0]?.id ?? null;
}
