import { parseArgs } from 'node:util';
import { loadInventory } from '@roundsman/contract/inventory/load.ts';
import { pino } from 'pino';
import { AllowedNetworks } from './allowedNetworks.ts';
import { startExporter } from './app.ts';
import { loadConfig, type Config } from './config.ts';
import { CredentialStore, missingCredentials } from './credentials.ts';
import { errorText } from './errorText.ts';
import { readModules } from './snmpYml/snmpLibrary.ts';
import { targetsOf } from './targets.ts';
import { readText } from './textFile.ts';
import { FileError } from './yamlFile.ts';

const usage = `Use: node exporter/src/main.ts --config FILE [--check-config]

  --config FILE    the configuration; exporter/exporter.example.yml explains every key
  --check-config   read it, the credentials and the inventory, say what is wrong, start nothing
`;

try {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, 'check-config': { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) process.stdout.write(usage);
  else if (values.config === undefined) stop(usage);
  else if (values['check-config']) await check(loadConfig(values.config));
  else await run(loadConfig(values.config));
} catch (error) {
  stop(errorText(error, usage));
}

async function run(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel });
  const { host, port } = config.listen;
  const exporter = await startExporter(config, log).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new FileError([`port ${port} on ${host} is in use by another program; free it or change listen.port`]);
    throw error;
  });
  if (!isLoopback(host))
    log.warn({ host }, 'listening without encryption beyond this machine; put HTTPS in front of it');
  log.info({ host, port: exporter.port, devices: exporter.live.targets.size }, 'listening');
  const shutDown = (): void => {
    log.info('stopping');
    exporter.close().catch((error: unknown) => log.error({ err: error }, 'did not stop cleanly'));
  };
  process.on('SIGHUP', () => {
    try {
      exporter.reloadSnmpYml();
    } catch (error) {
      log.error({ err: error }, 'the new snmp.yml is refused; the old one stays');
    }
  });
  process.once('SIGTERM', shutDown);
  process.once('SIGINT', shutDown);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/** Everything that a start would read: all that is wrong with any of it. */
async function check(config: Config): Promise<void> {
  const faults: string[] = [];
  const attempt = async <T>(read: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      faults.push(errorText(error, usage));
      return undefined;
    }
  };
  const warn = (message: string): void => void process.stderr.write(`${message}\n`);
  await attempt(() => readText(config.metricsTokenFile));
  await attempt(() => readText(config.snmp?.tokenFile));
  await attempt(() => readText(config.probes.rtspAuthorityFile));
  const { snmp } = config;
  if (snmp) await attempt(() => readModules(snmp));
  const credentials = await attempt(() => new CredentialStore(config.credentialsFile, warn));
  const targets = await attempt(async () =>
    targetsOf(await loadInventory(config.inventory), new AllowedNetworks(config.allowedNetworks)),
  );
  if (credentials && targets)
    for (const name of missingCredentials(targets, credentials))
      faults.push(`${config.credentialsFile}: the inventory names "${name}", which is not there; add it`);
  if (faults.length > 0) throw new FileError(faults);
  process.stdout.write('good\n');
}

function stop(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
