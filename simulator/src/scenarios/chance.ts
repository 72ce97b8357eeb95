import { random } from '../city/random.ts';

/** A seeded source of chance, so that a scenario can be made again. */
export interface Chance {
  /** 0 ≤ x < 1. */
  next: () => number;
  between: (low: number, high: number) => number;
  /** Whole number, both ends included. */
  whole: (low: number, high: number) => number;
  /** @throws Error when there is nothing to pick from. */
  pick: <T>(list: readonly T[]) => T;
  happens: (probability: number) => boolean;
  shuffle: <T>(list: readonly T[]) => T[];
  /** So many of the list, or all of it where it is shorter. */
  some: <T>(list: readonly T[], count: number) => T[];
  /** `expected` as a whole number: its fraction is the chance of one more. */
  count: (expected: number) => number;
  /** A source of its own: what is drawn from it changes nothing here. */
  apart: () => Chance;
}

const steps = 2 ** 30;

export function chance(seed: number): Chance {
  const dice = random(seed);
  const next = (): number => dice.integer(steps) / steps;
  const between = (low: number, high: number): number => low + next() * (high - low);
  const whole = (low: number, high: number): number => low + dice.integer(high - low + 1);
  const happens = (probability: number): boolean => next() < probability;
  return {
    next,
    between,
    whole,
    happens,
    pick: (list) => {
      const [first, ...rest] = list;
      if (first === undefined) throw new Error('nothing to pick from');
      return dice.pick([first, ...rest]);
    },
    shuffle: dice.shuffle,
    some: (list, count) => dice.shuffle(list).slice(0, count),
    count: (expected) => Math.floor(expected) + (happens(expected - Math.floor(expected)) ? 1 : 0),
    apart: () => chance(dice.integer(steps)),
  };
}

/** A seed from a number and words (FNV-1a), so that neighbouring numbers and other words give other chances. */
export function seedOf(seed: number, ...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed} ${words.join(' ')}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
