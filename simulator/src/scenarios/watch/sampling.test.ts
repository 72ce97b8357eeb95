import { describe, expect, test } from '@jest/globals';
import { firstAlertOf, readingAt } from './sampling.ts';
import type { Stretch } from './timeline.ts';

const rhythm = { every: 15, hold: 15, phase: 5, lag: 2 };
const well: Stretch = { from: Number.NEGATIVE_INFINITY, value: true };

describe('a measurement every 15 s, with an alert after 15 s', () => {
  test('of what is well says so at its last turn', () => {
    expect(readingAt([well], rhythm, 64)).toEqual({ value: true, at: 50 });
  });

  test('sees what has become bad at the next turn, alarms after its hold, and remembers when it was well', () => {
    const lines: Stretch[] = [well, { from: 51, value: false }];
    expect(readingAt(lines, rhythm, 64)).toEqual({ value: true, at: 50 });
    expect(readingAt(lines, rhythm, 70)).toEqual({ value: false, at: 65, goodAt: 50 });
    expect(readingAt(lines, rhythm, 90)).toEqual({ value: false, at: 80, goodAt: 50, alertAt: 82 });
    expect(firstAlertOf(lines, rhythm)).toBe(82);
  });

  test('keeps the last reading while nothing can be read', () => {
    const lines: Stretch[] = [well, { from: 51, value: null }];
    expect(readingAt(lines, rhythm, 600)).toEqual({ value: true, at: 50 });
    const bad: Stretch[] = [well, { from: 51, value: false }, { from: 70, value: null }];
    expect(readingAt(bad, rhythm, 600)).toEqual({ value: false, at: 65, goodAt: 50, alertAt: 82 });
  });

  test('does not see what lasts from one turn to the next, nor alarm what is well again within the hold', () => {
    const blink: Stretch[] = [well, { from: 51, value: false }, { from: 64, value: true }];
    expect(readingAt(blink, rhythm, 300)).toEqual({ value: true, at: 290 });
    const short: Stretch[] = [well, { from: 51, value: false }, { from: 70, value: true }];
    expect(firstAlertOf(short, rhythm)).toBeUndefined();
  });

  test('counts the hold anew after it was well', () => {
    const lines: Stretch[] = [well, { from: 51, value: false }, { from: 90, value: true }, { from: 100, value: false }];
    expect(readingAt(lines, rhythm, 200)).toMatchObject({ goodAt: 95, alertAt: 127 });
  });
});
