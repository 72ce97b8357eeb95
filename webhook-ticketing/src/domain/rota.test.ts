import { describe, expect, test } from '@jest/globals';
import type { Duty } from '@roundsman/contract/inventory/schema.ts';
import { onDuty } from './rota.ts';

const duty = (contact: string, from = '00:00', to = '00:00', days?: Duty['days']): Duty => ({
  contact,
  from,
  to,
  days,
});
const at = (instant: string, timezone: string, ...rota: Duty[]) => onDuty({ rota, timezone }, instant);

describe('who is on duty', () => {
  test('nobody is where no duty covers the moment, or there is no rota', () => {
    expect(at('2026-11-22T08:00:00Z', 'Asia/Shanghai')).toBeNull();
    expect(at('2026-11-22T08:00:00Z', 'Asia/Shanghai', duty('day', '08:00', '16:00'))).toBeNull();
  });

  test("hours are those of the party's own clock, the end not included", () => {
    const day = duty('day', '08:00', '16:00');
    expect(at('2026-11-22T00:00:00Z', 'Asia/Shanghai', day)).toBe('day');
    expect(at('2026-11-22T07:59:59Z', 'Asia/Shanghai', day)).toBe('day');
    expect(at('2026-11-21T23:59:00Z', 'Asia/Shanghai', day)).toBeNull();
  });

  test('a duty without days and hours is always', () => {
    expect(at('2026-11-22T08:00:00Z', 'Asia/Shanghai', duty('always'))).toBe('always');
  });

  test('the first duty that covers the moment wins', () => {
    expect(at('2026-11-22T08:00:00Z', 'Asia/Shanghai', duty('one'), duty('other'))).toBe('one');
  });

  test('a night duty belongs to the day on which it begins', () => {
    const saturdayNight = duty('night', '20:00', '06:00', ['sat']);
    expect(at('2026-11-21T13:00:00Z', 'Asia/Shanghai', saturdayNight)).toBe('night');
    expect(at('2026-11-21T21:59:00Z', 'Asia/Shanghai', saturdayNight)).toBe('night');
    expect(at('2026-11-21T22:00:00Z', 'Asia/Shanghai', saturdayNight)).toBeNull();
    expect(at('2026-11-22T13:00:00Z', 'Asia/Shanghai', saturdayNight)).toBeNull();
    expect(at('2026-11-20T21:00:00Z', 'Asia/Shanghai', saturdayNight)).toBeNull();
  });

  test('from midnight to midnight on a day is that whole day', () => {
    const sunday = duty('sunday', '00:00', '00:00', ['sun']);
    expect(at('2026-11-21T16:00:00Z', 'Asia/Shanghai', sunday)).toBe('sunday');
    expect(at('2026-11-22T15:59:00Z', 'Asia/Shanghai', sunday)).toBe('sunday');
    expect(at('2026-11-22T16:00:00Z', 'Asia/Shanghai', sunday)).toBeNull();
  });
});

describe('where clocks change', () => {
  const night = duty('night', '22:00', '06:00');
  const day = duty('day', '06:00', '22:00');

  test('duties change hands at the hour on the wall, in summer and in winter', () => {
    expect(at('2026-07-01T03:59:00Z', 'Europe/Berlin', night, day)).toBe('night');
    expect(at('2026-07-01T04:00:00Z', 'Europe/Berlin', night, day)).toBe('day');
    expect(at('2026-12-01T04:59:00Z', 'Europe/Berlin', night, day)).toBe('night');
    expect(at('2026-12-01T05:00:00Z', 'Europe/Berlin', night, day)).toBe('day');
  });

  test('no minute of the nights of change is without anybody', () => {
    for (const from of ['2026-03-28T21:00:00Z', '2026-10-24T20:00:00Z']) {
      for (let quarter = 0; quarter < 48; quarter += 1) {
        const moment = new Date(Date.parse(from) + quarter * 900_000).toISOString();
        expect(at(moment, 'Europe/Berlin', night, day)).not.toBeNull();
      }
    }
  });

  test('the hour that comes twice belongs to its duty twice', () => {
    const twice = duty('twice', '02:00', '03:00');
    expect(at('2026-10-25T00:30:00Z', 'Europe/Berlin', twice)).toBe('twice');
    expect(at('2026-10-25T01:30:00Z', 'Europe/Berlin', twice)).toBe('twice');
    expect(at('2026-10-25T02:30:00Z', 'Europe/Berlin', twice)).toBeNull();
  });
});
