import { cellColumns, cellRows, tileColumns, tileOfCell, tileRows, tileSide } from '../picture/grid.ts';
import type { Reference } from '../picture/reference.ts';

/** Shades of light and of dark that edges are drawn in, and the levels of luma that one shade stands for. */
const shades = [1, 2, 3, 4, 5];
const levelsOfShade = 5;

/**
 * What is learnt of a view, as SVG: each tile in its mean colour and over it, cell by cell, the light and the dark side of its
 * edges, as strong as the tile is rich in contrast.
 * What is equal and side by side in a row is drawn as one: at most 144 rectangles and 3,600 strokes, under 50 kB.
 */
export function drawReference(reference: Reference): string {
  const tiles = runs(tileColumns, tileRows, (tile) => colour(reference, tile)).map(
    ({ row, column, length, value }) =>
      `<rect x="${column * tileSide}" y="${row * tileSide}" width="${length * tileSide}" height="${tileSide}" fill="${value}"/>`,
  );
  const sides = runs(cellColumns, cellRows, (cell) => shadeOf(reference, cell));
  const strokes = (shade: number): string =>
    sides
      .filter(({ value }) => value === shade)
      .map(({ row, column, length }) => `M${column} ${row}.5h${length}`)
      .join('');
  const edges = shades.map(
    (shade) =>
      `<g stroke-opacity="${(shade * levelsOfShade) / 128}"><path d="${strokes(shade)}" stroke="#fff"/><path d="${strokes(-shade)}" stroke="#000"/></g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${cellColumns} ${cellRows}" width="320" height="180" shape-rendering="crispEdges">` +
    `${tiles.join('')}${edges.join('')}</svg>\n`
  );
}

/**
 * How much lighter a cell is than its neighbours, in shades, negative where it is darker. Structure knows only directions: luma rises
 * towards a light cell from all sides (its divergence). How strong that is, the energy of the tile says.
 */
function shadeOf({ structure: { x, y }, coarse }: Reference, cell: number): number {
  const [row, column] = [Math.floor(cell / cellColumns), cell % cellColumns];
  if (row === 0 || row === cellRows - 1 || column === 0 || column === cellColumns - 1) return 0;
  const across = (x[cell - 1] ?? 0) - (x[cell + 1] ?? 0);
  const down = (y[cell - cellColumns] ?? 0) - (y[cell + cellColumns] ?? 0);
  const levels = ((across + down) / 254) * (coarse[tileOfCell[cell] ?? 0] ?? 0);
  return Math.max(-shades.length, Math.min(shades.length, Math.trunc(levels / levelsOfShade)));
}

interface Run<T> {
  row: number;
  column: number;
  length: number;
  value: T;
}

/** The grid row by row, what is equal and side by side as one. */
function runs<T>(columns: number, rows: number, valueAt: (at: number) => T): Run<T>[] {
  const found: Run<T>[] = [];
  for (let row = 0; row < rows; row++) {
    let run: Run<T> | undefined;
    for (let column = 0; column < columns; column++) {
      const value = valueAt(row * columns + column);
      if (run && run.value === value) run.length++;
      else found.push((run = { row, column, length: 1, value }));
    }
  }
  return found;
}

/** `#rrggbb` of full-range BT.601, as JPEG has it (ITU-T T.871, 7). */
function colour({ luma, cb, cr }: Reference, tile: number): string {
  const [y, b, r] = [luma[tile] ?? 0, cb[tile] ?? 0, cr[tile] ?? 0];
  return `#${[y + 1.402 * r, y - 0.344136 * b - 0.714136 * r, y + 1.772 * b].map(hex).join('')}`;
}

const hex = (level: number): string =>
  Math.round(Math.min(255, Math.max(0, level)))
    .toString(16)
    .padStart(2, '0');
