/** Smooth a plane with a Gaussian of this standard deviation, in place. */
export function blurPlane(plane: Uint8ClampedArray, width: number, height: number, sigma: number): void {
  const reach = Math.ceil(3 * sigma);
  const bell = Float32Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = bell.reduce((sum, share) => sum + share, 0);
  const kernel = bell.map((share) => share / total);
  const across = new Float32Array(plane.length);
  for (let y = 0; y < height; y++) smooth(plane, across, kernel, y * width, 1, width);
  const both = new Float32Array(plane.length);
  for (let x = 0; x < width; x++) smooth(across, both, kernel, x, width, height);
  plane.set(both);
}

/** One line of the plane; beyond its ends it goes on as it ends. */
function smooth(
  from: Uint8ClampedArray | Float32Array,
  to: Float32Array,
  kernel: Float32Array,
  start: number,
  step: number,
  length: number,
): void {
  const reach = (kernel.length - 1) / 2;
  for (let place = 0; place < length; place++) {
    let sum = 0;
    for (let at = -reach; at <= reach; at++) {
      const other = Math.max(0, Math.min(length - 1, place + at));
      sum += (from[start + other * step] ?? 0) * (kernel[at + reach] ?? 0);
    }
    to[start + place * step] = sum;
  }
}
