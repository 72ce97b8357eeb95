import type { Duty, Party } from '@roundsman/contract/inventory/schema.ts';
import type { Instant } from './instant.ts';
import { wallClock, weekdays } from './wallClock.ts';

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * Wall-clock times are compared, never durations added, so that a change to summer time moves nobody's duty: the hour that comes
 * twice belongs to its duty twice, the one that is left out to nobody's loss.
 */
function covers({ days, from, to }: Duty, { day, minute }: { day: number; minute: number }): boolean {
  const on = (index: number): boolean => !days || days.includes(weekdays[(index + 7) % 7] ?? 'sun');
  const start = minuteOf(from);
  const end = minuteOf(to);
  if (start < end) return on(day) && minute >= start && minute < end;
  return (on(day) && minute >= start) || (on(day - 1) && minute < end);
}

/** Id of the contact on duty at that moment: the first duty of the rota that covers it; null where none does. */
export function onDuty(party: Pick<Party, 'rota' | 'timezone'>, instant: Instant): string | null {
  if (party.rota.length === 0) return null;
  const moment = wallClock(instant, party.timezone);
  return party.rota.find((duty) => covers(duty, moment))?.contact ?? null;
}
