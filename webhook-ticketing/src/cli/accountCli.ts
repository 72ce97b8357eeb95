import { createInterface } from 'node:readline';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { languages } from '@roundsman/contract/text.ts';
import { userRoles } from '@roundsman/contract/vocabulary.ts';
import { pino } from 'pino';
import { z } from 'zod';
import { accountTable } from '../adapters/accounts/accountTable.ts';
import { login } from '../adapters/accounts/accountsFile.ts';
import { hashPassword } from '../adapters/accounts/passwordHash.ts';
import { openDatabase } from '../adapters/db/database.ts';
import { migrate } from '../adapters/db/migrate.ts';
import { systemClock } from '../application/clock.ts';
import { loadConfig } from '../config.ts';

const usage = `usage: node src/cli/accountCli.ts --config FILE --login NAME --role ROLE [--contact ID] [--language en|zh] [--password-file FILE]
Makes an account, or gives an existing one this role and password and ends its sessions. Without --password-file the password
is read from standard input. Roles: ${userRoles.join(', ')}. An engineer needs the id of a contact of the inventory.`;

const options = z
  .strictObject({
    config: z.string(),
    login,
    role: z.enum(userRoles),
    contact: z.string().optional(),
    language: z.enum(languages).default('zh'),
    'password-file': z.string().optional(),
  })
  .refine(({ role, contact }) => role !== 'engineer' || contact !== undefined, {
    path: ['contact'],
    error: 'an engineer needs the id of a contact of the inventory',
  });

async function firstLineOfInput(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

const { values } = parseArgs({
  options: Object.fromEntries(
    ['config', 'login', 'role', 'contact', 'language', 'password-file'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  ),
});
const given = options.safeParse(values);
if (!given.success) {
  console.error(`${z.prettifyError(given.error)}\n\n${usage}`);
  process.exit(2);
}
try {
  const { config, login: name, role, contact, language, 'password-file': passwordFile } = given.data;
  const { secrets } = await loadConfig(config, process.env);
  const password = (
    passwordFile === undefined ? await firstLineOfInput() : await readFile(passwordFile, 'utf8')
  ).trim();
  if (password.length < 8) throw new Error('a password has at least 8 characters');
  const now = systemClock.now();
  await migrate(secrets.databaseUrl, now);
  const database = openDatabase(secrets.databaseUrl, 1, pino({ level: 'silent' }));
  const passwordHash = await hashPassword(password);
  await accountTable(database).put({ login: name, role, contact: contact ?? null, language, passwordHash }, now);
  await database.close();
  console.log(`${name} is ${role}; sessions of before have ended`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
