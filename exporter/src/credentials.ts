import { readFileSync, statSync } from 'node:fs';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { z } from 'zod';
import type { Targets } from './targets.ts';
import { FileError, parseYaml } from './yamlFile.ts';

const credential = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('snmp_v2c'), community: z.string().min(1).max(255) }),
  z.strictObject({
    type: z.literal('rtsp'),
    // A line break would end the header in which the name is sent.
    username: z.string().regex(/^[^\r\n"]{1,255}$/, 'expected 1 to 255 characters without quotes and line breaks'),
    password: z.string().max(255),
  }),
]);
export type Credential = z.infer<typeof credential>;

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

/** Names that devices refer to and the file does not have. */
export const missingCredentials = (targets: Targets, credentials: CredentialStore): string[] => [
  ...new Set(
    [...targets.values()].flatMap(({ credentials: name }) =>
      name === undefined || credentials.find(name) ? [] : [name],
    ),
  ),
];
