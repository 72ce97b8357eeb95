import type { Picture } from './frame.ts';

/** Put a picture out of focus: three box filters, which come near a round spot. @param radius of each, pixels of luma. */
export function blur({ width, height, y, u, v }: Picture, radius: number): void {
  for (let pass = 0; pass < 3; pass++) {
    smooth(y, width, height, radius);
    for (const plane of [u, v]) smooth(plane, width / 2, height / 2, Math.ceil(radius / 2));
  }
}

function smooth(plane: Uint8ClampedArray, width: number, height: number, radius: number): void {
  for (let row = 0; row < height; row++) line(plane, row * width, 1, width, radius);
  for (let column = 0; column < width; column++) line(plane, column, width, height, radius);
}

let former = new Uint8ClampedArray(0);

/** One row or column: `count` values `step` apart; beyond the ends the last value goes on. */
function line(plane: Uint8ClampedArray, from: number, step: number, count: number, radius: number): void {
  if (former.length < count) former = new Uint8ClampedArray(count);
  for (let at = 0; at < count; at++) former[at] = plane[from + at * step] ?? 0;
  const value = (at: number): number => former[at < 0 ? 0 : at >= count ? count - 1 : at] ?? 0;
  let sum = 0;
  for (let at = -radius; at <= radius; at++) sum += value(at);
  const share = 1 / (2 * radius + 1);
  for (let at = 0; at < count; at++) {
    plane[from + at * step] = sum * share;
    sum += value(at + radius + 1) - value(at - radius);
  }
}
