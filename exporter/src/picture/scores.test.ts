import { describe, expect, it } from '@jest/globals';
import { take, viewOf } from '../../test/pictureScene.ts';
import { measure } from './measure.ts';
import { pictureWidth, type Picture } from './picture.ts';
import { emptyReference, learn, visitsToLearn } from './reference.ts';
import { scoreAgainst, thresholds, type Scores } from './scores.ts';

const view = viewOf(3);

/** Each pixel becomes the mean of those within reach, along rows and then along columns. */
function smooth({ luma }: Picture, reach: number): void {
  for (const step of [1, pictureWidth]) {
    const before = luma.slice();
    for (let at = 0; at < luma.length; at++) {
      let sum = 0;
      for (let by = -reach; by <= reach; by++) sum += before[at + by * step] ?? before[at] ?? 0;
      luma[at] = sum / (2 * reach + 1);
    }
  }
}

/** What is said of a picture by day where healthy ones were learnt, all of them as soft as is given. */
function scoresOf(change: (picture: Picture) => void, shiftX = 0, soft = 0): Scores {
  const picture = (seed: number, shift = 0): Picture => {
    const taken = take(view, { seed, shiftX: shift });
    if (soft) smooth(taken, soft);
    return taken;
  };
  let reference = emptyReference();
  for (let visit = 0; visit < visitsToLearn; visit++) reference = learn(reference, measure(picture(visit)), visit);
  const seen = picture(99, shiftX);
  change(seen);
  return scoreAgainst(measure(seen), reference, 'daylight', 40);
}
const blur =
  (reach: number) =>
  (picture: Picture): void => {
    for (let turn = 0; turn < 2; turn++) smooth(picture, reach);
  };
const untouched = (): void => undefined;

describe('a blurred picture', () => {
  it('is as clear a case in a view that was never sharp as in a sharp one', () => {
    const [sharp, soft] = [scoresOf(blur(4)).blurred, scoresOf(blur(4), 0, 1).blurred];
    expect(sharp).toBeGreaterThan(2 * thresholds.blurred);
    expect(soft).toBeGreaterThan(2 * thresholds.blurred);
  });
  it('is not said of a view that is soft already, nor of one that lost half of its contrast', () => {
    const paler = ({ luma }: Picture): void => luma.forEach((value, at) => void (luma[at] = 60 + value / 2));
    expect(scoresOf(untouched, 0, 1).blurred).toBeLessThan(thresholds.blurred / 2);
    expect(scoresOf(paler).blurred).toBeLessThan(thresholds.blurred / 2);
  });
  it('is no moved view where hardly an edge is left, and a moved view still is one', () => {
    const { blurred, moved } = scoresOf(blur(8));
    expect(blurred).toBeGreaterThan(thresholds.blurred);
    expect(moved).toBeLessThan(thresholds.moved);
    expect(scoresOf(untouched, 70).moved).toBeGreaterThan(thresholds.moved);
  });
});
