import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { coverageOf, type Span } from './coverage.ts';

const hour = 3_600_000;
const window = { from: 0, until: 24 * hour };

describe('what is missing of a day', () => {
  test('is all of it where nothing was recorded', () => {
    expect(coverageOf([], window)).toEqual({ recordedRatio: 0, longestGapSeconds: 86_400 });
    const elsewhere = [
      { from: -2 * hour, until: 0 },
      { from: 24 * hour, until: 25 * hour },
    ];
    expect(coverageOf(elsewhere, window).recordedRatio).toBe(0);
  });

  test('counts before the first recording, between two, and after the last until now', () => {
    const spans = [
      { from: 3 * hour, until: 10 * hour },
      { from: 12 * hour, until: 20 * hour },
    ];
    expect(coverageOf(spans, window)).toEqual({ recordedRatio: 15 / 24, longestGapSeconds: 4 * 3600 });
  });

  test('is nothing where files follow each other within a second', () => {
    const files = Array.from({ length: 24 }, (_, at) => ({
      from: at * hour + (at === 0 ? 0 : 900),
      until: (at + 1) * hour,
    }));
    expect(coverageOf(files, window)).toEqual({ recordedRatio: 1, longestGapSeconds: 0 });
  });

  test('is what no minute of the spans has, in whatever order and overlap they come', () => {
    const minutes = 60;
    const span = fc
      .tuple(fc.integer({ min: -20, max: 80 }), fc.nat(30))
      .map(([from, length]): Span => ({ from: from * 60_000, until: (from + length) * 60_000 }));
    fc.assert(
      fc.property(fc.array(span), (spans) => {
        const has = Array.from({ length: minutes }, (_, at) =>
          spans.some(({ from, until }) => from <= at * 60_000 && (at + 1) * 60_000 <= until),
        );
        const longest = Math.max(...has.map((_, at) => (has[at] ? 0 : has.slice(at).concat(true).indexOf(true))));
        const found = coverageOf(spans, { from: 0, until: minutes * 60_000 });
        expect(found.recordedRatio).toBeCloseTo(has.filter(Boolean).length / minutes, 9);
        expect(found.longestGapSeconds).toBe(longest * 60);
      }),
    );
  });
});
