import type { PictureFault, PictureMode } from '@roundsman/contract/pictureFaults.ts';
import { compare, type Comparison } from './comparison.ts';
import { unchangedShare } from './frozen.ts';
import { innerTiles, tileColumns } from './grid.ts';
import { percentile, type Measures } from './measure.ts';
import { quantileOf } from './quantile.ts';
import type { Reference } from './reference.ts';
import { correlationAt, smallShift } from './structure.ts';

/** From these scores on a visit speaks for the fault. How they were chosen, and how far that flatters, says docs/picture-quality.md. */
export const thresholds: Readonly<Record<PictureFault, number>> = {
  no_signal: 0.7,
  black: 0.97,
  covered: 0.82,
  frozen: 0.9,
  snow: 8,
  stripes: 10,
  too_dark: 94,
  too_bright: 67,
  monochrome: 0.92,
  colour_cast: 12,
  low_contrast: 0.57,
  blurred: 0.35,
  moved: 0.45,
  occluded: 0.14,
  mosaic: 1,
  shake: 0.5,
};

export type Scores = Partial<Record<PictureFault, number>>;

/** Sun elevations in degrees: what asks for colours waits until the sun is no longer red, and what needs daylight for more of it. */
const sunForColour = 10;

/** What one picture alone says. */
export function scoreAlone(seen: Measures): Scores {
  const flat = flatShare(seen);
  const brightest = percentile(seen, 0.97);
  const dark = seen.histogram.subarray(0, 21).reduce((sum, count) => sum + count, 0) / 57_600;
  return {
    no_signal: graphicShare(seen, flat),
    black: brightest - percentile(seen, 0.05) <= 4 ? dark : 0,
    too_dark: 128 - seen.mean,
    too_bright: seen.mean - 128,
    covered: flat > 0.97 ? flat : undefined,
  };
}

/** What a picture says against what is learnt of the view in this mode. */
export function scoreAgainst(seen: Measures, learnt: Reference, mode: PictureMode, sun: number | undefined): Scores {
  const found = compare(seen, learnt);
  const colours = mode === 'daylight' && sun !== undefined && sun > sunForColour;
  return {
    covered: found.likeness < 0.5 ? 1 - found.kept - found.contrast : 0,
    snow: found.whiteness > 1.2 ? found.grain : 0,
    stripes: found.stripes,
    colour_cast: colours ? found.cast : undefined,
    low_contrast: lostContrast(found),
    blurred: found.sharpness === undefined ? undefined : 1 - found.sharpness,
    moved: 1 - Math.max(found.keptBest, found.likeness) * blurOf(found),
    occluded: found.gone,
  };
}

/** Blur takes edges and their contrast, too: where no more than this is left of the fine detail, it is made up for, twice at most. */
const blurredBelow = 0.6;
const blurOf = ({ sharpness }: Comparison): number =>
  Math.min(2, Math.max(1, blurredBelow / Math.max(0.01, sharpness ?? 1)));

/**
 * Contrast that is lost both at edges and between large parts, right before the camera: what fog leaves more of there is made up
 * for. Unknown where the view is not recognised.
 */
function lostContrast(found: Comparison): number | undefined {
  const { view, largeContrast } = found;
  if (view.kept === undefined) return undefined;
  return 1 - Math.max(view.kept * view.fog * blurOf(found), largeContrast ?? 0);
}

/** A picture without colour is one whose colours are nearly gone against those that are learnt of daylight. */
export function scoreMonochrome(seen: Measures, daylight: Reference, sun: number | undefined): number | undefined {
  if (sun === undefined || sun <= sunForColour) return undefined;
  const saturation = (of: { cb: Float32Array; cr: Float32Array }): number =>
    innerTiles.reduce((sum, tile) => sum + Math.hypot(of.cb[tile] ?? 0, of.cr[tile] ?? 0), 0) / innerTiles.length;
  const learnt = saturation(daylight);
  return learnt < 2 ? undefined : 1 - saturation(seen) / learnt;
}

/** What is kept of the last picture of a visit, to compare the next visit with. */
export type LastPicture = Pick<Measures, 'points' | 'structure'>;

/** What pictures of one visit say beside one another, and beside the last one of the visit before. */
export function scoreTogether(pictures: readonly Measures[], before: LastPicture | undefined): Scores {
  const within = pictures.slice(1).map((next, at) => [pictures[at] ?? next, next] as const);
  const first = pictures[0];
  const all: (readonly [LastPicture, Measures])[] = before && first ? [[before, first], ...within] : within;
  const unchanged = all
    .map(([one, next]) => unchangedShare(one.points, next.points))
    .filter((share) => share !== undefined);
  const shifts = all.map(([one, next]) => smallShift(one.structure, next.structure, 5));
  const flicker = within.filter(([one, next]) => correlationAt(one.structure, next.structure, 0, 0) > samePlace);
  return {
    frozen: before && unchanged.length ? Math.min(...unchanged) : undefined,
    // A visit without two pictures cannot tell: from one visit to the next the light changes, too.
    shake: within.length
      ? Math.max(...shifts.map(({ x, y, height }) => (height > samePlace ? Math.hypot(x, y) : 0)))
      : undefined,
    snow: flicker.length ? Math.min(...flicker.map(([one, next]) => flickerOf(one.points, next.points))) : undefined,
  };
}

/** Two pictures whose edges correlate so are of the same place. */
const samePlace = 0.3;

/** How unlike two pictures flicker at neighbouring points, levels, at the median: other light changes both alike, and counts nothing. */
function flickerOf(before: Uint8Array, now: Uint8Array): number {
  const counts = new Uint16Array(256);
  for (let point = 1; point < now.length; point++) {
    const left = (now[point - 1] ?? 0) - (before[point - 1] ?? 0);
    const difference = Math.min(255, Math.abs((now[point] ?? 0) - (before[point] ?? 0) - left));
    counts[difference] = (counts[difference] ?? 0) + 1;
  }
  let below = now.length / 2;
  return counts.findIndex((count) => (below -= count) <= 0) / Math.SQRT2;
}

const flatShare = ({ fine, coarse }: Measures): number =>
  innerTiles.filter((tile) => (coarse[tile] ?? 0) < 3 && (fine[tile] ?? 0) < 6).length / innerTiles.length;

/** Tiles in the middle of the picture, where an encoder writes that it has no signal. */
const centre = innerTiles.filter((tile) => {
  const [row, column] = [Math.floor(tile / tileColumns), tile % tileColumns];
  return row >= 2 && row <= 6 && column >= 2 && column <= 13;
});

/** How much of the picture is the encoder's own drawing: one flat colour with a text in its middle, a flat blue, or colour bars. */
function graphicShare({ fine, cb, cr }: Measures, flat: number): number {
  const blues = innerTiles.map((tile) => cb[tile] ?? 0);
  const bars = flat > 0.45 && Math.max(...blues) - Math.min(...blues) > 180;
  if (bars) return 1;
  const text =
    Math.sqrt(
      quantileOf(
        centre.map((tile) => fine[tile] ?? 0),
        0.95,
      ) ?? 0,
    ) > 20;
  const saturated =
    innerTiles.filter((tile) => Math.hypot(cb[tile] ?? 0, cr[tile] ?? 0) > 50).length / innerTiles.length;
  return text || saturated > 0.9 ? flat : 0;
}
