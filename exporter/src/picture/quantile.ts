/** The value below which this share of the values lies; undefined of nothing. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  // Sorted as numbers without a call for each comparison.
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
