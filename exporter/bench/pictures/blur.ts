/** Smooth a plane about as a Gaussian of this standard deviation does: three running means each way, in place. */
export function blurPlane(plane: Uint8ClampedArray, width: number, height: number, sigma: number): void {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  const line = new Float32Array(Math.max(width, height));
  for (let turn = 0; turn < 3; turn++) {
    for (let y = 0; y < height; y++) smooth(plane, line, y * width, 1, width, radius);
    for (let x = 0; x < width; x++) smooth(plane, line, x, width, height, radius);
  }
}

function smooth(
  plane: Uint8ClampedArray,
  line: Float32Array,
  from: number,
  step: number,
  length: number,
  radius: number,
) {
  const at = (place: number): number => line[Math.max(0, Math.min(length - 1, place))] ?? 0;
  for (let place = 0; place < length; place++) line[place] = plane[from + place * step] ?? 0;
  let sum = 0;
  for (let place = -radius; place <= radius; place++) sum += at(place);
  for (let place = 0; place < length; place++) {
    plane[from + place * step] = sum / (2 * radius + 1);
    sum += at(place + radius + 1) - at(place - radius);
  }
}
