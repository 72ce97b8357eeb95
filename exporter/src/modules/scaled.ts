/** A value in base units. Decimal factors by division: 100 hundredths must not show as 1.0000000000000002. */
export function scaled(value: number | undefined, factor = 1): number | undefined {
  if (value === undefined || factor === 1) return value;
  return factor < 1 ? value / Math.round(1 / factor) : value * factor;
}
