import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hourMs, hourOf, hourWeeksBefore, wallClock } from './localHours.ts';

const at = (text: string): number => Date.parse(text);
/** Where clocks are changed by whole hours, or never. */
const zones = fc.constantFrom('Asia/Shanghai', 'Asia/Kolkata', 'Europe/Berlin', 'America/New_York');
const lordHowe = 'Australia/Lord_Howe';

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

test('where clocks are changed by half an hour, an hour begins with the change, or is longer by it', () => {
  const forward = at('2027-10-02T15:30:00Z');
  expect([hourOf(forward - 1, lordHowe), hourOf(forward, lordHowe), hourOf(forward + 1_799_999, lordHowe)]).toEqual([
    ...[forward - hourMs, forward, forward],
  ]);
  const back = at('2027-04-03T15:00:00Z');
  expect([hourOf(back - 1, lordHowe), hourOf(back + 900_000, lordHowe), hourOf(back + 1_800_000, lordHowe)]).toEqual([
    ...[back - hourMs, back - hourMs, back + 1_800_000],
  ]);
});

test('every moment is in an hour of its digits, which begins in itself, where clocks are changed by half an hour', () => {
  const moments = fc.oneof(
    fc.integer({ min: at('2020-01-01'), max: at('2035-01-01') }),
    fc.integer({ min: at('2027-10-02T12:00:00Z'), max: at('2027-10-02T20:00:00Z') }),
    fc.integer({ min: at('2027-04-03T12:00:00Z'), max: at('2027-04-03T20:00:00Z') }),
  );
  const offset = (moment: number): number => {
    const [, year, month, day, hour, minute] = /(.{4})(..)(..)(..)(..)/.exec(wallClock(moment, lordHowe)) ?? [];
    return at(`${year}-${month}-${day}T${hour}:${minute}:00Z`) - Math.floor(moment / 60_000) * 60_000;
  };
  fc.assert(
    fc.property(moments, (moment) => {
      const hour = hourOf(moment, lordHowe);
      // As everywhere, but where the clocks are changed within it or as it begins.
      if (offset(hour) === offset(moment)) expect(moment - hour).toBeLessThan(hourMs);
      if (offset(hour) === offset(hour - 1)) expect(wallClock(hour, lordHowe).slice(10)).toBe('0000');
      expect(moment - hour).toBeGreaterThanOrEqual(0);
      expect(moment - hour).toBeLessThan(1.5 * hourMs);
      expect(hourOf(hour, lordHowe)).toBe(hour);
      expect(wallClock(hour, lordHowe).slice(0, 10)).toBe(wallClock(moment, lordHowe).slice(0, 10));
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
