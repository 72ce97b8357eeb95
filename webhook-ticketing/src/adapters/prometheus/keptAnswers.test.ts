import { expect, test } from '@jest/globals';
import type { Observation } from '@roundsman/contract/evidence.ts';
import { KeptAnswers } from './keptAnswers.ts';

const reachable = (element: string): Observation => ({
  element,
  observable: 'reachable',
  value: true,
  at: '2026-11-02T08:00:00.000Z',
  from: 'metric',
});
const nothing: ReadonlySet<string> = new Set();

test('what was not measured is known not to be, and is not asked for again at once', () => {
  const kept = new KeptAnswers(15);
  kept.keep(['cam-1', 'cam-2'], [reachable('cam-1')], 0);
  expect(kept.toBeAsked(['cam-1', 'cam-2', 'cam-3'], nothing, 14_999)).toEqual(['cam-3']);
  expect(kept.of(['cam-2', 'cam-1', 'cam-3'])).toEqual([reachable('cam-1')]);
});

test('an answer counts for so long, and not at all where it is wanted anew', () => {
  const kept = new KeptAnswers(15);
  kept.keep(['cam-1'], [reachable('cam-1')], 0);
  expect(kept.toBeAsked(['cam-1'], new Set(['cam-1']), 1)).toEqual(['cam-1']);
  expect(kept.toBeAsked(['cam-1'], nothing, 15_000)).toEqual(['cam-1']);
});

test('an answer from after now, of a clock that was set back, does not count', () => {
  const kept = new KeptAnswers(15);
  kept.keep(['cam-1'], [reachable('cam-1')], 60_000);
  expect(kept.toBeAsked(['cam-1'], nothing, 0)).toEqual(['cam-1']);
});

test('a newer answer takes the place of an older one, and what counts no more is forgotten', () => {
  const kept = new KeptAnswers(15);
  kept.keep(['cam-1', 'cam-2'], [reachable('cam-1'), reachable('cam-2')], 0);
  kept.keep(['cam-1'], [], 20_000);
  expect(kept.of(['cam-1', 'cam-2'])).toEqual([]);
});
