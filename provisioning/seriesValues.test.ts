import { describe, expect, test } from '@jest/globals';
import { durationSeconds, hasGapBy } from './seriesValues.ts';

describe('a series of a promtool test', () => {
  test.each([
    ['1x9', 135, false],
    ['1x9', 434, false],
    ['1x9', 435, true],
    ['_x4 1x9', 150, false],
    ['1 _ 1x9', 90, false],
    ['1 _x19 1x9', 299, false],
    ['1 _x20 1x9', 300, true],
    ['1 _x20 1x9', 400, true],
    ['0+2x3 stale 1', 45, false],
    ['0+2x3 stale 1', 60, true],
    ['-22.5x2 NaN+0x3', 45, true],
    ['_x9', 900, false],
  ])('%s has a gap by %d s: %s', (values, seconds, expected) => {
    expect(hasGapBy(values, 15, seconds)).toBe(expected);
  });

  test('that is written otherwise is refused', () => {
    expect(() => hasGapBy('1 x3', 15, 60)).toThrow('x3 is no value of a promtool series');
  });
});

test('durations are those of promtool', () => {
  expect(['45s', '4m', '1m30s', '1d2h'].map(durationSeconds)).toEqual([45, 240, 90, 93_600]);
  expect(() => durationSeconds('4 minutes')).toThrow('4 minutes is no duration of a promtool test');
});
