import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { databaseError } from './connectionLoss.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any number; the same in every replica, so that one of them migrates and the others wait for it. */
const migrationLock = 7_201_001;
const applied = z.object({ name: z.string() });

/**
 * Brings the schema up to date: every file of `migrations/`, in the order of its number, once, each in a transaction. Released
 * files are never changed: a change is a further file. Returns the names of those applied now.
 */
export async function migrate(databaseUrl: string, now: Date): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined); // the statement that waits for it rejects as well
  try {
    await client.connect();
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query(
      'create table if not exists migrations (name text primary key, applied_at timestamptz not null)',
    );
    const done = new Set(
      (await client.query('select name from migrations')).rows.map((row) => applied.parse(row).name),
    );
    const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
    const fresh = names.filter((name) => !done.has(name));
    for (const name of fresh) await apply(client, name, now);
    return fresh;
  } catch (error) {
    throw databaseError(error);
  } finally {
    // Ending the session also gives the lock back.
    await client.end().catch(() => undefined);
  }
}

async function apply(client: pg.Client, name: string, now: Date): Promise<void> {
  const statements = await readFile(new URL(name, folder), 'utf8');
  await client.query('begin');
  try {
    await client.query(statements);
    await client.query('insert into migrations (name, applied_at) values ($1, $2)', [name, now]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed`, { cause: error });
  }
}
