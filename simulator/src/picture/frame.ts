/** One picture, planar YUV 4:2:0 in video range (ITU-R BT.601: luma 16 to 235, chroma around 128). Width and height are even. */
export interface Picture {
  width: number;
  height: number;
  /** All three planes, one behind the other, as ffmpeg reads them. */
  bytes: Uint8ClampedArray;
  y: Uint8ClampedArray;
  u: Uint8ClampedArray;
  v: Uint8ClampedArray;
}

export function picture(width: number, height: number): Picture {
  const luma = width * height;
  const bytes = new Uint8ClampedArray((luma * 3) / 2);
  return {
    ...{ width, height, bytes },
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, luma * 1.25),
    v: bytes.subarray(luma * 1.25),
  };
}

/** Luma and both chromas of a spot. */
export type Paint = readonly [y: number, u: number, v: number];

/** Colour the pixel at x, y; chroma is that of the square's upper left pixel. */
export function put({ width, y: luma, u, v }: Picture, x: number, y: number, paint: Paint): void {
  luma[y * width + x] = paint[0];
  if (x % 2 === 1 || y % 2 === 1) return;
  const at = (y / 2) * (width / 2) + x / 2;
  u[at] = paint[1];
  v[at] = paint[2];
}

/** Colour a rectangle given by its edges in pixels, cut off at the picture's. */
export function fill(into: Picture, left: number, top: number, right: number, bottom: number, paint: Paint): void {
  const [x1, x2] = [Math.max(0, Math.round(left)), Math.min(into.width, Math.round(right))];
  const [y1, y2] = [Math.max(0, Math.round(top)), Math.min(into.height, Math.round(bottom))];
  for (let y = y1; y < y2; y++) for (let x = x1; x < x2; x++) put(into, x, y, paint);
}
