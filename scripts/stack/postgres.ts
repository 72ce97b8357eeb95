import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { findProgram, searchFolders } from '../bootstrap/programs.mjs';
import { isAlive } from './leftovers.ts';
import { clusterUser, mayEnter, type SystemUser } from './systemUser.ts';
import { StackProcess } from './stackProcess.ts';

const run = promisify(execFile);
const role = 'roundsman';

export interface PostgresOptions {
  /** The stack's data folder; the cluster lies in `pg` under it. */
  dataDir: string;
  password: string;
  logFile: string;
}

export interface PrivateCluster {
  process: StackProcess;
  databaseUrl: string;
}

/** Said to the person at the terminal as it is. */
export class ClusterUnusable extends Error {
  readonly advice = true;
}

/**
 * A PostgreSQL cluster of our own: made once, on a unix socket only, asked for a password (scram) by everybody. Started by
 * root it runs as an unprivileged user, since PostgreSQL refuses root.
 */
export async function privateCluster({ dataDir, password, logFile }: PostgresOptions): Promise<PrivateCluster> {
  const user = clusterUser();
  const folder = clusterFolder(dataDir, user);
  const socketFolder = shortSocketFolder(dataDir, user);
  const initialised = existsSync(path.join(folder, 'PG_VERSION'));
  const bin = initialised ? binariesFor(folder) : newestBinaries();
  if (!initialised) await initialise({ bin, folder, password, user });
  forgetDeadPostmaster(folder, socketFolder);
  const databaseUrl = (database: string): string =>
    `postgresql://${role}:${encodeURIComponent(password)}@${encodeURIComponent(socketFolder)}/${database}`;
  const cluster = new StackProcess({
    name: 'postgres',
    command: [path.join(bin, 'postgres'), '-D', folder, '-c', 'listen_addresses=', '-k', socketFolder],
    folder,
    logFile,
    ...(user ? { user } : {}),
    // Fast shutdown: sessions are ended, and the next start needs no recovery.
    stopSignal: 'SIGINT',
    health: () => makeDatabase(databaseUrl('postgres')),
  });
  return { process: cluster, databaseUrl: databaseUrl(role) };
}

/** Connects, and makes the database where it is not there yet. */
async function makeDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined); // A connection that breaks while it is being ended has no one left to tell.
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [role]);
    if (rowCount === 0) await client.query(`create database ${role}`);
  } finally {
    await client.end();
  }
}

/** Under the data folder, unless the unprivileged user cannot reach that (a checkout in /root). */
function clusterFolder(dataDir: string, user: SystemUser | null): string {
  const usual = path.join(dataDir, 'pg');
  mkdirSync(dataDir, { recursive: true });
  // Others may pass through the data folder, not look into it.
  if (user) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const folder = user && !mayEnter(dataDir, user) ? path.join('/var/lib/roundsman', fingerprint(dataDir), 'pg') : usual;
  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.uid, user.gid);
  return folder;
}

/** The path of a socket may have 107 octets, and a checkout may lie deeper: so its folder is in /tmp, for its user alone. */
function shortSocketFolder(dataDir: string, user: SystemUser | null): string {
  const folder = `/tmp/roundsman-${fingerprint(dataDir)}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = user?.uid ?? process.getuid?.();
  if (user && statSync(folder).uid === 0) chownSync(folder, user.uid, user.gid);
  if (statSync(folder).uid !== owner) {
    throw new ClusterUnusable(`${folder} belongs to somebody else: remove it, or choose another --data-dir`);
  }
  return folder;
}

const fingerprint = (dataDir: string): string =>
  createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 12);

function newestBinaries(): string {
  const initdb = findProgram(['initdb'], searchFolders().toReversed());
  if (initdb === null) throw new ClusterUnusable('initdb is missing; install with: apt-get install postgresql');
  return path.dirname(initdb);
}

/** A cluster can only be run by the major version that made it. */
function binariesFor(folder: string): string {
  const version = readFileSync(path.join(folder, 'PG_VERSION'), 'utf8').trim();
  const own = `/usr/lib/postgresql/${version}/bin`;
  if (existsSync(path.join(own, 'postgres'))) return own;
  throw new ClusterUnusable(
    `${folder} was made by PostgreSQL ${version}, which is not installed: install postgresql-${version}, ` +
      'or move that folder away to begin anew without its work orders',
  );
}

interface Initialisation {
  bin: string;
  folder: string;
  password: string;
  user: SystemUser | null;
}

async function initialise({ bin, folder, password, user }: Initialisation): Promise<void> {
  // Half a cluster, of an initdb that was interrupted, is worth nothing.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user) for (const file of [folder, passwordFile]) chownSync(file, user.uid, user.gid);
  const command = [
    path.join(bin, 'initdb'),
    ...['-D', folder, '-U', role, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
    ...['--encoding=UTF8', '--locale=C', '--no-instructions'],
  ];
  const identity = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : [];
  try {
    await run('setpriv', [...identity, '--pdeathsig', 'KILL', '--', ...command], { cwd: '/' });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * After a crash the lock files of the data and of the socket stay behind, and PostgreSQL refuses to start while any process has
 * their number, be it another program or a dead postmaster that nobody has waited for yet. Where that is no living postmaster of
 * this folder, they are removed.
 */
export function forgetDeadPostmaster(folder: string, socketFolder: string): void {
  for (const file of [path.join(folder, 'postmaster.pid'), path.join(socketFolder, '.s.PGSQL.5432.lock')]) {
    if (!existsSync(file)) continue;
    const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
    if (!Number.isInteger(pid) || !isAlive(pid) || !isPostmasterOf(pid, folder)) rmSync(file);
  }
}

function isPostmasterOf(pid: number, folder: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return path.basename(command[0] ?? '').startsWith('postgres') && command.includes(folder);
  } catch {
    return false; // It ended between two looks.
  }
}
