import { describe, expect, test } from '@jest/globals';
import { OverCapacity } from '../probe/lane.ts';
import { AgentTurns } from './agentTurns.ts';

const soon = (): number => performance.now() + 1000;

describe('an agent', () => {
  test('is walked by one at a time, in the order of asking, also after a walk that failed', async () => {
    const turns = new AgentTurns();
    const course: string[] = [];
    const walk = (name: string) => async (): Promise<void> => {
      course.push(`${name} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      course.push(`${name} ends`);
      if (name === 'a') throw new Error('no answer');
    };
    await Promise.allSettled(['a', 'b', 'c'].map((name) => turns.run('10.0.0.1:161', soon(), walk(name))));
    expect(course).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  test('does not wait for another agent', async () => {
    const turns = new AgentTurns();
    const end = Promise.withResolvers<undefined>();
    const slow = turns.run('10.0.0.1:161', soon(), () => end.promise);
    await expect(turns.run('10.0.0.2:161', soon(), async () => 'walked')).resolves.toBe('walked');
    end.resolve(undefined);
    await slow;
  });

  test('whose turn does not come before the deadline is no fault of the device', async () => {
    const turns = new AgentTurns();
    const end = Promise.withResolvers<undefined>();
    const slow = turns.run('10.0.0.1:161', soon(), () => end.promise);
    await expect(turns.run('10.0.0.1:161', performance.now() + 20, async () => 'walked')).rejects.toThrow(OverCapacity);
    end.resolve(undefined);
    await slow;
    await expect(turns.run('10.0.0.1:161', soon(), async () => 'walked')).resolves.toBe('walked');
  });
});
