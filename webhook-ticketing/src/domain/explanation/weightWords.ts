import type { LocalizedText } from '@roundsman/contract/text.ts';

/** Below this an argument does not tell a cause from its rival. */
const worthSaying = 0.5;

/** Odds of 100, 10 and 3 to one, as natural logarithms: how evidence is graded by custom (Jeffreys, Theory of Probability). */
const grades: readonly { least: number; for: LocalizedText; against: LocalizedText }[] = [
  {
    least: Math.log(100),
    for: { en: 'speaks very strongly for it', zh: '极有力支持' },
    against: { en: 'speaks very strongly against it', zh: '极有力反对' },
  },
  {
    least: Math.log(10),
    for: { en: 'speaks strongly for it', zh: '有力支持' },
    against: { en: 'speaks strongly against it', zh: '有力反对' },
  },
  {
    least: Math.log(3),
    for: { en: 'speaks for it', zh: '支持' },
    against: { en: 'speaks against it', zh: '反对' },
  },
  {
    least: worthSaying,
    for: { en: 'speaks a little for it', zh: '略为支持' },
    against: { en: 'speaks a little against it', zh: '略为反对' },
  },
];
/** What it explains and its rival explains as well, or what rules out a third. */
const fits: LocalizedText = { en: 'fits it, and its rival as well', zh: '与之相符，但也符合另一原因' };
/** The same where nothing else that is worth naming explains it. */
const fitsAlone: LocalizedText = { en: 'fits it', zh: '与之相符' };
/** What it explains, though its rival makes it more probable: nothing against it, but nothing won by it either. */
const fitsRival: LocalizedText = { en: 'fits it, but its rival better', zh: '与之相符，但更符合另一原因' };

/** Where an argument is listed, and whether there is a rival that it was weighed against. */
export interface ArgumentList {
  side: 'for' | 'against';
  hasRival: boolean;
}

/** The weight of an argument (natural logarithm of the likelihood ratio to the rival) in words. */
export function weightWords(weight: number, { side, hasRival }: ArgumentList): LocalizedText {
  const grade = grades.find(({ least }) => Math.abs(weight) >= least);
  if (grade !== undefined && weight > 0) return grade.for;
  if (grade !== undefined && side === 'against') return grade.against;
  if (!hasRival) return fitsAlone;
  return grade === undefined ? fits : fitsRival;
}

/** Of what is for a candidate, weightiest first, what the rival explains better comes last. */
export function bestArgumentsFirst<A extends { weight: number }>(list: readonly A[]): A[] {
  const isOfRival = ({ weight }: A): boolean => weight <= -worthSaying;
  return [...list.filter((each) => !isOfRival(each)), ...list.filter(isOfRival)];
}
