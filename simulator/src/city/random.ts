/** Repeatable randomness: the same seed gives the same city. */
export interface Random {
  /** An integer from 0 to `below` − 1. */
  integer: (below: number) => number;
  pick: <T>(choices: readonly [T, ...T[]]) => T;
  shuffle: <T>(items: readonly T[]) => T[];
}

/** Mulberry32, a 32-bit generator; good enough to vary a city, never for secrets. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const integer = (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
  return {
    integer,
    pick: (choices) => choices[integer(choices.length)] ?? choices[0],
    shuffle: (items) =>
      items
        .map((item) => ({ item, order: integer(2 ** 30) }))
        .sort((a, b) => a.order - b.order)
        .map(({ item }) => item),
  };
}
