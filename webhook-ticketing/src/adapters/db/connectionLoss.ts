import { types } from 'node:util';
import { DatabaseUnavailable } from '../../application/databaseUnavailable.ts';

/**
 * Classes and codes of SQLSTATE (PostgreSQL, appendix A) and of Node's sockets that say that the server is away, starting,
 * stopping or full, rather than that a statement is wrong.
 */
const awayCodes: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '53300', // too_many_connections
  '57014', // query_canceled: the statement timeout ran out
  '55P03', // lock_not_available: the lock timeout ran out
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '25P03', // idle_in_transaction_session_timeout
  '25006', // read_only_sql_transaction: a standby after a fail-over
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/** `pg` reports these without a code. */
const awayMessages =
  /Connection terminated|connection timeout|timeout exceeded when trying to connect|Query read timeout|not queryable|Client has encountered a connection error|Cannot use a pool after calling end/i;

/** Whether an error of the database says that asking again later is right. */
export function isConnectionLoss(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (awayCodes.has(code) || code.startsWith('08') || awayMessages.test(error.message)) return true;
  // A name with several addresses fails once for each of them.
  return 'errors' in error && Array.isArray(error.errors) && error.errors.some(isConnectionLoss);
}

/**
 * What the rest of the service sees of an error of the database. Without `detail` and `where`: there PostgreSQL quotes whole rows,
 * with the names and numbers of reporters, and errors are logged.
 */
export function databaseError(error: unknown): unknown {
  if (isConnectionLoss(error)) return new DatabaseUnavailable(error);
  if (types.isNativeError(error)) for (const quoting of ['detail', 'where']) Reflect.deleteProperty(error, quoting);
  return error;
}
