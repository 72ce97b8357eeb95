import { describe, expect, test } from '@jest/globals';
import { baselineOf } from './baseline.ts';
import { hourMs } from './localHours.ts';
import { enter, noPassages, type Passages } from './passages.ts';

const zone = 'Asia/Shanghai';
const nine = Date.parse('2026-11-26T09:00:00+08:00');
const minute = 60_000;

/** The hours that are known after these totals, by minutes since nine o'clock. */
function counted(...readings: [minutes: number, total: number][]): Passages {
  const known = noPassages();
  for (const [minutes, total] of readings) enter(known, { total }, nine + minutes * minute, zone);
  return known;
}

describe('the passages of an hour', () => {
  test('are unknown where the total was not read at its beginning or its end', () => {
    expect(counted([20, 100], [59, 150], [60, 151]).hours).toEqual(new Map());
    expect(counted([0, 100], [59, 150], [66, 151]).hours).toEqual(new Map());
    expect(counted([0, 100], [30, 150], [120, 400], [180, 500]).hours).toEqual(new Map([[nine + 2 * hourMs, 100]]));
  });

  test('are what the total grew by, also where the camera began to count anew', () => {
    expect(counted([1, 100], [30, 150], [40, 20], [59, 25], [61, 27]).hours).toEqual(new Map([[nine, 77]]));
  });

  test('of the total that does not grow are none, which is known', () => {
    const known = counted([0, 100], [30, 100], [60, 100]);
    expect(known.hours).toEqual(new Map([[nine, 0]]));
    expect(known.last).toBeUndefined();
  });

  test('are taken as reported when the hour is over, and corrected; never of hours to come, of half an hour, of long ago', () => {
    const known = noPassages();
    const report = (hours: [number, number][], now: number): void => enter(known, { hours: new Map(hours) }, now, zone);
    report(
      [
        [nine, 5],
        [nine + hourMs, 1],
        [nine - 1800_000, 9],
        [nine - 70 * 24 * hourMs, 9],
      ],
      nine + hourMs - 1,
    );
    expect(known.hours).toEqual(new Map());
    report(
      [
        [nine, 6],
        [nine + hourMs, 1],
      ],
      nine + hourMs,
    );
    report([[nine, 7]], nine + hourMs + minute);
    expect(known.hours).toEqual(new Map([[nine, 7]]));
    enter(known, { hours: new Map(), last: nine + 3 * hourMs }, nine + 2 * hourMs, zone);
    expect(known.last).toBeUndefined();
  });
});

describe('what an hour should have had', () => {
  const weeks = (...passages: number[]): Map<number, number> =>
    new Map(passages.map((count, at) => [nine - (at + 1) * 168 * hourMs, count]));

  test('is unknown without an earlier week', () => {
    expect(baselineOf(nine, new Map([[nine - hourMs, 80]]), zone)).toEqual({ expected: undefined, weeks: 0 });
  });

  test('is the median of up to eight weeks, so that a holiday among them does no harm', () => {
    expect(baselineOf(nine, weeks(100), zone)).toEqual({ expected: 100, weeks: 1 });
    expect(baselineOf(nine, weeks(100, 3, 110), zone)).toEqual({ expected: 100, weeks: 3 });
    expect(baselineOf(nine, weeks(100, 3, 110, 120), zone)).toEqual({ expected: 105, weeks: 4 });
    expect(baselineOf(nine, weeks(1, 2, 3, 4, 5, 6, 7, 8, 1000, 1000), zone)).toEqual({ expected: 4.5, weeks: 8 });
  });
});
