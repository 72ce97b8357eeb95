import { describe, expect, test } from '@jest/globals';
import { isWorkingTime, nextWorkingTime } from './workingHours.ts';

describe('working hours', () => {
  test('are those of the place', () => {
    expect(isWorkingTime('2026-11-23T01:00:00.000Z', 'Asia/Shanghai')).toBe(true);
    expect(isWorkingTime('2026-11-23T01:00:00.000Z', 'Europe/Berlin')).toBe(false);
    expect(isWorkingTime('2026-11-23T09:00:00.000Z', 'Asia/Shanghai')).toBe(false);
  });

  test('do not come on Saturday and Sunday: what is found on Friday evening waits for Monday', () => {
    expect(nextWorkingTime('2026-11-20T12:34:56.000Z', 'Asia/Shanghai')).toBe('2026-11-23T01:00:00.000Z');
  });

  test('have begun: nothing waits', () => {
    expect(nextWorkingTime('2026-11-23T03:21:09.000Z', 'Asia/Shanghai')).toBe('2026-11-23T03:21:09.000Z');
  });

  test('begin at nine by the clock on the wall on both sides of a change of time', () => {
    expect(nextWorkingTime('2026-10-23T20:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-26T08:00:00.000Z');
    expect(nextWorkingTime('2026-10-22T20:00:00.000Z', 'Europe/Berlin')).toBe('2026-10-23T07:00:00.000Z');
  });
});
