import { viewHeight, viewWidth } from './canvas.ts';

/** Light is given at nodes 16 pixels apart and runs straight between them. */
export const nodeSide = 16;
export const nodeColumns = viewWidth / nodeSide + 1;
export const nodeRows = Math.ceil(viewHeight / nodeSide) + 1;
export const nodeCount = nodeColumns * nodeRows;

/** What becomes of luma at a place: `luma * gain + offset`. */
export interface Light {
  gain: Float32Array;
  offset: Float32Array;
}

export const evenLight = (): Light => ({
  gain: new Float32Array(nodeCount).fill(1),
  offset: new Float32Array(nodeCount),
});

/** A number for each node, from its place: 0 to 1 from left to right and from top to bottom. */
export function fieldOf(value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: nodeCount }, (_, node) =>
    value((node % nodeColumns) / (nodeColumns - 1), Math.floor(node / nodeColumns) / (nodeRows - 1)),
  );
}

/** A round pool of light about a place, 1 in its middle; radius as a share of the width. */
export const pool = (x: number, y: number, atX: number, atY: number, radius: number): number =>
  Math.exp(-((x - atX) ** 2 + ((y - atY) * 0.5625) ** 2) / (2 * radius * radius));

/** Apply light and noise to planes of a view, in place. */
export function applyLight(
  luma: Uint8ClampedArray,
  { gain, offset }: Light,
  noise: Int8Array,
  sigma: number,
  at: () => number,
) {
  const amount = sigma / 16;
  for (let y = 0; y < viewHeight; y++) {
    const [row, down] = [Math.floor(y / nodeSide) * nodeColumns, (y % nodeSide) / nodeSide];
    let n = at();
    let out = y * viewWidth;
    const node = (field: Float32Array, column: number): number =>
      (field[row + column] ?? 0) * (1 - down) + (field[row + nodeColumns + column] ?? 0) * down;
    let [g, o] = [node(gain, 0), node(offset, 0)];
    for (let column = 1; column < nodeColumns; column++) {
      const [nextGain, nextOffset] = [node(gain, column), node(offset, column)];
      const [gStep, oStep] = [(nextGain - g) / nodeSide, (nextOffset - o) / nodeSide];
      for (let x = 0; x < nodeSide; x++, out++) {
        luma[out] = (luma[out] ?? 0) * g + o + (noise[n++] ?? 0) * amount;
        g += gStep;
        o += oStep;
      }
      [g, o] = [nextGain, nextOffset];
    }
  }
}
