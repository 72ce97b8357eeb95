import { millis, type Instant } from './instant.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The moment as people there write it down: `2026-11-22 14:05`. Throws RangeError for an unknown IANA zone. */
export function localTime(instant: Instant, timezone: string): string {
  let format = formats.get(timezone);
  if (!format) {
    // Swedish writes dates as ISO 8601 does.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(timezone, format);
  }
  return format.format(millis(instant));
}
