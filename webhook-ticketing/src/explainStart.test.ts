import { describe, expect, test } from '@jest/globals';
import { DatabaseUnavailable } from './application/databaseUnavailable.ts';
import { explainStart } from './explainStart.ts';

describe('a service that cannot start', () => {
  test('says that the database is away, where it was looked for, and what to do', () => {
    const refused = new Error('connect ECONNREFUSED 10.0.0.1:5432');
    expect(explainStart(new DatabaseUnavailable(refused))).toBe(
      'the database cannot be reached: connect ECONNREFUSED 10.0.0.1:5432; start PostgreSQL, or correct DATABASE_URL or "database"',
    );
  });

  test('names every address of a host that has several', () => {
    const refused = ['::1', '127.0.0.1'].map((address) => new Error(`connect ECONNREFUSED ${address}:5432`));
    expect(explainStart(new DatabaseUnavailable(new AggregateError(refused)))).toContain(
      'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432',
    );
  });

  test('gives the cause of any other error', () => {
    expect(explainStart(new Error('migration 1 failed', { cause: new Error('no space') }))).toBe(
      'migration 1 failed: no space',
    );
    expect(explainStart('odd')).toBe('odd');
  });
});
