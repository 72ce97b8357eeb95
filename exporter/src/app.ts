import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { groupOfModule, probeGroups, type ProbeGroup } from '@roundsman/contract/vocabulary.ts';
import type { Logger } from 'pino';
import { AllowedNetworks } from './allowedNetworks.ts';
import { CaptureBook } from './capture/captureBook.ts';
import { CaptureHistory } from './capture/captureHistory.ts';
import { AlarmBook } from './carrier/alarmBook.ts';
import { Cameras } from './camera/cameras.ts';
import type { Config } from './config.ts';
import { CredentialStore, missingCredentials } from './credentials.ts';
import { followTargets, type LiveTargets } from './discovery/liveTargets.ts';
import { routes } from './http/routes.ts';
import { createOwnMetrics } from './ownMetrics.ts';
import { ProbeRunner } from './probe/runner.ts';
import { createProbers } from './probers/probers.ts';
import { FpingBatches } from './reach/fping.ts';
import { StreamBook } from './rtsp/streamBook.ts';
import { AgentTurns } from './snmp/agentTurns.ts';
import { SnmpSocket } from './snmp/socket.ts';
import { Engines } from './snmp/usm/engines.ts';
import { prepareSnmpEndpoint } from './snmpEndpoint.ts';
import type { Target, Targets } from './targets.ts';
import { readText } from './textFile.ts';
import { TopologyBook } from './topology/topologyBook.ts';
import { PortNames } from './traps/portNames.ts';
import { NotificationState } from './traps/state.ts';
import { openTraps } from './traps/traps.ts';

export interface Exporter {
  readonly port: number;
  /** Where traps and informs are received. */
  readonly trapPort: number | undefined;
  readonly live: LiveTargets;
  readonly credentials: CredentialStore;
  /** Read snmp.yml again. @throws FileError; the old one then stays */
  reloadSnmpYml: () => void;
  close: () => Promise<void>;
}

/** Prometheus keeps its connections open between scrapes; longer than an interval, so that they are not made anew each time. */
const keepAliveMs = 75_000;
const requestMs = 10_000;
const hourMs = 3_600_000;
/** For how long what a device told is shown when it is not told again, unless the configuration says otherwise. */
const usualExpiryHours = 24;

/** The running exporter. @throws FileError, InventoryError, TargetError for what it is given; errors of `listen` as they come */
export async function startExporter(config: Config, log: Logger): Promise<Exporter> {
  const token = readText(config.metricsTokenFile);
  const rtspAuthorities = readText(config.probes.rtspAuthorityFile);
  const snmpToken = readText(config.snmp?.tokenFile);
  const openSnmp =
    config.snmp && snmpToken !== undefined
      ? prepareSnmpEndpoint(config.snmp, config.allowedNetworks, snmpToken, log)
      : undefined;
  const allowed = new AllowedNetworks(config.allowedNetworks);
  const credentials = new CredentialStore(config.credentialsFile, (message) => log.warn(message));
  const metrics = createOwnMetrics();
  const socket = await SnmpSocket.open(metrics.messageDropped);
  const transport = { socket, engines: new Engines(), turns: new AgentTurns() };
  const { engines } = transport;
  const alarms = new AlarmBook();
  const captures = new CaptureBook(new CaptureHistory(config.captures.history, (message) => log.warn(message)));
  const ports = new PortNames();
  const state = new NotificationState((config.traps?.expireHours ?? usualExpiryHours) * hourMs, ports);
  const heard = { credentials, allowed, engines, observe: metrics.notified, state, ports, alarms, log };
  const traps =
    config.traps &&
    (await openTraps(config.traps, heard).catch((error: unknown) => {
      socket.close();
      throw error;
    }));
  const fping = new FpingBatches(config.probes.ping, (message) => log.warn(message));
  const settings = config.probes;
  const topology = new TopologyBook(Date.now);
  const streams = new StreamBook(settings.rtspMainEverySeconds);
  const cameras = await Cameras.open(config.pictures, metrics, log).catch((error: unknown) => {
    traps?.close();
    socket.close();
    throw error;
  });
  const probers = createProbers({
    streams,
    rtspAuthorities,
    ...{ settings, transport, credentials, allowed, fping, topology, alarms, notifications: state, captures },
    captureFolder: config.captures.folder,
    keyFrames: cameras.book,
    // Nobody else speaks of interfaces by number.
    ports: traps && ports,
  });
  const runner = new ProbeRunner(probers, config.probes, metrics.probes, (target, group, begun, exposition) => {
    if (group === firstGroupOf(target)) state.show(target, begun, exposition);
    cameras.show(target, group, exposition);
  });
  const pollMs = config.inventoryPollSeconds * 1000;
  const live = await followTargets(config.inventory, allowed, pollMs, {
    changed: (targets, inventory) => {
      topology.follow(inventory);
      cameras.follow(inventory, targets);
      runner.keepOnly(targets);
      traps?.follow(targets);
      state.keepOnly(targets);
      ports.keepOnly(targets);
      alarms.keepOnly(targets);
      captures.keepOnly(targets);
      streams.keepOnly(targets);
      warnOfMissingCredentials(targets, credentials, log);
      log.info({ devices: targets.size }, 'a new version of the inventory is in use');
    },
    refused: (error) => log.error({ err: error }, 'the new version of the inventory is refused; the old one stays'),
  }).catch(async (error: unknown) => {
    await cameras.book?.close();
    traps?.close();
    socket.close();
    throw error;
  });
  topology.follow(live.inventory);
  cameras.follow(live.inventory, live.targets);
  metrics.follow(live, topology);
  traps?.follow(live.targets);
  warnOfMissingCredentials(live.targets, credentials, log);
  const snmp = openSnmp?.({ targets: () => live.targets, transport, lane: runner.lane('snmp') });
  const others = routes({
    live,
    runner,
    topology,
    metrics,
    token,
    journal: traps?.journal,
    cameras,
    reports: { credentials, alarms, captures },
    log,
  });
  const server = createServer(
    { keepAliveTimeout: keepAliveMs, requestTimeout: requestMs, headersTimeout: requestMs },
    (request, response) => {
      if (!snmp?.answer(request, response)) others(request, response);
    },
  );
  const credentialsTimer = setInterval(() => credentials.refresh(), pollMs);
  const release = async (): Promise<void> => {
    clearInterval(credentialsTimer);
    live.stop();
    traps?.close();
    socket.close();
    fping.close();
    await cameras.book?.close();
  };
  try {
    server.listen(config.listen.port, config.listen.host);
    await once(server, 'listening');
  } catch (error) {
    await release();
    throw error;
  }
  return {
    port: (server.address() as AddressInfo).port,
    trapPort: traps?.port,
    live,
    credentials,
    reloadSnmpYml: () => snmp?.reload(),
    close: async () => {
      await release();
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
      await captures.flush();
    },
  };
}

/** The scrape that also shows what a device told unasked: each device has one. */
const firstGroupOf = ({ modules }: Target): ProbeGroup | undefined =>
  probeGroups.find((group) => modules.some((module) => groupOfModule[module] === group));

function warnOfMissingCredentials(targets: Targets, credentials: CredentialStore, log: Logger): void {
  const missing = missingCredentials(targets, credentials);
  if (missing.length > 0)
    log.warn({ missing }, 'the inventory names credentials that the credentials file does not have');
}
