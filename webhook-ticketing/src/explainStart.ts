import { DatabaseUnavailable } from './application/databaseUnavailable.ts';

/** Why the service did not start, in words that a person can act on; never with a password. */
export function explainStart(error: unknown): string {
  const why = [messageOf(error), error instanceof Error ? messageOf(error.cause) : ''].filter((text) => text !== '');
  const remedy =
    error instanceof DatabaseUnavailable ? '; start PostgreSQL, or correct DATABASE_URL or "database"' : '';
  return why.join(': ') + remedy;
}

/** A host name with several addresses fails once for each of them, and then says nothing itself. */
function messageOf(error: unknown): string {
  if (error === undefined) return '';
  if (!(error instanceof Error)) return String(error);
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message;
}
