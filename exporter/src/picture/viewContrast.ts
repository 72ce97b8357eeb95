import { innerTiles, tileColumns } from './grid.ts';
import type { Measures } from './measure.ts';
import { quantileOf } from './quantile.ts';
import type { Reference } from './reference.ts';

/** Correlation of edges from which on a tile still shows the view, and not a thing that stands before it with a contrast of its own. */
const surelyAlike = 0.6;
/** Contrast, in levels, that a tile must have learnt for its loss to be measured. */
const leastContrast = 2;
/** Tiles with the most contrast that are looked at. */
const strongTiles = 45;
/** So many tiles must still show the view, and so many of its upper and of its lower part to tell fog by. */
const leastTiles = 6;
const leastOfPart = 5;
/** Without fog the lower part of the view may keep so much more of its contrast than the upper one. */
const usualDifference = 1.2;

/** What is left of a view's contrast, 1 being like the reference. */
export interface ViewContrast {
  /** Of the best kept tenth of the tiles with most contrast; unknown where too little of the view is recognised. */
  kept?: number;
  /**
   * How many times as much of it the lower part of the view keeps as the upper one, beyond what is usual: fog takes contrast from
   * what is far, which is higher up in the picture, and a fault takes it from all alike. 1 without fog, and where it cannot be told.
   */
  fog: number;
}

/**
 * Only tiles that still show the view count.
 * @param alike Correlation of a tile's edges with those that are learnt.
 */
export function viewContrast(seen: Measures, learnt: Reference, alike: (tile: number) => number): ViewContrast {
  const learntOf = (tile: number): number => learnt.coarse[tile] ?? 0;
  const kept = (tile: number): number => Math.sqrt(seen.coarse[tile] ?? 0) / (learntOf(tile) + 0.5);
  const shown = innerTiles.filter((tile) => learntOf(tile) > leastContrast && alike(tile) > surelyAlike);
  const part = (from: number, to: number): number | undefined => {
    const tiles = shown.filter((tile) => tile >= from * tileColumns && tile < to * tileColumns);
    return tiles.length < leastOfPart ? undefined : quantileOf(tiles.map(kept), 0.5);
  };
  const [far, near] = [part(1, 4), part(5, 8)];
  const fog = far === undefined || near === undefined ? 1 : Math.max(1, near / (far * usualDifference + 1e-6));
  const strongest = [...innerTiles].sort((a, b) => learntOf(b) - learntOf(a)).slice(0, strongTiles);
  const left = strongest.filter((tile) => shown.includes(tile));
  return { fog, kept: left.length < leastTiles ? undefined : quantileOf(left.map(kept), 0.9) };
}
