import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { forgetDeadPostmaster, privateCluster, type PrivateCluster } from './postgres.ts';

let dataDir: string;
const password = 'a b/@:%c';
const cluster = (): Promise<PrivateCluster> =>
  privateCluster({ dataDir, password, logFile: path.join(dataDir, 'postgres.log') });

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

beforeAll(() => {
  // Deeper than the 107 octets that the path of a socket may have; the unprivileged user may enter it.
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-pg-'));
  chmodSync(folder, 0o711);
  dataDir = path.join(folder, 'x'.repeat(120));
});
afterAll(() => rmSync(path.dirname(dataDir), { recursive: true, force: true }));

describe('the private PostgreSQL cluster', () => {
  test('keeps its rows from one start to the next, with a data folder deeper than a socket may lie', async () => {
    const first = await cluster();
    await first.process.start();
    await query(first.databaseUrl, "create table orders as select 'kept' as state");
    await first.process.stop();
    const second = await cluster();
    await second.process.start();
    expect(await query(second.databaseUrl, 'select state from orders')).toEqual(['kept']);
    await second.process.stop();
  }, 90_000);

  test('is durable, listens on no network, and asks everybody for the password', async () => {
    const { process: server, databaseUrl } = await cluster();
    await server.start();
    expect(await query(databaseUrl, 'show fsync')).toEqual(['on']);
    expect(await query(databaseUrl, 'show listen_addresses')).toEqual(['']);
    await expect(query(databaseUrl.replace(/:[^:@/]*@/, ':wrong@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    await server.stop();
  }, 90_000);

  test('does not run as root', async () => {
    const { process: server } = await cluster();
    await server.start();
    const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]);
    expect(uid).not.toBe(0);
    await server.stop();
  }, 90_000);

  test('starts again after SIGKILL, although its lock files name a process that lives', async () => {
    const killed = await cluster();
    await killed.process.start();
    const folder = killed.process.spec.folder;
    killed.process.kill();
    await killed.process.ended;
    const socketFolder = decodeURIComponent(/@([^@/]+)\/\w+$/.exec(killed.databaseUrl)?.[1] ?? '');
    const locks = [path.join(folder, 'postmaster.pid'), path.join(socketFolder, '.s.PGSQL.5432.lock')];
    for (const lock of locks) {
      expect(existsSync(lock)).toBe(true);
      // The number was given to another program meanwhile: this one.
      writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(process.pid)));
    }
    const { process: server, databaseUrl } = await cluster();
    await server.start();
    expect(await query(databaseUrl, 'select 1')).toEqual([1]);
    forgetDeadPostmaster(folder, socketFolder);
    expect(locks.filter((lock) => existsSync(lock))).toEqual(locks);
    await server.stop();
  }, 90_000);

  test('of another major version is named, with what to install', async () => {
    const { process: server } = await cluster();
    const version = path.join(server.spec.folder, 'PG_VERSION');
    const own = readFileSync(version, 'utf8');
    writeFileSync(version, '9\n');
    await expect(cluster()).rejects.toThrow('was made by PostgreSQL 9, which is not installed: install postgresql-9');
    writeFileSync(version, own);
  });

  test('keeps its password out of sight', () => {
    expect(existsSync(path.join(dataDir, 'pg.password'))).toBe(false);
    expect(readFileSync(path.join(dataDir, 'postgres.log'), 'utf8')).not.toContain(password);
    expect(statSync(path.join(dataDir, 'pg')).mode & 0o077).toBe(0);
  });
});

test('the lock file of a cluster that is not there is no fault', () => {
  const nowhere = path.join(tmpdir(), 'no-such-cluster');
  forgetDeadPostmaster(nowhere, nowhere);
});
