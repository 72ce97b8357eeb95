import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { identifier } from '@roundsman/contract/inventory/schema.ts';
import { languages } from '@roundsman/contract/text.ts';
import { userRoles } from '@roundsman/contract/vocabulary.ts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { AccountTable } from './accountTable.ts';
import { hashPassword } from './passwordHash.ts';

export const login = z.string().regex(/^[\w.@-]{1,64}$/, 'expected 1 to 64 letters, digits, ".", "_", "@" or "-"');

const accounts = z.array(
  z
    .strictObject({
      login,
      role: z.enum(userRoles),
      contact: identifier.optional(),
      language: z.enum(languages).default('zh'),
      passwordFile: z.string().min(1).optional(),
      passwordHash: z.string().startsWith('scrypt$').optional(),
    })
    .refine(({ passwordFile, passwordHash }) => (passwordFile === undefined) !== (passwordHash === undefined), {
      path: ['passwordFile'],
      error: 'give passwordFile or passwordHash, one of them',
    })
    .refine(({ role, contact }) => role !== 'engineer' || contact !== undefined, {
      path: ['contact'],
      error: 'an engineer needs the id of a contact of the inventory',
    }),
);

/** Makes the accounts of a file that are not there yet; those that exist are left as they are. Throws naming the fault. */
export async function makeListedAccounts(file: string, table: AccountTable, now: Date): Promise<string[]> {
  const parsed = accounts.safeParse(parse(await readFile(file, 'utf8')));
  if (!parsed.success) throw new Error(`the accounts in ${file} are not valid:\n${z.prettifyError(parsed.error)}`);
  const made: string[] = [];
  // Whoever is given the same file shares a password and may share its hash: one costs as much as a log-in.
  const hashes = new Map<string, string>();
  const hashOf = async (passwordFile: string): Promise<string> => {
    const hash = hashes.get(passwordFile) ?? (await hashPassword(await readPassword(file, passwordFile)));
    hashes.set(passwordFile, hash);
    return hash;
  };
  for (const { login: name, role, contact, language, passwordFile, passwordHash } of parsed.data) {
    if (await table.byLogin(name)) continue;
    const hash = passwordFile === undefined ? passwordHash : await hashOf(passwordFile);
    if (hash === undefined) continue; // the check above leaves one of the two
    if (await table.add({ login: name, role, contact: contact ?? null, language, passwordHash: hash }, now))
      made.push(name);
  }
  return made;
}

async function readPassword(accountsFile: string, passwordFile: string): Promise<string> {
  const password = (await readFile(path.resolve(path.dirname(accountsFile), passwordFile), 'utf8')).trim();
  if (password.length < 8) throw new Error(`${passwordFile}: a password has at least 8 characters`);
  return password;
}
