import { innerTiles, tileCount, tileOfCell } from './grid.ts';

/** A pixel may differ by so much in a frozen picture: the encoder codes the same thing a little otherwise each time. */
const codingDifference = 2;

/**
 * Share of the tiles in which no point differs, border rows with name and time left out. A live sensor leaves noise in each
 * tile, also by night; clipped tiles show none and are not counted. Undefined where nearly all is clipped.
 */
export function unchangedShare(before: Uint8Array, now: Uint8Array): number | undefined {
  const [most, clipped] = [new Uint8Array(tileCount), new Uint8Array(tileCount)];
  for (let cell = 0; cell < now.length; cell++) {
    const value = now[cell] ?? 0;
    const tile = tileOfCell[cell] ?? 0;
    most[tile] = Math.max(most[tile] ?? 0, Math.abs(value - (before[cell] ?? 0)));
    if (value < 6 || value > 249) clipped[tile] = (clipped[tile] ?? 0) + 1;
  }
  const counted = innerTiles.filter((tile) => (clipped[tile] ?? 0) < 20);
  if (counted.length < innerTiles.length / 5) return undefined;
  return counted.filter((tile) => (most[tile] ?? 0) <= codingDifference).length / counted.length;
}
