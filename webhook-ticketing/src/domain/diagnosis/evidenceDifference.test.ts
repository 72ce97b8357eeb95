import { expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import fc from 'fast-check';
import { evidenceDifference } from './evidenceDifference.ts';

const observation = fc.record({
  element: fc.constantFrom('cam-1', 'cam-2', 'onu-1'),
  observable: fc.constantFrom('reachable' as const, 'link_up' as const),
  value: fc.boolean(),
  at: fc.constantFrom('2026-05-04T06:00:00.000Z', '2026-05-04T06:00:15.000Z'),
  from: fc.constant('alert' as const),
});
const counted = (observations: readonly Observation[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const each of observations) counts[JSON.stringify(each)] = (counts[JSON.stringify(each)] ?? 0) + 1;
  return counts;
};

test('what is there less what has gone, with what has come, is what is there afterwards', () => {
  fc.assert(
    fc.property(fc.array(observation), fc.array(observation), (before, after) => {
      const { gone, come } = evidenceDifference(before, after);
      expect(counted([...before, ...come])).toEqual(counted([...after, ...gone]));
    }),
  );
});

test('of thousands of observations of which one is said otherwise, one is missing and one is new, no other is named', () => {
  const before = Array.from({ length: 9_000 }, (_, number): Observation => ({
    element: `cam-${String(number)}`,
    observable: 'reachable',
    value: true,
    at: '2026-05-04T06:00:00.000Z',
    from: 'metric',
  }));
  const [gone, turned] = [before[2_000], before[5_000]];
  if (gone === undefined || turned === undefined) throw new Error('too few observations');
  const fresh: Observation = { ...turned, element: 'cam-x' };
  const other: Observation = { ...turned, value: false };
  const after = before
    .flatMap((one) => (one === gone ? [] : one === turned ? [other] : [one]))
    .toSpliced(7_000, 0, fresh)
    .map((one) => ({ ...one }));
  expect(evidenceDifference(before, after)).toEqual({ gone: [gone, turned], come: [other, fresh] });
});
