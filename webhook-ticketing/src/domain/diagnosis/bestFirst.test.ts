import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BestFirst } from './bestFirst.ts';

/** Few different gains, so that many are worth the same; some worth less than nothing. */
const contenders = fc.array(fc.integer({ min: -4, max: 5 }), { maxLength: 60 });

test('contenders come by what they are worth, and of those that are worth the same the later in order first, each time', () => {
  fc.assert(
    fc.property(contenders, fc.nat(60), (worth, asked) => {
      const gains = Float64Array.from(worth);
      const order = Float64Array.from(worth, (_, number) => (number * 37) % 61);
      const best = new BestFirst(Int32Array.from(worth.keys()), gains, order);
      const wanted = [...worth.keys()].sort(
        (a, b) => (gains[b] ?? 0) - (gains[a] ?? 0) || (order[b] ?? 0) - (order[a] ?? 0),
      );
      expect(best.first).toBe(wanted[0]);
      expect([...best].slice(0, asked)).toEqual(wanted.slice(0, asked));
      expect([...best]).toEqual(wanted);
    }),
    { seed: 20_261_127, numRuns: 200 },
  );
});
