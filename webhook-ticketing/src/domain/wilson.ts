import type { Proportion } from '@roundsman/contract/diagnosisAccuracy.ts';

/** Of the normal distribution, for 95 %. */
const z = 1.959963984540054;

/**
 * A share with its Wilson score interval of 95 % (E. B. Wilson, JASA 22, 1927), which stays within 0 and 1 and says something even
 * when all or none of a few were counted.
 */
export function proportionOf(count: number, of: number): Proportion {
  if (of === 0) return { of, count, ratio: null, low: null, high: null };
  const ratio = count / of;
  const centre = ratio + (z * z) / (2 * of);
  const half = z * Math.sqrt((ratio * (1 - ratio)) / of + (z * z) / (4 * of * of));
  const scale = 1 + (z * z) / of;
  const within = (value: number): number => Math.min(1, Math.max(0, value));
  return { of, count, ratio, low: within((centre - half) / scale), high: within((centre + half) / scale) };
}
