/** Hours as the people at a place count them. Moments are ms since 1970, hours are named by their beginning. */

export const hourMs = 3_600_000;
const weekMs = 168 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The clock on the wall, as digits: yyyyMMddHHmmss. */
export function wallClock(at: number, timezone: string): string {
  const format =
    formats.get(timezone) ??
    new Intl.DateTimeFormat('en-CA', {
      ...{ timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
  formats.set(timezone, format);
  return format.format(at).replace(/\D/g, '');
}

/** How much of its hour is over by the clock on the wall, ms. */
const intoHour = (wall: string): number => (Number(wall.slice(10, 12)) * 60 + Number(wall.slice(12, 14))) * 1000;

/** The beginning of the hour that a moment is in. */
export function hourOf(at: number, timezone: string): number {
  const wall = wallClock(at, timezone);
  const beginning = at - (at % 1000) - intoHour(wall);
  const read = wallClock(beginning, timezone);
  const off = intoHour(read);
  if (off === 0) return beginning;
  // The clocks were changed by half an hour within it (Lord Howe Island): it is so much longer, or begins with the change.
  return read.slice(0, 10) === wall.slice(0, 10) ? beginning - off : beginning + hourMs - off;
}

/** The same hour of the same day of the week, some weeks earlier; undefined where the clocks jumped over it. */
export function hourWeeksBefore(hour: number, weeks: number, timezone: string): number | undefined {
  const wanted = wallClock(hour, timezone).slice(8, 10);
  const [same, ...shifted] = [0, -hourMs, hourMs].map((shift) => hour - weeks * weekMs + shift);
  return [same, ...shifted].find((at) => at !== undefined && wallClock(at, timezone).slice(8, 10) === wanted);
}
