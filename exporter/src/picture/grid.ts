import { pictureHeight, pictureWidth } from './picture.ts';

/** Pixels of a cell's side: structure is compared between means of 4 x 4 pixels, which noise and coding hardly reach. */
export const cellSide = 4;
export const cellColumns = pictureWidth / cellSide;
export const cellRows = Math.floor(pictureHeight / cellSide);
export const cellCount = cellColumns * cellRows;

/** Cells of a tile's side; what covers a part of the view is seen tile by tile. */
export const tileSide = 5;
export const tileColumns = cellColumns / tileSide;
export const tileRows = cellRows / tileSide;
export const tileCount = tileColumns * tileRows;
/** Pixels of a tile's side. */
export const tilePixels = cellSide * tileSide;

/** For each cell the tile that it lies in. */
export const tileOfCell = Uint8Array.from(
  { length: cellCount },
  (_, cell) => Math.floor(cell / cellColumns / tileSide) * tileColumns + Math.floor((cell % cellColumns) / tileSide),
);

/** Tiles away from the upper and lower border, where cameras write name and time. */
export const innerTiles: readonly number[] = Array.from({ length: tileCount }, (_, tile) => tile).filter(
  (tile) => tile >= tileColumns && tile < tileCount - tileColumns,
);

/** How many tiles the largest connected group of these has. */
export function largestGroup(tiles: ReadonlySet<number>): number {
  const left = new Set(tiles);
  let largest = 0;
  for (const first of tiles) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const tile of group) {
      const column = tile % tileColumns;
      const sides = [column > 0 ? tile - 1 : -1, column < tileColumns - 1 ? tile + 1 : -1];
      for (const next of [...sides, tile - tileColumns, tile + tileColumns]) if (left.delete(next)) group.push(next);
    }
    largest = Math.max(largest, group.length);
  }
  return largest;
}
