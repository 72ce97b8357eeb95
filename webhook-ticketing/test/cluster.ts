import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { migrate } from '../src/adapters/db/migrate.ts';

const run = promisify(execFile);

/** A PostgreSQL server for tests. */
export interface Cluster {
  /** A fresh database with the service's schema: a copy of one that was migrated once. Answers its address. */
  createDatabase(): Promise<string>;
  /** Ends the server at once, as a crash does; only of a private cluster. */
  crash(): Promise<void>;
  start(): Promise<void>;
  dispose(): Promise<void>;
}

async function programsFolder(): Promise<string> {
  const folders = ['15', '16', '17', '18'].map((version) => `/usr/lib/postgresql/${version}/bin`);
  for (const folder of [...folders, ...(process.env['PATH'] ?? '').split(':')]) {
    const found = await access(path.join(folder, 'initdb')).then(
      () => true,
      () => false,
    );
    if (found) return folder;
  }
  throw new Error('the tests need PostgreSQL: apt-get install postgresql');
}

/** PostgreSQL refuses to run as root. */
const asPostgres = (program: string, args: string[]): Promise<unknown> =>
  process.getuid?.() === 0
    ? run('runuser', ['-u', 'postgres', '--', program, ...args], { cwd: '/' })
    : run(program, args);

const withClient = async <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

/** Databases of a server: `urlOf` answers the address of one by its name. */
function databases(urlOf: (name: string) => string, maintenance: string): Cluster['createDatabase'] {
  const template = `template_${randomBytes(6).toString('hex')}`;
  let made: Promise<void> | null = null;
  const make = async (): Promise<void> => {
    await withClient(maintenance, (client) => client.query(`create database ${template}`));
    await migrate(urlOf(template), new Date(0));
  };
  return async () => {
    await (made ??= make());
    const name = `test_${randomBytes(6).toString('hex')}`;
    await withClient(maintenance, (client) => client.query(`create database ${name} template ${template}`));
    return urlOf(name);
  };
}

const fast = '-c fsync=off -c full_page_writes=off';

/**
 * A private cluster in a temporary folder on a unix socket. It outlives a crash of the server; one of the machine only where
 * `durable` is asked for, since no test pulls its plug.
 */
export async function privateCluster({ durable = false } = {}): Promise<Cluster> {
  const bin = await programsFolder();
  const folder = await mkdtemp(path.join(tmpdir(), 'rmpg-'));
  if (process.getuid?.() === 0) {
    const { stdout } = await run('id', ['-u', 'postgres']);
    await chown(folder, Number(stdout), 0);
  }
  const data = path.join(folder, 'data');
  await asPostgres(path.join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ]);
  const options = `-c listen_addresses='' -c unix_socket_directories=${folder} -c max_connections=100 ${durable ? '' : fast}`;
  const control = (...args: string[]): Promise<unknown> =>
    asPostgres(path.join(bin, 'pg_ctl'), ['-D', data, '-w', '-l', path.join(folder, 'log'), ...args]);
  const start = async (): Promise<void> => {
    await control('-o', options, 'start');
  };
  await start();
  const urlOf = (name: string): string => `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(folder)}`;
  return {
    createDatabase: databases(urlOf, urlOf('postgres')),
    crash: async () => {
      await control('-m', 'immediate', 'stop');
    },
    start,
    dispose: async () => {
      await control('-m', 'immediate', 'stop').catch(() => undefined); // a test may have left it stopped
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server that the test runner offers, or else a private cluster. */
export async function testCluster(): Promise<Cluster> {
  const offered = process.env['ROUNDSMAN_TEST_DATABASE_URL'];
  if (offered === undefined) return privateCluster();
  const urlOf = (name: string): string => {
    const url = new URL(offered);
    url.pathname = `/${name}`;
    return url.toString();
  };
  const notOurs = (): Promise<never> => Promise.reject(new Error('this server is shared: use privateCluster'));
  return {
    createDatabase: databases(urlOf, offered),
    crash: notOurs,
    start: notOurs,
    dispose: () => Promise.resolve(),
  };
}
