import { isIP } from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import { parseNetwork } from './allowedNetworks.ts';
import { readYamlFile } from './yamlFile.ts';

const seconds = (max: number): z.ZodNumber => z.number().positive().max(max);
const count = (max: number): z.ZodNumber => z.int().min(1).max(max);

/** Limits of one kind of probes. */
const lane = (deadlineSeconds: number, concurrency: number) =>
  z
    .strictObject({
      /** The most that a probe may take; the scrape timeout of Prometheus may shorten it. */
      deadlineSeconds: seconds(60).default(deadlineSeconds),
      /** Probes that run at once. */
      concurrency: count(10_000).default(concurrency),
      /** Probes that wait for their turn; more are refused with 503. */
      queue: z.int().min(0).max(100_000).default(concurrency),
    })
    .prefault({});

const networks = z
  .array(
    z.string().refine((text) => parseNetwork(text) !== undefined, 'expected a network such as 10.0.0.0/8 or fd00::/8'),
  )
  .min(1);

const configFile = z.strictObject({
  listen: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: z.int().min(0).max(65535).default(9810),
    })
    .prefault({}),
  /** Files or folders of the inventory. */
  inventory: z.array(z.string().min(1)).min(1),
  inventoryPollSeconds: seconds(3600).default(5),
  credentialsFile: z.string().min(1),
  /** File with the bearer token that everything but /healthz asks for. */
  metricsTokenFile: z.string().min(1).optional(),
  /** Networks (CIDR) outside of which no device is asked; absent: every address of the inventory is allowed. */
  allowedNetworks: networks.optional(),
  /** `/snmp`, as snmp_exporter has it; absent: there is none. */
  snmp: z
    .strictObject({
      /** Files of snmp.yml, or patterns of their names. */
      files: z.array(z.string().min(1)).min(1),
      /** File with the bearer token that `/snmp` and `/-/reload` ask for. */
      tokenFile: z.string().min(1),
      /** Whether `$NAME` in user names and secrets of snmp.yml stands for what the environment has. */
      expandEnvironment: z.boolean().default(false),
      /** Networks (CIDR) in which every address may be asked, beside the devices of the inventory. */
      allowedNetworks: networks.optional(),
    })
    .optional(),
  /** What the module `capture` reads and remembers. */
  captures: z
    .strictObject({
      /** Below which the folders are that the inventory names; absent: none is read. */
      folder: z.string().min(1).optional(),
      /** Where the passages of the last weeks are kept; absent: only in memory. */
      history: z.string().min(1).optional(),
    })
    .prefault({}),
  /** Where traps and informs are received; absent: nowhere. */
  traps: z
    .strictObject({
      listen: z
        .strictObject({
          host: z
            .string()
            .refine((text) => isIP(text) !== 0, 'expected a numeric address')
            .default('127.0.0.1'),
          port: z.int().min(0).max(65535).default(162),
        })
        .prefault({}),
      /** Networks (CIDR) of forwarders, which are believed when they say on whose behalf they send. */
      forwarders: networks.optional(),
      /** The engine id that devices have configured for informs of SNMPv3, in hex; absent: made of the machine's name. */
      engineId: z
        .string()
        .regex(/^([0-9a-f]{2}){5,32}$/i, 'expected 5 to 32 octets in hex')
        .optional(),
      /** The most that are read in a second, of one address and in all; ten times as many at a burst. */
      perSecond: z
        .strictObject({ address: count(10_000).default(20), total: count(100_000).default(1000) })
        .prefault({}),
      /** For how long what was told is shown when it is not told again. */
      expireHours: z.number().positive().max(8760).default(24),
      /** How many notifications are kept for reading. */
      keep: count(2000).default(500),
    })
    .optional(),
  /** Where pictures of cameras are judged; absent: nowhere. */
  pictures: z
    .strictObject({
      /** Folder of references, scores and photos. */
      folder: z.string().min(1),
      /** How often the pictures of a camera are judged. */
      everyMinutes: z.number().min(0.05).max(60).default(5),
      /** For how long photos are kept. */
      keepDays: z.number().positive().max(3650).default(30),
      /** The most that all photos together take; the oldest go first. */
      maxMegabytes: count(1_000_000).default(2048),
      /** Processes that decode. */
      decoders: count(8).default(1),
    })
    .optional(),
  probes: z
    .strictObject({
      snmp: lane(3, 256),
      reach: lane(3, 256),
      rtsp: lane(5, 256),
      /** Forwarding tables: long, and read seldom. */
      topology: lane(10, 256),
      /** Clocks, recordings and captures: what changes slowly. */
      management: lane(8, 1024),
      /** How `ping` asks, through fping. */
      ping: z
        .strictObject({
          command: z.string().min(1).default('fping'),
          packets: count(10).default(3),
          /** For how long an answer is waited for. */
          timeoutSeconds: seconds(10).default(1),
          /** Processes of fping at once, each with up to 250 devices. */
          processes: count(64).default(4),
        })
        .prefault({}),
      /** For how long a stream is watched; longer than one group of pictures. */
      rtspWindowSeconds: seconds(30).default(3),
      /** How often the main stream of a camera is watched in place of the other. */
      rtspMainEverySeconds: z.number().min(1).max(86_400).default(300),
      /** What the sessions behind one switch, ONU or media converter may take of its uplink together. */
      rtspUplinkKilobitsPerSecond: count(10_000_000).default(16_000),
      /** File of certificates (PEM) of who signs those of cameras with rtsps; absent: those that Node trusts. */
      rtspAuthorityFile: z.string().min(1).optional(),
    })
    .prefault({}),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

export type Config = z.infer<typeof configFile>;

/** Read a config file; its paths count from its own folder. @throws FileError with every fault found. */
export function loadConfig(file: string): Config {
  const config = readYamlFile(file, configFile);
  const fromFile = (name: string): string => path.resolve(path.dirname(file), name);
  return {
    ...config,
    inventory: config.inventory.map(fromFile),
    credentialsFile: fromFile(config.credentialsFile),
    metricsTokenFile: config.metricsTokenFile === undefined ? undefined : fromFile(config.metricsTokenFile),
    captures: {
      folder: config.captures.folder === undefined ? undefined : fromFile(config.captures.folder),
      history: config.captures.history === undefined ? undefined : fromFile(config.captures.history),
    },
    probes: {
      ...config.probes,
      rtspAuthorityFile:
        config.probes.rtspAuthorityFile === undefined ? undefined : fromFile(config.probes.rtspAuthorityFile),
    },
    pictures: config.pictures && { ...config.pictures, folder: fromFile(config.pictures.folder) },
    snmp: config.snmp && {
      ...config.snmp,
      files: config.snmp.files.map(fromFile),
      tokenFile: fromFile(config.snmp.tokenFile),
    },
  };
}
