import { innerTiles, largestGroup } from './grid.ts';
import type { Measures } from './measure.ts';
import { quantileOf } from './quantile.ts';
import type { Reference } from './reference.ts';
import { compareStructure } from './structure.ts';

/** How a picture differs from what is learnt of the view. 1 is like the reference where nothing else is said. */
export interface Comparison {
  /** How much of the learnt edges is there, over the whole view, and in the better kept quarter of the tiles. */
  kept: number;
  keptBest: number;
  /** Correlation of edges in the better kept quarter of the tiles, whatever their strength. */
  likeness: number;
  /** The largest connected part of the view whose edges are gone, as a share of the view; where it has none, whose colour or light is another. */
  gone: number;
  /** Contrast of edges where there should be most of them, its upper quartile. */
  contrast: number;
  /** Contrast between the large parts of the view: fog and haze take it, blur leaves it; unknown where they are all alike. */
  largeContrast?: number;
  /** How much of the fine detail is left beside the coarse; unknown where too little of the view is still there. */
  sharpness?: number;
  /** Grain over nearly the whole picture that does not belong to the view, levels; and how much finer it is than a picture. */
  grain: number;
  whiteness: number;
  /** Stripes that do not belong to the view, levels. */
  stripes: number;
  /** Shift of the colours that no change of saturation explains, levels of chroma. */
  cast: number;
}

/** Edges that a tile must have learnt to be looked for: a sum over its 25 cells. */
const leastEdges = 2;
/** Of the learnt edges so few are left where something stands before them. */
const goneBelow = 0.25;
const strongTiles = 45;

export function compare(seen: Measures, learnt: Reference): Comparison {
  const { common, learnt: edges, seen: present } = compareStructure(seen.structure, learnt.structure);
  const at = (values: Float32Array, tile: number): number => values[tile] ?? 0;
  const sum = (value: (tile: number) => number, tiles = innerTiles): number =>
    tiles.reduce((total, tile) => total + value(tile), 0);
  const middle = (value: (tile: number) => number, share = 0.5, tiles = innerTiles): number =>
    quantileOf(tiles.map(value), share) ?? 0;
  const strongest = (values: Float32Array): number[] =>
    [...innerTiles].sort((a, b) => at(values, b) - at(values, a)).slice(0, strongTiles);

  const edged = innerTiles.filter((tile) => at(edges, tile) > leastEdges);
  const kept = (tile: number): number => at(common, tile) / at(edges, tile);
  const changed = changeOfSmooth(seen, learnt);
  const gone = new Set(
    innerTiles.filter((tile) => (at(edges, tile) > leastEdges ? kept(tile) < goneBelow : changed(tile))),
  );
  return {
    kept: sum((tile) => at(common, tile)) / (sum((tile) => at(edges, tile)) + 1e-6),
    keptBest: middle(kept, 0.75, edged),
    likeness: middle((tile) => at(common, tile) / Math.sqrt(at(edges, tile) * at(present, tile) + 1e-6), 0.75, edged),
    gone: largestGroup(gone) / innerTiles.length,
    contrast: middle(
      (tile) => Math.sqrt(at(seen.coarse, tile)) / (at(learnt.coarse, tile) + 0.5),
      0.75,
      strongest(learnt.coarse),
    ),
    largeContrast: slope(innerTiles.map((tile) => [at(learnt.luma, tile), at(seen.luma, tile)])),
    sharpness: sharpness(
      seen,
      learnt,
      strongest(learnt.fine).filter((tile) => !gone.has(tile)),
    ),
    grain: Math.sqrt(
      Math.max(
        0,
        middle((tile) => at(seen.fine, tile) - 1.5 * at(learnt.fine, tile) ** 2, 0.25),
      ),
    ),
    whiteness: middle((tile) => at(seen.fine, tile) / (at(seen.middle, tile) + 0.5)),
    stripes: Math.sqrt(Math.max(0, seen.stripes.rows - 1.5 * learnt.rows, seen.stripes.columns - 1.5 * learnt.columns)),
    cast: castOf(seen, learnt),
  };
}

/** Whether a tile without edges is another thing: by its colour, or by far more light or shade than the sun's ways bring. */
function changeOfSmooth(seen: Measures, learnt: Reference): (tile: number) => boolean {
  const shift = (now: Float32Array, then: Float32Array) => (tile: number) => (now[tile] ?? 0) - (then[tile] ?? 0);
  const [blue, red] = [shift(seen.cb, learnt.cb), shift(seen.cr, learnt.cr)];
  const light = (tile: number): number => Math.log(((seen.luma[tile] ?? 0) + 12) / ((learnt.luma[tile] ?? 0) + 12));
  const usual = (of: (tile: number) => number): number => quantileOf(innerTiles.map(of), 0.5) ?? 0;
  const [usualBlue, usualRed, usualLight] = [usual(blue), usual(red), usual(light)];
  return (tile) =>
    Math.hypot(blue(tile) - usualBlue, red(tile) - usualRed) > 12 || Math.abs(light(tile) - usualLight) > 0.9;
}

/** Variance of luma between tiles from which on a view has large parts. */
const largeParts = 150;

/** By how much the second of each pair rises with the first; undefined where the first hardly differs. */
function slope(pairs: readonly (readonly [number, number])[]): number | undefined {
  const mean = (which: 0 | 1): number => pairs.reduce((total, pair) => total + pair[which], 0) / pairs.length;
  const [first, second] = [mean(0), mean(1)];
  const common = pairs.reduce((total, [a, b]) => total + (a - first) * (b - second), 0);
  const spread = pairs.reduce((total, [a]) => total + (a - first) ** 2, 0);
  return spread / pairs.length < largeParts ? undefined : common / spread;
}

/**
 * Fine detail beside coarse, against what is learnt, where there should be most of it: mean of what the tiles say one by one and
 * all together. The noise that the flattest tiles show is taken off.
 */
function sharpness(seen: Measures, learnt: Reference, tiles: readonly number[]): number | undefined {
  if (tiles.length < strongTiles / 3) return undefined;
  const [noiseNow, noiseThen] = [
    quantileOf(
      innerTiles.map((tile) => seen.fine[tile] ?? 0),
      0.05,
    ) ?? 0,
    quantileOf(
      innerTiles.map((tile) => (learnt.fine[tile] ?? 0) ** 2),
      0.05,
    ) ?? 0,
  ];
  const parts = tiles.map((tile) => ({
    fine: Math.max(0, (seen.fine[tile] ?? 0) - noiseNow),
    coarse: seen.coarse[tile] ?? 0,
    fineThen: Math.max(0.1, (learnt.fine[tile] ?? 0) ** 2 - noiseThen),
    coarseThen: (learnt.coarse[tile] ?? 0) ** 2,
  }));
  const ratios = parts.map(({ fine, coarse, fineThen, coarseThen }) =>
    Math.sqrt(fine / (coarse + 1) / (fineThen / (coarseThen + 1))),
  );
  const total = parts.reduce(
    (sum, { fine, coarse, fineThen, coarseThen }) => ({
      fine: sum.fine + fine,
      coarse: sum.coarse + coarse,
      fineThen: sum.fineThen + fineThen,
      coarseThen: sum.coarseThen + coarseThen,
    }),
    { fine: 0, coarse: 1, fineThen: 0, coarseThen: 1 },
  );
  const together = Math.sqrt(total.fine / total.coarse / (total.fineThen / total.coarseThen));
  return ((quantileOf(ratios, 0.5) ?? 1) + together) / 2;
}

/** Haze pales colours and the sun deepens them: a cast is what neither explains. */
const saturations = [0.65, 0.8, 0.95, 1.1];

function castOf(seen: Measures, learnt: Reference): number {
  const shift = (now: Float32Array, then: Float32Array, saturation: number): number =>
    quantileOf(
      innerTiles.map((tile) => (now[tile] ?? 0) - saturation * (then[tile] ?? 0)),
      0.5,
    ) ?? 0;
  return Math.min(
    ...saturations.map((saturation) =>
      Math.hypot(shift(seen.cb, learnt.cb, saturation), shift(seen.cr, learnt.cr, saturation)),
    ),
  );
}
