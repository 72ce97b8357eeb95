/** Parts of a weight; fewer than a natural logarithm could ever need, and so many sums of them are exact. */
const parts = 2 ** 24;

/**
 * A weight in whole parts. Sums of such are exact for as long as they stay below half a thousand million, and so are the same in
 * any order: what was added and taken away again has left nothing behind.
 */
export const fixed = (weight: number): number => Math.round(weight * parts) / parts;
