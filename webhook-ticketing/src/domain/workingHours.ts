import { instantOf, millis, type Instant } from './instant.ts';
import { wallClock } from './wallClock.ts';

/** Monday to Friday, in minutes of the day; public holidays are not known. */
const opens = 9 * 60;
const closes = 17 * 60;
const isWorkday = (day: number): boolean => day >= 1 && day <= 5;

/** Whether people who plan work are at their desks there: what can wait is told them then and at no other time. */
export function isWorkingTime(instant: Instant, timezone: string): boolean {
  const { day, minute } = wallClock(instant, timezone);
  return isWorkday(day) && minute >= opens && minute < closes;
}

const quarterHour = 900_000;

/** The instant itself where it lies in working hours; otherwise the next moment, to a quarter of an hour, at which they have begun. */
export function nextWorkingTime(instant: Instant, timezone: string): Instant {
  if (isWorkingTime(instant, timezone)) return instant;
  // Every zone is off UTC by whole quarters, and wall clocks are looked at again after each step, so that no change of time is missed.
  let moment = Math.ceil(millis(instant) / quarterHour) * quarterHour;
  while (!isWorkingTime(instantOf(moment), timezone)) moment += quarterHour;
  return instantOf(moment);
}
