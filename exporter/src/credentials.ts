import { readFileSync, statSync } from 'node:fs';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { z } from 'zod';
import type { SnmpSecurity } from './snmp/agent.ts';
import { authProtocols, privProtocols } from './snmp/usm/protocols.ts';
import type { Target, Targets } from './targets.ts';
import { FileError, parseYaml } from './yamlFile.ts';

const namesOf = <T extends string>(protocols: Readonly<Record<T, unknown>>): T[] => Object.keys(protocols) as T[];

const community = z.string().min(1).max(255);
/** At least 8 characters (RFC 3414 section 11.2). */
const usmPassword = z.string().min(8, 'expected at least 8 characters').max(255);

const credential = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snmp_v1'), community }),
  z.strictObject({ type: z.literal('snmp_v2c'), community }),
  z
    .strictObject({
      type: z.literal('snmp_v3'),
      username: z.string().min(1).max(32),
      auth: z.strictObject({ protocol: z.enum(namesOf(authProtocols)), password: usmPassword }).optional(),
      priv: z.strictObject({ protocol: z.enum(namesOf(privProtocols)), password: usmPassword }).optional(),
      contextName: z.string().max(255).optional(),
    })
    .refine(({ auth, priv }) => auth !== undefined || priv === undefined, {
      path: ['priv'],
      message: 'privacy needs authentication; add auth',
    }),
  z.strictObject({
    type: z.literal('nut'),
    // A line break would begin another command.
    username: z.string().regex(/^[^\r\n]{1,128}$/, 'expected 1 to 128 characters without line breaks'),
    password: z.string().regex(/^[^\r\n]{1,128}$/, 'expected 1 to 128 characters without line breaks'),
  }),
  // Sent with `POST /alarms/<device>` by a carrier's network manager.
  z.strictObject({
    type: z.literal('alarm_feed'),
    token: z.string().min(16, 'expected at least 16 characters').max(255),
  }),
  // Sent with `POST /captures/<device>`.
  z.strictObject({
    type: z.literal('capture_feed'),
    token: z.string().min(16, 'expected at least 16 characters').max(255),
  }),
  z.strictObject({
    type: z.literal('rtsp'),
    // A line break would end the header in which the name is sent.
    username: z.string().regex(/^[^\r\n"]{1,255}$/, 'expected 1 to 255 characters without quotes and line breaks'),
    password: z.string().max(255),
  }),
]);
export type Credential = z.infer<typeof credential>;

/** Who asks the agents of devices with this credential; undefined for one of another protocol. */
export function snmpSecurity(credential: Credential | undefined): SnmpSecurity | undefined {
  switch (credential?.type) {
    case 'snmp_v1':
      return { version: 'v1', community: credential.community };
    case 'snmp_v2c':
      return { version: 'v2c', community: credential.community };
    case 'snmp_v3': {
      const { username, auth, priv, contextName } = credential;
      return { version: 'v3', user: { username, auth, priv }, contextName };
    }
    default:
      return undefined;
  }
}

const credentialsFile = z.record(identifier, credential);

const readableByAll = 0o004;

/**
 * The secrets, by the names that the inventory uses. Read anew when the file's content changes; a bad new version keeps the old.
 * Secrets stay in here and in the requests to devices: never in logs, metrics, pages, errors.
 */
export class CredentialStore {
  readonly #file: string;
  readonly #warn: (message: string) => void;
  #text = '';
  #entries: ReadonlyMap<string, Credential> = new Map();

  /** @throws FileError when the first version is bad. */
  constructor(file: string, warn: (message: string) => void) {
    this.#file = file;
    this.#warn = warn;
    this.#load();
  }

  find(name: string | undefined): Credential | undefined {
    return name === undefined ? undefined : this.#entries.get(name);
  }

  /** Look at the file now. */
  refresh(): void {
    try {
      this.#load();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.#warn(`the credentials stay as they were: ${error.message}`);
    }
  }

  #load(): void {
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      throw new FileError([`${this.#file}: cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
    }
    if (text === this.#text) return;
    this.#text = text;
    this.#entries = new Map(Object.entries(parseYaml(this.#file, text, credentialsFile)));
    if ((statSync(this.#file).mode & readableByAll) !== 0)
      this.#warn(`${this.#file} can be read by every user of this machine; set its mode to 0600`);
  }
}

/** Name of the entry with the token of whoever reports what a camera captures. */
export const captureFeed = ({ managed: { capture } }: Target): string | undefined =>
  capture && 'push' in capture ? capture.push.credentials : undefined;

/** Names that devices refer to and the file does not have. */
export const missingCredentials = (targets: Targets, credentials: CredentialStore): string[] => [
  ...new Set(
    [...targets.values()]
      .flatMap((target) => [target.credentials, target.trapCredentials, target.managed.login, captureFeed(target)])
      .flatMap((name) => (name === undefined || credentials.find(name) ? [] : [name])),
  ),
];
