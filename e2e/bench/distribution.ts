/** The value that this share of all values does not exceed (nearest rank); NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** To a tenth; null where there is nothing to say. */
export const tenths = (value: number): number | null => (Number.isFinite(value) ? Math.round(value * 10) / 10 : null);

/** Half of them, nine of ten, ninety-nine of a hundred, and all stay below these. */
export const distribution = (values: readonly number[]): Record<'p50' | 'p90' | 'p99' | 'max', number | null> => ({
  p50: tenths(quantile(values, 0.5)),
  p90: tenths(quantile(values, 0.9)),
  p99: tenths(quantile(values, 0.99)),
  max: tenths(quantile(values, 1)),
});
