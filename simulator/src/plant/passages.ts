import { deviceClock } from './deviceClock.ts';
import type { Plant } from './plant.ts';
import { spread } from './spread.ts';

const hourMs = 3_600_000;
/** Three weeks and a day: what an hour should have can be told from the same hour of three weeks. */
const hoursKept = 528;
/** Share of vehicles that a camera captures each hour of the day (UTC+8), by day of the week. */
const hourly = [12, 9, 7, 6, 7, 12, 28, 74, 100, 82, 70, 68, 72, 70, 72, 76, 84, 98, 92, 66, 48, 36, 24, 16];
const weekend = 0.7;
/** What a mistuned capture still takes. */
const captured = 0.03;

/** What an enforcement camera has captured: passages by the beginning of their hour, and when the last one was. */
export interface Passages {
  hours: ReadonlyMap<number, number>;
  last: number;
}

export function passagesOf(id: string, plant: Plant): Passages {
  const now = deviceClock(id, plant);
  const onset = plant.fault(id, 'capture_drop')?.onset ?? Infinity;
  const current = Math.floor(now / hourMs) * hourMs;
  const hours = new Map<number, number>();
  for (let hour = current - (hoursKept - 1) * hourMs; hour <= current; hour += hourMs) {
    const until = Math.min(hour + hourMs, now);
    const well = Math.min(Math.max(onset, hour), until) - hour;
    const badly = until - hour - well;
    hours.set(hour, Math.round((rate(id, hour) * (well + badly * captured)) / hourMs));
  }
  const share = now > onset ? captured : 1;
  return { hours, last: Math.max(current - hourMs, now - hourMs / Math.max(1, rate(id, current) * share)) };
}

/** Passages in the hour that begins then. */
function rate(id: string, hour: number): number {
  const local = new Date(hour + 8 * hourMs);
  const day = local.getUTCDay() % 6 === 0 ? weekend : 1;
  const busy = 4 + 8 * spread(`${id} traffic`);
  return busy * day * (hourly[local.getUTCHours()] ?? 0) * (0.93 + 0.14 * spread(`${id} ${hour}`));
}
