import type { Observation } from '@roundsman/contract/evidence.ts';

/** What it takes to make one list of observations of another. */
export interface EvidenceDifference {
  gone: Observation[];
  come: Observation[];
}

/** So far ahead is looked for where two lists go on alike. */
const lookahead = 4;

export const sameObservation = (one: Observation, other: Observation): boolean =>
  one === other ||
  (one.element === other.element &&
    one.observable === other.observable &&
    one.value === other.value &&
    one.at === other.at &&
    one.from === other.from &&
    one.fault === other.fault);

/** How many are the same objects from there on. */
const sameFrom = (before: readonly Observation[], i: number, after: readonly Observation[], j: number): number => {
  const most = Math.min(before.length - i, after.length - j);
  let same = 0;
  while (same < most && before[i + same] === after[j + same]) same += 1;
  return same;
};

/**
 * What has gone from a list and what has come to it, each as often as it did. Lists of tens of thousands that differ in a few places
 * are gone through once, side by side; where they are in another order altogether, the answer is longer than it need be, and right.
 */
export const evidenceDifference = (
  before: readonly Observation[],
  after: readonly Observation[],
): EvidenceDifference => {
  const gone: Observation[] = [];
  const come: Observation[] = [];
  const alike = (i: number, j: number): boolean => {
    const [one, other] = [before[i], after[j]];
    return one === undefined || other === undefined ? one === other : sameObservation(one, other);
  };
  let i = 0;
  let j = 0;
  const take = (fromBefore: number, fromAfter: number): void => {
    gone.push(...before.slice(i, i + fromBefore));
    come.push(...after.slice(j, j + fromAfter));
    i += fromBefore;
    j += fromAfter;
  };
  while (i < before.length && j < after.length) {
    const same = sameFrom(before, i, after, j);
    i += same;
    j += same;
    if (same > 0) continue;
    if (alike(i, j)) {
      i += 1;
      j += 1;
      continue;
    }
    let skipped = false;
    for (let far = 1; far <= lookahead && !skipped; far += 1) {
      skipped = true;
      if (alike(i + far, j + far)) take(far, far);
      else if (alike(i + far, j)) take(far, 0);
      else if (alike(i, j + far)) take(0, far);
      else skipped = false;
    }
    if (!skipped) take(1, 1);
  }
  for (const each of before.slice(i)) gone.push(each);
  for (const each of after.slice(j)) come.push(each);
  return { gone, come };
};
