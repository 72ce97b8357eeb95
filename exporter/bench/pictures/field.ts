import { viewHeight, viewWidth } from './canvas.ts';

/** Light is given at nodes 8 pixels apart and runs straight between them. */
export const nodeSide = 8;
export const nodeColumns = viewWidth / nodeSide + 1;
export const nodeRows = Math.ceil(viewHeight / nodeSide) + 1;
export const nodeCount = nodeColumns * nodeRows;

/** What becomes of luma at a place: `luma * gain + offset`. */
export interface Light {
  gain: Float32Array;
  offset: Float32Array;
}

/** A round pool of light about a place, 1 in its middle; radius as a share of the width. */
export const pool = (x: number, y: number, atX: number, atY: number, radius: number): number =>
  Math.exp(-((x - atX) ** 2 + ((y - atY) * 0.5625) ** 2) / (2 * radius * radius));

/** Apply light and noise to the luma of a view, in place. In whole numbers, 1/65536 each: half the time of fractions. */
export function applyLight(
  luma: Uint8ClampedArray,
  { gain, offset }: Light,
  noise: Int8Array,
  sigma: number,
  at: () => number,
) {
  const amount = Math.round(sigma * 4096);
  for (let y = 0; y < viewHeight; y++) {
    const [row, down] = [Math.floor(y / nodeSide) * nodeColumns, (y % nodeSide) / nodeSide];
    let n = at();
    let out = y * viewWidth;
    const node = (field: Float32Array, column: number): number =>
      (field[row + column] ?? 0) * (1 - down) + (field[row + nodeColumns + column] ?? 0) * down;
    let g = Math.round(node(gain, 0) * 65536);
    let o = Math.round(node(offset, 0) * 65536 + 32768);
    for (let column = 1; column < nodeColumns; column++) {
      const nextGain = Math.round(node(gain, column) * 65536);
      const nextOffset = Math.round(node(offset, column) * 65536 + 32768);
      const gStep = Math.trunc((nextGain - g) / nodeSide);
      const oStep = Math.trunc((nextOffset - o) / nodeSide);
      for (let end = out + nodeSide; out < end; out++, n++) {
        luma[out] = (Math.imul(luma[out] ?? 0, g) + o + Math.imul(noise[n] ?? 0, amount)) >> 16;
        g = (g + gStep) | 0;
        o = (o + oStep) | 0;
      }
      g = nextGain;
      o = nextOffset;
    }
  }
}
