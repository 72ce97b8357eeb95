import { describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { startWorker } from './worker.ts';

const logger = pino({ level: 'silent' });

describe('a worker', () => {
  test('looks at once when it is woken, and never twice at the same time', async () => {
    let under = 0;
    let most = 0;
    let rounds = 0;
    let enough: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (enough = resolve));
    const worker = startWorker({
      name: 'drainOutbox',
      everyMs: 60_000,
      logger,
      round: async () => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setTimeout(resolve, 5));
        under -= 1;
        rounds += 1;
        if (rounds === 3) enough();
        else worker.wake();
        return undefined;
      },
    });
    await done;
    await worker.stop();
    expect({ most, rounds }).toEqual({ most: 1, rounds: 3 });
  });

  test('tries again after a round that failed', async () => {
    let rounds = 0;
    let again: () => void = () => undefined;
    const repaired = new Promise<void>((resolve) => (again = resolve));
    const worker = startWorker({
      name: 'correlate',
      everyMs: 10,
      logger,
      round: () => {
        rounds += 1;
        if (rounds === 1) return Promise.reject(new Error('the database is away'));
        again();
        return Promise.resolve(undefined);
      },
    });
    await repaired;
    await worker.stop();
    expect(rounds).toBeGreaterThanOrEqual(2);
  });

  test('stops while it waits, without waiting to the end', async () => {
    const worker = startWorker({
      name: 'reconcile',
      everyMs: 3_600_000,
      logger,
      round: () => Promise.resolve(undefined),
    });
    await new Promise((resolve) => setImmediate(resolve));
    await worker.stop();
  });
});
