import { describe, expect, it } from '@jest/globals';
import { take, viewOf } from '../../test/pictureScene.ts';
import { compare, type Comparison } from './comparison.ts';
import { measure } from './measure.ts';
import { pictureHeight, pictureWidth, type Picture } from './picture.ts';
import { emptyReference, learn } from './reference.ts';
import { thresholds } from './scores.ts';

const view = viewOf(3);
const healthy = (seed: number): Picture => take(view, { seed });

/** What is found of a picture where healthy ones were learnt; both are made from the same view. */
function found(change: (picture: Picture) => void, paint: (picture: Picture) => void = () => undefined): Comparison {
  const painted = (seed: number): Picture => {
    const picture = healthy(seed);
    paint(picture);
    return picture;
  };
  let reference = emptyReference();
  for (let visit = 0; visit < 12; visit++) reference = learn(reference, measure(painted(visit)), visit);
  const picture = painted(99);
  change(picture);
  return compare(measure(picture), reference);
}

/** Three quarters of the view are orange, the rest is a blue sky. */
const orange = ({ cb, cr }: Picture): void => {
  for (let at = 0; at < cb.length; at++) {
    const sky = at < cb.length / 4;
    cb[at] = sky ? 150 : 88;
    cr[at] = sky ? 112 : 162;
  }
};
const recolour =
  (saturation: number, blue: number, red: number) =>
  ({ cb, cr }: Picture): void => {
    for (let at = 0; at < cb.length; at++) {
      cb[at] = 128 + ((cb[at] ?? 128) - 128) * saturation + blue;
      cr[at] = 128 + ((cr[at] ?? 128) - 128) * saturation + red;
    }
  };

/** Each pixel of these rows becomes the mean of the square around it. */
function smooth({ luma }: Picture, reach: number, rows = pictureHeight): void {
  const before = luma.slice();
  for (let at = 0; at < rows * pictureWidth; at++) {
    let [sum, count] = [0, 0];
    for (let down = -reach; down <= reach; down++) {
      for (let across = -reach; across <= reach; across++) {
        const value = before[at + down * pictureWidth + across];
        if (value === undefined) continue;
        sum += value;
        count++;
      }
    }
    luma[at] = sum / count;
  }
}

describe('a view that is mostly of one colour', () => {
  it('has a cast where its colours are shifted along that colour', () => {
    expect(found(recolour(1, -24, 20), orange).cast).toBeGreaterThan(thresholds.colour_cast);
    expect(found(recolour(1, 24, -20), orange).cast).toBeGreaterThan(thresholds.colour_cast);
  });
  it('has none where the sun deepens its colours or haze pales them', () => {
    expect(found(recolour(1.35, 0, 0), orange).cast).toBeLessThan(thresholds.colour_cast / 2);
    expect(found(recolour(0.55, 0, 0), orange).cast).toBeLessThan(thresholds.colour_cast / 2);
  });
});

/** A veil that leaves this share of the contrast in each row. */
const veil =
  (left: (row: number) => number) =>
  ({ luma }: Picture): void => {
    for (let at = 0; at < luma.length; at++) {
      const share = left(Math.floor(at / pictureWidth) / pictureHeight);
      luma[at] = (luma[at] ?? 0) * share + 130 * (1 - share);
    }
  };

describe('contrast', () => {
  const lost = ({ view: { kept, fog }, largeContrast }: Comparison): number =>
    1 - Math.max((kept ?? 1) * fog, largeContrast ?? 0);
  it('is lost where a fault takes it from all alike', () => {
    expect(lost(found(veil(() => 0.2)))).toBeGreaterThan(thresholds.low_contrast);
  });
  it('is not said to be lost in thick fog, which leaves more of it near the camera', () => {
    const fog = (row: number): number => Math.exp(-2.5 * (0.06 + 0.94 * (1 - row) ** 1.5));
    expect(lost(found(veil(fog)))).toBeLessThan(thresholds.low_contrast);
  });
  it('is what the view keeps, not what a lorry before it has', () => {
    const lorry = found((picture) => {
      veil(() => 0.2)(picture);
      for (let at = 0; at < picture.luma.length; at++) {
        const [x, y] = [at % pictureWidth, Math.floor(at / pictureWidth)];
        if (x > 100 && x < 200 && y > 60 && y < 120) picture.luma[at] = (x >> 3) % 2 ? 220 : 30;
      }
    });
    expect(lost(lorry)).toBeGreaterThan(thresholds.low_contrast);
  });
  it('is unknown where another view is seen', () => {
    const other = take(viewOf(77), { seed: 1 });
    expect(found((picture) => picture.luma.set(other.luma)).view.kept).toBeUndefined();
  });
});

describe('fine detail', () => {
  const lost = ({ sharpness }: Comparison): number => 1 - (sharpness ?? 1);
  it('is lost over the whole view in a blurred picture', () => {
    expect(lost(found((picture) => smooth(picture, 3)))).toBeGreaterThan(thresholds.blurred);
  });
  it('is not said to be lost where only the far half of the view has none, as in fog', () => {
    expect(lost(found((picture) => smooth(picture, 3, pictureHeight / 2)))).toBeLessThan(thresholds.blurred);
  });
});
