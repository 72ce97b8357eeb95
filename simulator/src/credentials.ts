import { readFile } from 'node:fs/promises';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Account } from './rtsp/digest.ts';
import type { Opening } from './snmp/access.ts';
import { authProtocolNames } from './snmp/usm/user.ts';

const community = z.string().min(1).max(255);
const usmPassword = z.string().min(8).max(255);

/** The exporter's credentials file: what opens the devices, by the names that the inventory uses. */
const credentialsFile = z.record(
  identifier,
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('snmp_v1'), community }),
    z.strictObject({ type: z.literal('snmp_v2c'), community }),
    z
      .strictObject({
        type: z.literal('snmp_v3'),
        username: z.string().min(1).max(32),
        auth: z.strictObject({ protocol: z.enum(authProtocolNames), password: usmPassword }).optional(),
        priv: z.strictObject({ protocol: z.literal('AES'), password: usmPassword }).optional(),
      })
      .refine(({ auth, priv }) => auth !== undefined || priv === undefined, 'privacy needs authentication; add auth'),
    z.strictObject({ type: z.literal('rtsp'), username: z.string().min(1), password: z.string() }),
  ]),
);

export interface Credentials {
  /** @throws Error naming the element whose credentials are missing or of the other type. */
  openingOf: (element: Element) => Opening;
  accountOf: (element: Element) => Account;
  /** What opens its web server; undefined where it has no account beside that of SNMP. */
  loginOf: (element: Element) => Account | undefined;
}

/** @throws Error naming the file and what is wrong in it, never a secret. */
export async function loadCredentials(file: string): Promise<Credentials> {
  const read = await readFile(file, 'utf8').catch((error: Error) => {
    throw new Error(`${file}: cannot be read: ${error.message}`, { cause: error });
  });
  let content: unknown;
  try {
    content = parse(read);
  } catch {
    // The parser's message quotes the line, which may hold a secret.
    throw new Error(`${file}: not valid YAML`);
  }
  const parsed = credentialsFile.safeParse(content);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`);
    throw new Error(faults.join('\n'));
  }
  const find = (element: Element) => parsed.data[element.credentials ?? ''];
  const missing = (element: Element, type: string): Error =>
    new Error(`${file}: "${element.id}" needs an entry "${element.credentials ?? ''}" of type ${type}`);
  return {
    openingOf: (element) => {
      const found = find(element);
      switch (found?.type) {
        case 'snmp_v1':
        case 'snmp_v2c':
          return { type: 'community', community: found.community };
        case 'snmp_v3':
          return { type: 'user', user: { username: found.username, auth: found.auth, priv: found.priv } };
        default:
          throw missing(element, 'snmp_v1, snmp_v2c or snmp_v3');
      }
    },
    loginOf: (element) => {
      const found = parsed.data[element.loginCredentials ?? element.credentials ?? ''];
      return found?.type === 'rtsp' ? { username: found.username, password: found.password } : undefined;
    },
    accountOf: (element) => {
      const found = find(element);
      if (found?.type !== 'rtsp') throw missing(element, 'rtsp');
      return { username: found.username, password: found.password };
    },
  };
}
