import { innerTiles, largestGroup } from './grid.ts';
import type { Measures } from './measure.ts';
import { quantileOf } from './quantile.ts';
import type { Reference } from './reference.ts';
import { compareStructure } from './structure.ts';
import { viewContrast, type ViewContrast } from './viewContrast.ts';

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
  /** The same of what still shows the view. */
  view: ViewContrast;
  /** Contrast between the large parts of the view: fog and haze take it, blur leaves it; unknown where they are all alike. */
  largeContrast?: number;
  /** How much of the fine detail is left beside the coarse; unknown where too little can be told. */
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
  const alike = (tile: number): number => at(common, tile) / Math.sqrt(at(edges, tile) * at(present, tile) + 1e-6);
  const changed = changeOfSmooth(seen, learnt);
  const gone = new Set(
    innerTiles.filter((tile) => (at(edges, tile) > leastEdges ? kept(tile) < goneBelow : changed(tile))),
  );
  return {
    kept: sum((tile) => at(common, tile)) / (sum((tile) => at(edges, tile)) + 1e-6),
    keptBest: middle(kept, 0.75, edged),
    likeness: middle(alike, 0.75, edged),
    gone: largestGroup(gone) / innerTiles.length,
    contrast: middle(
      (tile) => Math.sqrt(at(seen.coarse, tile)) / (at(learnt.coarse, tile) + 0.5),
      0.75,
      strongest(learnt.coarse),
    ),
    view: viewContrast(seen, learnt, alike),
    largeContrast: slope(innerTiles.map((tile) => [at(learnt.luma, tile), at(seen.luma, tile)])),
    sharpness: sharpness(seen, learnt),
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

/** Contrast, in levels, that a tile must have learnt for its detail to be looked for. */
const leastContrast = 3;
/**
 * Fine energy beside coarse where luma rises evenly, which is all that a blurred picture has: a step of one level from pixel to
 * pixel gives 1/2 of the one and 16 of the other.
 */
const evenRise = 1 / 32;
/** Fine energy beside coarse that a tile must have learnt: one that hardly has more than an even rise has nothing to lose. */
const leastSharp = 0.05;
/** Energy of fine detail, levels squared, that a tile must still be expected to show, beside the noise: less is lost in coding. */
const leastDetail = 2;
/** The noise of a picture is what all but this share of its tiles have more of: rain and the sensor leave it everywhere. */
const noisy = 0.1;
const leastTiles = 8;

/**
 * Fine detail beside coarse, beyond that of an even rise, against what is learnt: what the better kept two fifths of the tiles have
 * more of. Light and fog take both, blur takes the fine one. All tiles count that had some detail: among those of most detail alone
 * an overcast sky looks like a blur; and whether they still show the view or not, since blur takes edges, too. The noise that the
 * flattest tiles show is taken off; a tile that could show no more than that says nothing.
 */
function sharpness(seen: Measures, learnt: Reference): number | undefined {
  const noiseOf = (energy: (tile: number) => number): number => quantileOf(innerTiles.map(energy), noisy) ?? 0;
  const noiseNow = noiseOf((tile) => seen.fine[tile] ?? 0);
  const noiseThen = noiseOf((tile) => (learnt.fine[tile] ?? 0) ** 2);
  const left: number[] = [];
  for (const tile of innerTiles) {
    const [coarse, coarseThen] = [seen.coarse[tile] ?? 0, learnt.coarse[tile] ?? 0];
    const then = ((learnt.fine[tile] ?? 0) ** 2 - noiseThen) / (coarseThen ** 2 + 1);
    if (coarseThen < leastContrast || then < leastSharp || coarse * then < Math.max(leastDetail, noiseNow)) continue;
    const now = ((seen.fine[tile] ?? 0) - noiseNow) / coarse;
    left.push(Math.max(0, now - evenRise) / (then - evenRise));
  }
  return left.length < leastTiles ? undefined : quantileOf(left, 0.6);
}

/** Haze pales colours and the sun deepens them: a cast is what neither explains. */
const saturations = [0.5, 0.65, 0.8, 0.95, 1.1, 1.25, 1.4];
/** Saturations explain the view as well as one another when the tiles are left this near one another, levels at the mean. */
const aboutAsWell = 1;

/** The least shift that all tiles together allow: each saturation leaves some shift, and the tiles around it. */
function castOf(seen: Measures, learnt: Reference): number {
  const explained = saturations.map((saturation) => {
    const left = (now: Float32Array, then: Float32Array): number[] =>
      innerTiles.map((tile) => (now[tile] ?? 0) - saturation * (then[tile] ?? 0));
    const [blues, reds] = [left(seen.cb, learnt.cb), left(seen.cr, learnt.cr)];
    const [blue, red] = [quantileOf(blues, 0.5) ?? 0, quantileOf(reds, 0.5) ?? 0];
    const around = blues.reduce((sum, value, at) => sum + Math.hypot(value - blue, (reds[at] ?? 0) - red), 0);
    return { shift: Math.hypot(blue, red), around: around / innerTiles.length };
  });
  const best = Math.min(...explained.map(({ around }) => around));
  return Math.min(...explained.filter(({ around }) => around <= best + aboutAsWell).map(({ shift }) => shift));
}
