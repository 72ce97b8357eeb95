import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OverCapacity } from '../probe/lane.ts';
import { UplinkBudget } from './uplinkBudget.ts';

const uplink = (id: string, kilobitsPerSecond?: number) => ({ id, kilobitsPerSecond });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('an uplink', () => {
  test('without room refuses who waited too long, and whom it held up goes on', async () => {
    const budget = new UplinkBudget(1000);
    const first = Promise.withResolvers<undefined>();
    const running = budget.run([uplink('onu-1')], 800, 1000, () => first.promise);
    const late = budget.run([uplink('onu-1'), uplink('switch-1')], 800, 30, async () => undefined);
    const behind = budget.run([uplink('switch-1')], 800, 1000, async () => 'went on');
    await expect(late).rejects.toThrow(OverCapacity);
    await expect(behind).resolves.toBe('went on');
    first.resolve(undefined);
    await running;
    await expect(budget.run([uplink('onu-1')], 800, 1000, async () => 'free')).resolves.toBe('free');
  });

  test('is left free again by a session that fails', async () => {
    const budget = new UplinkBudget(1000);
    const failing = budget.run([uplink('onu-1')], 1000, 1000, () => Promise.reject(new Error('camera')));
    await expect(failing).rejects.toThrow('camera');
    await expect(budget.run([uplink('onu-1')], 1000, 1000, async () => 'free')).resolves.toBe('free');
  });

  test('bears one stream that is larger than its budget, alone', async () => {
    const budget = new UplinkBudget(1000);
    await expect(budget.run([uplink('onu-1')], 8000, 1000, async () => 'alone')).resolves.toBe('alone');
  });

  test('with a budget of its own goes by that', async () => {
    const budget = new UplinkBudget(1000);
    const end = Promise.withResolvers<undefined>();
    const wide = [uplink('onu-1', 5000)];
    const running = budget.run(wide, 3000, 1000, () => end.promise);
    await expect(budget.run(wide, 2000, 1000, async () => 'beside')).resolves.toBe('beside');
    end.resolve(undefined);
    await running;
  });

  test('never bears more than its budget, whoever comes in whatever order, and serves all', async () => {
    const session = fc.record({
      uplinks: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
      rate: fc.integer({ min: 1, max: 1000 }),
      turns: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(session, { maxLength: 30 }), async (sessions) => {
        const budget = new UplinkBudget(1000);
        const load = new Map<string, number>();
        const served = sessions.map(({ uplinks, rate, turns }) =>
          budget.run(
            uplinks.map((id) => uplink(id)),
            rate,
            60_000,
            async () => {
              for (const id of uplinks) load.set(id, (load.get(id) ?? 0) + rate);
              expect(Math.max(...load.values())).toBeLessThanOrEqual(1000);
              for (let at = 0; at < turns; at++) await turn();
              for (const id of uplinks) load.set(id, (load.get(id) ?? 0) - rate);
            },
          ),
        );
        await Promise.all(served);
      }),
    );
  });
});
