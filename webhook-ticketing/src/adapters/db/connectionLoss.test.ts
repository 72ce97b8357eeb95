import { describe, expect, test } from '@jest/globals';
import { databaseError, isConnectionLoss } from './connectionLoss.ts';

const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('an error of the database', () => {
  test.each(['ECONNREFUSED', 'ENOENT', '57P01', '57P03', '08006', '53300', '40P01', '57014'])(
    '%s asks to try again later',
    (code) => {
      expect(isConnectionLoss(coded(code))).toBe(true);
    },
  );

  test.each(['23505', '42703', '22P02', ''])(
    '"%s" is a fault of a statement, which trying again does not mend',
    (code) => {
      expect(isConnectionLoss(coded(code))).toBe(false);
    },
  );

  test('without a code is told by what pg says', () => {
    expect(isConnectionLoss(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isConnectionLoss(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isConnectionLoss('Connection terminated')).toBe(false);
  });

  test('of a name with several addresses counts when any of them is away', () => {
    expect(isConnectionLoss(new AggregateError([coded('ECONNREFUSED')]))).toBe(true);
  });

  test('quotes no row: it may hold what a reporter said of himself', () => {
    const error = Object.assign(coded('23514', 'new row violates'), { detail: 'Failing row contains (13800138000)' });
    expect(JSON.stringify(Object.entries(databaseError(error) as object))).not.toContain('13800138000');
    expect(databaseError(error)).toBe(error);
  });
});
