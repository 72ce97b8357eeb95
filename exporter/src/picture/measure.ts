import {
  cellColumns,
  cellCount,
  cellRows,
  cellSide,
  tileColumns,
  tileCount,
  tileOfCell,
  tilePixels,
  tileSide,
} from './grid.ts';
import { chromaWidth, pictureHeight, pictureWidth, type Picture } from './picture.ts';
import { stripesOf, type Stripes } from './stripes.ts';
import { structureOf, type Structure } from './structure.ts';

/** What one pass over a picture finds; luma and chroma in levels of 0 to 255. */
export interface Measures {
  /** How many pixels have each luma. */
  histogram: Uint32Array;
  /** Mean luma. */
  mean: number;
  /** Mean luma of each cell of 4 x 4 pixels. */
  cells: Float32Array;
  /**
   * Mean square of the differences between neighbours, per tile: of pixels (`fine`), of means of 2 x 2 (`middle`) and of cells
   * (`coarse`). A sharp picture has most at the coarse scale and keeps some at the fine one; blur takes the fine one away,
   * noise adds there.
   */
  fine: Float32Array;
  middle: Float32Array;
  coarse: Float32Array;
  /** Mean luma of each tile, and mean chroma, 128 taken off. */
  luma: Float32Array;
  cb: Float32Array;
  cr: Float32Array;
  stripes: Stripes;
  structure: Structure;
  /** One pixel of each cell: what is compared to find a frozen picture, since a mean would hide the sensor's noise. */
  points: Uint8Array;
}

export function measure({ luma, cb, cr }: Picture): Measures {
  const histogram = new Uint32Array(256);
  // By index: an iterator over 57,600 pixels costs three times as much.
  for (let at = 0; at < luma.length; at++) {
    const value = luma[at] ?? 0;
    histogram[value] = (histogram[value] ?? 0) + 1;
  }
  const { halves, fine } = sumPixels(luma);
  const { cells, middle } = sumHalves(halves);
  let mean = 0;
  for (const cell of cells) mean += cell / cellCount;
  return {
    ...{ histogram, mean, cells, fine, middle },
    coarse: energyOfCells(cells),
    luma: lumaOfTiles(cells),
    cb: chromaOfTiles(cb),
    cr: chromaOfTiles(cr),
    stripes: stripesOf(luma),
    points: pointsOf(luma),
    structure: structureOf(cells),
  };
}

/** The luma below which this share of the pixels lies. */
export function percentile({ histogram }: Measures, share: number): number {
  let left = share * pictureWidth * pictureHeight;
  return histogram.findIndex((count) => (left -= count) <= 0);
}

const halfColumns = pictureWidth / 2;
const halfRows = pictureHeight / 2;

/** Overwritten by each picture: to make it anew each time costs more than to fill it. */
const halves = new Uint16Array(halfColumns * halfRows);

/** Sums of 2 x 2 pixels, and the energy of the differences between pixels per tile. */
function sumPixels(luma: Uint8Array) {
  const fine = new Float32Array(tileCount);
  for (let y = 0; y < pictureHeight; y += 2) {
    const tileRow = Math.floor(y / tilePixels) * tileColumns;
    for (let tile = 0; tile < tileColumns; tile++) {
      let energy = 0;
      for (let x = tile * tilePixels; x < (tile + 1) * tilePixels; x += 2) {
        const at = y * pictureWidth + x;
        const a = luma[at] ?? 0;
        const b = luma[at + 1] ?? 0;
        const c = luma[at + pictureWidth] ?? 0;
        const d = luma[at + pictureWidth + 1] ?? 0;
        energy += square(a - b) + square(c - d) + square(a - c) + square(b - d);
        halves[(y * halfColumns + x) >> 1] = a + b + c + d;
      }
      fine[tileRow + tile] = (fine[tileRow + tile] ?? 0) + energy;
    }
  }
  for (let tile = 0; tile < tileCount; tile++) fine[tile] = (fine[tile] ?? 0) / (tilePixels * tilePixels);
  return { halves, fine };
}

/** Of a small whole number: half as dear as a product of which it must be seen whether it is still whole. */
const square = (difference: number): number => Math.imul(difference, difference);

/** Means of cells, and the energy of the differences between means of 2 x 2 pixels per tile. */
function sumHalves(halves: Uint16Array) {
  const [cells, middle] = [new Float32Array(cellCount), new Float32Array(tileCount)];
  // Sums of four make differences four times as large; a tile has 10 x 10 of them, and two differences go with each.
  const scale = 1 / (16 * 100);
  for (let row = 0; row < cellRows; row++) {
    for (let column = 0; column < cellColumns; column++) {
      const cell = row * cellColumns + column;
      const at = row * 2 * halfColumns + column * 2;
      const a = halves[at] ?? 0;
      const b = halves[at + 1] ?? 0;
      const c = halves[at + halfColumns] ?? 0;
      const d = halves[at + halfColumns + 1] ?? 0;
      cells[cell] = (a + b + c + d) / 16;
      const tile = tileOfCell[cell] ?? 0;
      middle[tile] = (middle[tile] ?? 0) + (square(a - b) + square(c - d) + square(a - c) + square(b - d)) * scale;
    }
  }
  return { cells, middle };
}

function energyOfCells(cells: Float32Array): Float32Array {
  const coarse = new Float32Array(tileCount);
  for (let y = 0; y < cellRows - 1; y++) {
    for (let x = 0; x < cellColumns - 1; x++) {
      const at = y * cellColumns + x;
      const cell = cells[at] ?? 0;
      const right = (cells[at + 1] ?? 0) - cell;
      const below = (cells[at + cellColumns] ?? 0) - cell;
      const tile = tileOfCell[at] ?? 0;
      coarse[tile] = (coarse[tile] ?? 0) + (right * right + below * below) / (tileSide * tileSide);
    }
  }
  return coarse;
}

function lumaOfTiles(cells: Float32Array): Float32Array {
  const means = new Float32Array(tileCount);
  for (let cell = 0; cell < cellCount; cell++) {
    const tile = tileOfCell[cell] ?? 0;
    means[tile] = (means[tile] ?? 0) + (cells[cell] ?? 0) / (tileSide * tileSide);
  }
  return means;
}

function pointsOf(luma: Uint8Array): Uint8Array {
  const points = new Uint8Array(cellCount);
  for (let row = 0; row < cellRows; row++) {
    const begin = (row * cellSide + 1) * pictureWidth + 1;
    for (let column = 0; column < cellColumns; column++)
      points[row * cellColumns + column] = luma[begin + column * cellSide] ?? 0;
  }
  return points;
}

function chromaOfTiles(plane: Uint8Array): Float32Array {
  const side = tilePixels / 2;
  const means = new Float32Array(tileCount);
  for (let tile = 0; tile < tileCount; tile++) {
    const begin = Math.floor(tile / tileColumns) * side * chromaWidth + (tile % tileColumns) * side;
    let sum = 0;
    for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) sum += plane[begin + y * chromaWidth + x] ?? 0;
    means[tile] = sum / (side * side) - 128;
  }
  return means;
}
