import type { LocalizedText } from '@roundsman/contract/text.ts';

/** Probability in words, for people who do not count in percent. */
export function likelihood(probability: number): LocalizedText {
  if (probability >= 0.9) return { en: 'very likely', zh: '非常可能' };
  if (probability >= 0.6) return { en: 'likely', zh: '较可能' };
  if (probability >= 0.3) return { en: 'possible', zh: '可能' };
  return { en: 'less likely', zh: '可能性较小' };
}

/** Never a hundred: a verdict is no certainty. */
export const percent = (ratio: number): string => `${String(Math.min(99, Math.round(ratio * 100)))}\u00a0%`;
