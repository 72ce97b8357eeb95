import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outlookOf, type Wear } from './drift.ts';
import type { DailyValue } from './dailySeries.ts';
import { tQuantile } from './studentT.ts';

const wear: Wear = { rises: false, limit: -26, windowDays: 60, leastDays: 21, leastDrift: 0.6, leastStep: 0.8 };
const rising: Wear = { ...wear, rises: true, limit: 26 };
/** Days 0 to `count` − 1 with what looks like chance and a weekday's habit. */
const days = (count: number, valueOn: (day: number) => number): DailyValue[] =>
  Array.from({ length: count }, (_, day) => ({
    day,
    value: valueOn(day) + 0.06 * Math.sin(day * 2.4) + (day % 7 === 2 ? 0.2 : 0),
  }));
const falling = (day: number): number => -23 - 0.03 * day;

describe('a drift', () => {
  test('is found with its slope and the day on which it meets the limit', () => {
    const outlook = outlookOf(days(60, falling), 59, wear);
    if (outlook.is !== 'drifting' || !outlook.reaches) throw new Error(outlook.is);
    expect(outlook.trend.perDay).toBeCloseTo(-0.03, 2);
    // -26 is met on day 100.
    expect(outlook.reaches.middle).toBeGreaterThan(38);
    expect(outlook.reaches.middle).toBeLessThan(44);
    expect(outlook.reaches.early).toBeLessThan(41);
    expect(outlook.reaches.late).toBeGreaterThan(41);
  });

  test('is the same upwards', () => {
    const down = outlookOf(days(60, falling), 59, wear);
    const up = outlookOf(
      days(60, falling).map(({ day, value }) => ({ day, value: -value })),
      59,
      rising,
    );
    if (down.is !== 'drifting' || up.is !== 'drifting') throw new Error(`${down.is} ${up.is}`);
    expect(up.reaches?.middle).toBeCloseTo(down.reaches?.middle ?? NaN, 6);
  });

  test('is found through gaps, and through days that are far off', () => {
    const gappy = days(60, falling).filter(({ day }) => day < 20 || day > 31);
    const broken = gappy.map(({ day, value }) => (day % 13 === 5 ? { day, value: value - 4 } : { day, value }));
    const outlook = outlookOf(broken, 59, wear);
    if (outlook.is !== 'drifting') throw new Error(outlook.is);
    expect(outlook.trend.perDay).toBeCloseTo(-0.03, 2);
  });

  test('away from the limit is none', () => {
    expect(
      outlookOf(
        days(60, (day) => -25.9 + 0.03 * day),
        59,
        wear,
      ).is,
    ).toBe('steady');
  });

  test('that began lately is dated by the weeks since, not by all of the window', () => {
    const bent = days(60, (day) => (day < 25 ? -23 : -23 - 0.05 * (day - 25)));
    const outlook = outlookOf(bent, 59, wear);
    if (outlook.is !== 'drifting') throw new Error(outlook.is);
    expect(outlook.trend.perDay).toBeLessThan(-0.042);
  });
});

describe('a step', () => {
  const spliced = (day: number): number => (day < 30 ? -22 : -24.5);
  test('is a change of state and no drift', () => {
    const outlook = outlookOf(days(60, spliced), 59, wear);
    expect(outlook).toMatchObject({ is: 'steady', stepped: { day: 30 } });
  });

  test('begins the window anew: until three weeks are known nothing is foreseen', () => {
    const after = (day: number): number => (day < 45 ? -20 : -24.5 - 0.1 * (day - 45));
    expect(outlookOf(days(60, after), 59, wear)).toMatchObject({ is: 'unclear', stepped: { day: 45 } });
  });

  test('is not seen in a single bad day or two', () => {
    const outlook = outlookOf(
      days(60, (day) => (day === 40 || day === 41 ? -25 : -22)),
      59,
      wear,
    );
    expect(outlook).toMatchObject({ is: 'steady', stepped: null });
  });

  test('up and down again leaves the state in which it is now', () => {
    const outlook = outlookOf(
      days(60, (day) => (day >= 10 && day < 25 ? -20 : -23)),
      59,
      wear,
    );
    expect(outlook).toMatchObject({ stepped: { day: 25 } });
  });
});

test('too few days, old ones, and what is no number say nothing', () => {
  expect(outlookOf([], 59, wear).is).toBe('unknown');
  expect(outlookOf(days(15, falling), 14, wear).is).toBe('unknown');
  expect(outlookOf(days(50, falling), 59, wear).is).toBe('unknown');
  expect(
    outlookOf(
      days(60, () => NaN),
      59,
      wear,
    ).is,
  ).toBe('unknown');
});

test('a value that never moves at all is steady, and needs no noise to be so', () => {
  expect(
    outlookOf(
      Array.from({ length: 60 }, (_, day) => ({ day, value: -20 })),
      59,
      wear,
    ).is,
  ).not.toBe('drifting');
});

test('noise alone of any kind of day, week and weather is hardly ever a drift, and no order of days changes the verdict', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.4, max: 0.4, noNaN: true }), { minLength: 60, maxLength: 60 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      fc.double({ min: -24, max: -15, noNaN: true }),
      (chances, persistence, level) => {
        let state = 0;
        const values = chances.map((chance, day) => {
          state = persistence * state + Math.sqrt(1 - persistence ** 2) * chance;
          return { day, value: level + state + (day % 7 >= 5 ? 0.15 : 0) };
        });
        const outlook = outlookOf(values, 59, wear);
        const isOrder = outlook.is === 'drifting' && outlook.reaches?.late != null && outlook.reaches.late <= 45;
        expect(isOrder).toBe(false);
        expect(outlookOf([...values].reverse(), 59, wear)).toEqual(outlook);
      },
    ),
    { numRuns: 500, seed: 41 },
  );
});

test("Student's quantiles are those of the tables", () => {
  for (const [probability, degrees, expected] of [
    [0.9, 5, 1.476],
    [0.975, 10, 2.228],
    [0.9995, 5, 6.869],
    [0.95, 1000, 1.646],
  ] as const)
    expect(Math.abs(tQuantile(probability, degrees) / expected - 1)).toBeLessThan(0.01);
  expect(tQuantile(0.1, 7)).toBeCloseTo(-tQuantile(0.9, 7), 9);
  expect(() => tQuantile(1, 7)).toThrow(RangeError);
});
