import { describe, expect, test } from '@jest/globals';
import { Lane, OverCapacity } from './lane.ts';

describe('a lane', () => {
  test('refuses who would be one too many in the line, and who waits for too long', async () => {
    const lane = new Lane({ concurrency: 1, queue: 1 });
    const end = Promise.withResolvers<undefined>();
    const running = lane.run(1000, () => end.promise);
    const waiting = lane.run(20, async () => undefined);
    await expect(lane.run(1000, async () => undefined)).rejects.toThrow(OverCapacity);
    await expect(waiting).rejects.toThrow('no place became free within 0.0 s');
    end.resolve(undefined);
    await running;
    await expect(lane.run(1000, async () => 'free again')).resolves.toBe('free again');
  });

  test('lets in by turn, never more at once than it has places, also after failures', async () => {
    const lane = new Lane({ concurrency: 2, queue: 100 });
    let running = 0;
    let most = 0;
    const order: number[] = [];
    const work = (id: number) => async (): Promise<void> => {
      order.push(id);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (id % 3 === 0) throw new Error('failed');
    };
    await Promise.allSettled(Array.from({ length: 20 }, (_, id) => lane.run(1000, work(id))));
    expect(most).toBe(2);
    expect(order).toEqual(Array.from({ length: 20 }, (_, id) => id));
  });
});
