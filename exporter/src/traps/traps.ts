import type { Logger } from 'pino';
import type { AllowedNetworks } from '../allowedNetworks.ts';
import type { AlarmBook } from '../carrier/alarmBook.ts';
import { alarmOfTrap, isAlarmTrap } from '../carrier/alarmTraps.ts';
import type { Config } from '../config.ts';
import type { CredentialStore } from '../credentials.ts';
import type { SnmpNotification } from '../snmp/notification.ts';
import type { Engines } from '../snmp/usm/engines.ts';
import type { Target, Targets } from '../targets.ts';
import { FileError } from '../yamlFile.ts';
import { Authoriser } from './authorise.ts';
import { Journal } from './journal.ts';
import type { NotificationOutcome } from './outcome.ts';
import { OwnEngine } from './ownEngine.ts';
import type { PortNames } from './portNames.ts';
import { Rate, Rates } from './rate.ts';
import { NotificationReading } from './reading.ts';
import { TrapReceiver } from './receiver.ts';
import { Repetitions } from './repetitions.ts';
import { ruleOf } from './rules.ts';
import { Senders } from './senders.ts';
import type { NotificationState } from './state.ts';
import { TrapSocket } from './trapSocket.ts';

/** The receiver of traps and informs with everything that stands behind it. */
export interface Traps {
  port: number;
  journal: Journal;
  /** From now on these devices. */
  follow: (targets: Targets) => void;
  close: () => void;
}

export interface TrapsParts {
  credentials: CredentialStore;
  allowed: AllowedNetworks;
  /** The engines that polling has met. */
  engines: Engines;
  observe: (outcome: NotificationOutcome) => void;
  /** What devices told, also by other ways than traps. */
  state: NotificationState;
  ports: PortNames;
  /** Where alarms of carriers' network managers go. */
  alarms: AlarmBook;
  log: Logger;
}

/** How many seconds' worth of notifications may come at once: a power cut makes many devices tell many things. */
const burstSeconds = 10;
const now = (): number => performance.now();
const ifName = '1.3.6.1.2.1.31.1.1.1.1';

const remedies: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program; free it or change the port',
  EACCES: 'needs a privilege; choose a port above 1023, or give node CAP_NET_BIND_SERVICE',
  EADDRNOTAVAIL: 'is no address of this machine',
};

/** Listens from now on. @throws FileError where the port cannot be had; other errors of binding as they come */
export async function openTraps(config: NonNullable<Config['traps']>, parts: TrapsParts): Promise<Traps> {
  const { listen, perSecond, forwarders = [], engineId } = config;
  const socket = await TrapSocket.open(listen).catch((error: NodeJS.ErrnoException) => {
    const remedy = remedies[error.code ?? ''];
    throw remedy === undefined ? error : new FileError([`traps.listen: ${listen.host}:${listen.port} ${remedy}`]);
  });
  const { state, ports } = parts;
  const journal = new Journal(config.keep);
  const senders = new Senders(parts.allowed, forwarders);
  const own = new OwnEngine(engineId === undefined ? undefined : Buffer.from(engineId, 'hex'), listen.port);
  const take = (device: Target, { name, varbinds }: SnmpNotification): string | null => {
    const reading = new NotificationReading(varbinds);
    if (isAlarmTrap({ name }) && device.modules.includes('carrier_alarms')) return takeAlarm(device, name, reading);
    const [ifIndex] = reading.index(ifName) ?? [];
    const interfaceName = reading.text(ifName);
    if (ifIndex !== undefined && interfaceName !== undefined) ports.hear(device.id, ifIndex, interfaceName);
    const told = ruleOf(name)?.tells(reading);
    if (!told) return null;
    state.take(device.id, told);
    return told.notification;
  };
  const takeAlarm = (device: Target, name: string, reading: NotificationReading): string | null => {
    const alarm = alarmOfTrap(name, reading, Date.now());
    if (!alarm) return null;
    parts.alarms.enter(device.id, 'trap', alarm.id, alarm.state);
    return `carrier_alarm ${alarm.state.severity}`;
  };
  const receiver = new TrapReceiver(
    {
      ...{ senders, own, journal, take, observe: parts.observe },
      authoriser: new Authoriser(parts.credentials, parts.engines, own),
      rates: {
        address: new Rates(perSecond.address, perSecond.address * burstSeconds, now),
        total: new Rate(perSecond.total, perSecond.total * burstSeconds, now),
      },
      repetitions: new Repetitions(now),
    },
    (octets, to) => socket.send(octets, to),
  );
  socket.onDatagram((octets, from) => receiver.receive(octets, from));
  parts.log.info(
    { host: listen.host, port: socket.port, engineId: Buffer.from(own.id).toString('hex') },
    'receiving traps and informs',
  );
  return {
    ...{ port: socket.port, journal },
    follow: (targets) => {
      senders.follow(targets).catch((error: unknown) => parts.log.error({ err: error }, 'names were not resolved'));
    },
    close: () => {
      senders.stop();
      socket.close();
    },
  };
}
