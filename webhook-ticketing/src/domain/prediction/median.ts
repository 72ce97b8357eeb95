/** Puts the value of that rank (from 0) at its place, smaller ones before it: Hoare's selection, linear on average. */
function select(values: Float64Array, rank: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] ?? 0;
    let [left, right] = [low, high];
    while (left <= right) {
      while ((values[left] ?? 0) < pivot) left += 1;
      while ((values[right] ?? 0) > pivot) right -= 1;
      if (left > right) break;
      const kept = values[left] ?? 0;
      values[left] = values[right] ?? 0;
      values[right] = kept;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank] ?? NaN;
}

/** The middle value, of an even number the mean of the two in the middle; NaN of nothing. Reorders the array. */
export function medianInPlace(values: Float64Array): number {
  const half = values.length >> 1;
  const upper = select(values, half);
  if (values.length % 2 === 1 || values.length === 0) return upper;
  let lower = -Infinity;
  for (let index = 0; index < half; index += 1) lower = Math.max(lower, values[index] ?? -Infinity);
  return (lower + upper) / 2;
}

export const median = (values: Iterable<number>): number => medianInPlace(Float64Array.from(values));

/** Median absolute deviation, scaled so that it is the standard deviation of normal values. */
export function spread(values: readonly number[]): number {
  const middle = median(values);
  return 1.4826 * median(values.map((value) => Math.abs(value - middle)));
}
