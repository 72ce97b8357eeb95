import { readFile } from 'node:fs/promises';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import type { Element } from '@roundsman/contract/inventory/schema.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Account } from './rtsp/digest.ts';

/** The exporter's credentials file: what opens the devices, by the names that the inventory uses. */
const credentialsFile = z.record(
  identifier,
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('snmp_v2c'), community: z.string().min(1) }),
    z.strictObject({ type: z.literal('rtsp'), username: z.string().min(1), password: z.string() }),
  ]),
);

export interface Credentials {
  /** @throws Error naming the element whose credentials are missing or of the other type. */
  communityOf: (element: Element) => string;
  accountOf: (element: Element) => Account;
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
    communityOf: (element) => {
      const found = find(element);
      if (found?.type !== 'snmp_v2c') throw missing(element, 'snmp_v2c');
      return found.community;
    },
    accountOf: (element) => {
      const found = find(element);
      if (found?.type !== 'rtsp') throw missing(element, 'rtsp');
      return { username: found.username, password: found.password };
    },
  };
}
