import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hourMs, hourOf, hourWeeksBefore, wallClock } from './localHours.ts';

const at = (text: string): number => Date.parse(text);
const zones = fc.constantFrom(
  'Asia/Shanghai',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
);

test('an hour begins where the clock on the wall says so, also half an hour beside that of Greenwich', () => {
  expect(hourOf(at('2026-11-26T10:29:59.999Z'), 'Asia/Shanghai')).toBe(at('2026-11-26T10:00:00Z'));
  expect(hourOf(at('2026-11-26T10:29:59.999Z'), 'Asia/Kolkata')).toBe(at('2026-11-26T09:30:00Z'));
});

test('every moment is in the hour that has its digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') }), zones, (moment, zone) => {
      const hour = hourOf(moment, zone);
      expect(moment - hour).toBeGreaterThanOrEqual(0);
      expect(moment - hour).toBeLessThan(hourMs);
      expect(wallClock(hour, zone)).toBe(`${wallClock(moment, zone).slice(0, 10)}0000`);
    }),
  );
});

test('the same hour of earlier weeks is the same on the wall, over changes of daylight saving time', () => {
  const hour = at('2026-10-26T07:00:00+01:00');
  expect(hourWeeksBefore(hour, 1, 'Europe/Berlin')).toBe(at('2026-10-19T07:00:00+02:00'));
  expect(hourWeeksBefore(hour, 1, 'Asia/Shanghai')).toBe(hour - 168 * hourMs);
});

test('an hour that the clocks jumped over is that of no earlier week', () => {
  expect(hourWeeksBefore(at('2026-04-05T02:00:00+02:00'), 1, 'Europe/Berlin')).toBeUndefined();
});
