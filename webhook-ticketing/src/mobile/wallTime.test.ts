import { describe, expect, test } from '@jest/globals';
import { fieldTime, instantAt } from './wallTime.ts';

describe('a date and time from a form', () => {
  test('is of the installation’s zone', () => {
    expect(instantAt('2026-11-26T14:05', 'Asia/Shanghai')).toBe('2026-11-26T06:05:00.000Z');
    expect(instantAt('2026-07-01T14:05', 'Europe/Berlin')).toBe('2026-07-01T12:05:00.000Z');
  });

  test('is read over a change of the clocks', () => {
    expect(instantAt('2026-03-29T03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantAt('2026-10-25T12:00', 'Europe/Berlin')).toBe('2026-10-25T11:00:00.000Z');
  });

  test('is shown as it was entered', () => {
    expect(fieldTime(Date.parse('2026-11-26T06:05:00.000Z'), 'Asia/Shanghai')).toBe('2026-11-26T14:05');
  });

  test.each(['', 'tomorrow', '2026-11-26', '2026-13-26T14:05'])('"%s" is none', (shown) => {
    expect(instantAt(shown, 'Asia/Shanghai')).toBeNull();
  });
});
