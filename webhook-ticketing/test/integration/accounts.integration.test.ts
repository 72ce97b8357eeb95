import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { z } from 'zod';
import { makeListedAccounts } from '../../src/adapters/accounts/accountsFile.ts';
import { accountTable } from '../../src/adapters/accounts/accountTable.ts';
import { localAccounts } from '../../src/adapters/accounts/localAccounts.ts';
import { hashPassword } from '../../src/adapters/accounts/passwordHash.ts';
import { openDatabase, type Database } from '../../src/adapters/db/database.ts';
import type { Accounts } from '../../src/application/ticketing.ts';
import { buildTopology } from '../../src/domain/topology.ts';
import { testCity } from '../city.ts';
import { testCluster, type Cluster } from '../cluster.ts';
import { testClock } from '../harness.ts';

let cluster: Cluster;
let database: Database;
let accounts: Accounts;
const clock = testClock();

beforeAll(async () => {
  cluster = await testCluster();
  database = openDatabase(await cluster.createDatabase(), 4, pino({ level: 'silent' }));
  const inventory = testCity();
  const topology = buildTopology(inventory);
  accounts = localAccounts(accountTable(database), () => ({ inventory, topology }), clock);
  const passwordHash = await hashPassword('correct horse');
  const account = { login: 'zhao', role: 'engineer', contact: 'mu-zhao', language: 'zh', passwordHash } as const;
  await accountTable(database).put(account, clock.now());
}, 60_000);
afterAll(async () => {
  await database.close();
  await cluster.dispose();
});

const logIn = async (): Promise<string> => {
  const session = await accounts.logIn('zhao', 'correct horse');
  if (!session) throw new Error('the login was refused');
  return session.sessionToken;
};

describe('a login', () => {
  test('with a wrong password or an unknown name is refused', async () => {
    expect(await accounts.logIn('zhao', 'wrong horse')).toBeNull();
    expect(await accounts.logIn('nobody', 'correct horse')).toBeNull();
  });

  test('makes a session of a person with a contact and its party', async () => {
    const session = await accounts.session(await logIn());
    expect(session?.user).toMatchObject({ login: 'zhao', role: 'engineer', contact: 'mu-zhao', party: 'maintenance' });
  });

  test('leaves neither the password nor the token of its session in the database', async () => {
    const token = await logIn();
    const { rows } = database;
    const everything = JSON.stringify([
      await rows(z.looseObject({}), 'select * from sessions'),
      await rows(z.looseObject({}), 'select * from accounts'),
    ]);
    expect(everything).not.toContain(token);
    expect(everything).not.toContain('correct horse');
  });
});

describe('a session', () => {
  test('ends by logging out, after twelve hours, and with a new password', async () => {
    const [out, old] = [await logIn(), await logIn()];
    await accounts.logOut(out);
    expect(await accounts.session(out)).toBeNull();
    clock.advance(12 * 3_600);
    expect(await accounts.session(old)).toBeNull();
    const token = await logIn();
    const passwordHash = await hashPassword('another horse');
    await accountTable(database).put(
      { login: 'zhao', role: 'engineer', contact: 'mu-zhao', language: 'zh', passwordHash },
      clock.now(),
    );
    expect(await accounts.session(token)).toBeNull();
    expect(await accounts.logIn('zhao', 'correct horse')).toBeNull();
  });
});

describe('a list of accounts', () => {
  test('makes those that are missing, once, and names what is wrong with it', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'rmaccounts-'));
    const file = path.join(folder, 'accounts.yml');
    await writeFile(path.join(folder, 'li.password'), 'a long password\n');
    await writeFile(file, '- { login: li, role: operator, passwordFile: li.password }\n');
    const table = accountTable(database);
    expect(await makeListedAccounts(file, table, clock.now())).toEqual(['li']);
    expect(await makeListedAccounts(file, table, clock.now())).toEqual([]);
    expect(await accounts.logIn('li', 'a long password')).not.toBeNull();
    await writeFile(file, '- { login: wu, role: engineer, passwordFile: li.password }\n');
    await expect(makeListedAccounts(file, table, clock.now())).rejects.toThrow('an engineer needs the id of a contact');
    await rm(folder, { recursive: true });
  });
});
