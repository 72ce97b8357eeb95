import { millis, type Instant } from './instant.ts';

/** In the order of `day`. */
export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timezone: string): Intl.DateTimeFormat {
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: timezone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timezone, format);
  }
  return format;
}

/** What the clock on the wall and the calendar show there: the day of the week from Sunday, 0, and the minute of the day. Throws RangeError for an unknown IANA zone (the inventory check names it). */
export function wallClock(instant: Instant, timezone: string): { day: number; minute: number } {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(millis(instant))
      .map(({ type, value }) => [type, value]),
  );
  const day = weekdays.findIndex((name) => name === parts.get('weekday')?.toLowerCase());
  return { day, minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}
