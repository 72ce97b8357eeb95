import type { Language } from '@roundsman/contract/text.ts';

const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

const part = (date: Date, timeZone: string, options: Intl.DateTimeFormatOptions, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { timeZone, ...options }).format(date);

/** An instant as people say it on that day: `14:05`, on another day `20 Nov 14:05`. */
export function clockTime(instant: string, now: Date, timeZone: string, language: Language): string {
  const date = new Date(instant);
  const day = (one: Date) => part(one, timeZone, { year: 'numeric', month: 'short', day: 'numeric' }, language);
  const time = part(date, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, language);
  if (day(date) === day(now)) return time;
  return `${part(date, timeZone, { month: 'short', day: 'numeric' }, language)} ${time}`;
}

/** The day of an instant: `20 Nov 2026`. */
export const calendarDate = (instant: string, timeZone: string, language: Language): string =>
  part(new Date(instant), timeZone, { year: 'numeric', month: 'short', day: 'numeric' }, language);

/** An instant to the second, on whatever day it is read: `20 Nov 2026 14:05:31`, with zone `20 Nov 2026 14:05:31 GMT+8`. */
export function exactTime(instant: string, timeZone: string, language: Language, zone?: 'with zone'): string {
  const date = new Date(instant);
  const day = calendarDate(instant, timeZone, language);
  const time = part(date, timeZone, { timeStyle: 'medium', hourCycle: 'h23' }, language);
  if (zone === undefined) return `${day} ${time}`;
  const offset = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(date);
  return `${day} ${time} ${offset.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone}`;
}

/** A length of time in its two largest units, rounded down: `1 h 24 min`, `3 d 2 h`, `<1 min`. */
export function duration(seconds: number, language: Language): string {
  const units = language === 'en' ? [' d', ' h', ' min'] : [' 天', ' 小时', ' 分钟'];
  const minutes = Math.floor(Math.max(0, seconds) / 60);
  const amounts = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const first = amounts.findIndex((amount) => amount > 0);
  if (first === -1) return language === 'en' ? '<1 min' : '不到 1 分钟';
  return amounts
    .map((amount, index) => ({ amount, text: `${String(amount)}${units[index] ?? ''}`, index }))
    .filter(({ amount, index }) => amount > 0 && (index === first || index === first + 1))
    .map(({ text }) => text)
    .join(' ');
}
