import { cellCount, tileCount } from './grid.ts';
import type { Measures } from './measure.ts';
import type { Structure } from './structure.ts';

/** What is learnt of one camera's view in one mode: slow means over visits that nothing was suspected of. */
export interface Reference {
  /** How many visits it has learnt from. */
  visits: number;
  /** When it last learnt, ms since 1970. */
  learntAt: number;
  structure: Structure;
  /** Per tile: roots of the energies of `Measures`, mean luma and mean chroma. */
  fine: Float32Array;
  coarse: Float32Array;
  luma: Float32Array;
  cb: Float32Array;
  cr: Float32Array;
  /** Stripes that belong to the view: variances of luma. */
  rows: number;
  columns: number;
}

/** From so many visits on a reference is good enough to judge by: an hour at one visit each five minutes. */
export const visitsToLearn = 12;
/** A newer visit never counts less than this: a day's visits, so that a view follows the seasons and not the hour. */
const slowest = 1 / 288;

export const emptyReference = (): Reference => ({
  ...{ visits: 0, learntAt: 0, rows: 0, columns: 0 },
  structure: { x: new Int8Array(cellCount), y: new Int8Array(cellCount) },
  fine: new Float32Array(tileCount),
  coarse: new Float32Array(tileCount),
  luma: new Float32Array(tileCount),
  cb: new Float32Array(tileCount),
  cr: new Float32Array(tileCount),
});

/** The reference with one more visit; the one given stays as it is. */
export function learn(before: Reference, seen: Measures, at: number): Reference {
  const visits = before.visits + 1;
  const share = Math.max(1 / visits, slowest);
  const mean = (old: Float32Array, value: (tile: number) => number): Float32Array =>
    old.map((learnt, tile) => learnt + (value(tile) - learnt) * share);
  return {
    ...{ visits, learntAt: at },
    structure: {
      x: learnSmall(before.structure.x, seen.structure.x, share, visits),
      y: learnSmall(before.structure.y, seen.structure.y, share, visits + 1),
    },
    fine: mean(before.fine, (tile) => Math.sqrt(seen.fine[tile] ?? 0)),
    coarse: mean(before.coarse, (tile) => Math.sqrt(seen.coarse[tile] ?? 0)),
    luma: mean(before.luma, (tile) => seen.luma[tile] ?? 0),
    cb: mean(before.cb, (tile) => seen.cb[tile] ?? 0),
    cr: mean(before.cr, (tile) => seen.cr[tile] ?? 0),
    rows: before.rows + (seen.stripes.rows - before.rows) * share,
    columns: before.columns + (seen.stripes.columns - before.columns) * share,
  };
}

/**
 * A mean kept in whole numbers: a step below one is taken in its share of the cells and visits, so that small steps are not lost
 * in rounding.
 */
function learnSmall(old: Int8Array, seen: Int8Array, share: number, visit: number): Int8Array {
  const mean = new Int8Array(old.length);
  for (let cell = 0; cell < old.length; cell++) {
    const learnt = old[cell] ?? 0;
    const place = cell * 0.618034 + visit * 0.754878;
    mean[cell] = learnt + Math.floor(((seen[cell] ?? 0) - learnt) * share + place - Math.floor(place));
  }
  return mean;
}
