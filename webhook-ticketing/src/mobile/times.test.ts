import { expect, test } from '@jest/globals';
import { clockTime, duration, exactTime } from './times.ts';

const now = new Date('2026-06-12T16:30:00.000Z');

test('an instant of today is a time of day, in the time zone of the installation', () => {
  expect(clockTime('2026-06-12T16:05:00.000Z', now, 'Asia/Shanghai', 'en')).toBe('00:05');
  expect(clockTime('2026-06-12T16:05:00.000Z', now, 'Asia/Shanghai', 'zh')).toBe('00:05');
});

test('an instant of another day there says which, even within the hour', () => {
  expect(clockTime('2026-06-12T15:55:00.000Z', now, 'Asia/Shanghai', 'en')).toBe('12 Jun 23:55');
  expect(clockTime('2026-06-12T15:55:00.000Z', now, 'Asia/Shanghai', 'zh')).toBe('6月12日 23:55');
});

test('an exact instant says year, second and, where it is argued about, the zone', () => {
  const instant = '2026-06-12T16:05:07.000Z';
  expect(exactTime(instant, 'Asia/Shanghai', 'en')).toBe('13 Jun 2026 00:05:07');
  expect(exactTime(instant, 'Asia/Shanghai', 'en', 'with zone')).toBe('13 Jun 2026 00:05:07 GMT+8');
  expect(exactTime(instant, 'Asia/Shanghai', 'zh', 'with zone')).toBe('2026年6月13日 00:05:07 GMT+8');
});

test.each([
  [-5, '<1 min', '不到 1 分钟'],
  [59, '<1 min', '不到 1 分钟'],
  [60, '1 min', '1 分钟'],
  [5040, '1 h 24 min', '1 小时 24 分钟'],
  [7200, '2 h', '2 小时'],
  [2 * 86_400 + 59 * 60, '2 d', '2 天'],
  [2 * 86_400 + 3600 + 59 * 60, '2 d 1 h', '2 天 1 小时'],
])('%d seconds are %s or %s', (seconds, en, zh) => {
  expect([duration(seconds, 'en'), duration(seconds, 'zh')]).toEqual([en, zh]);
});
