/** One value a day, oldest first; days may be missing. `day` counts whole days of UTC since the epoch. */
export interface DailyValue {
  day: number;
  value: number;
}
export type DailySeries = readonly DailyValue[];

export const millisecondsOfDay = 86_400_000;

/** Those of the last `days` days up to and with `today`, each day once (the last value of it), without what is no number. */
export function lastDays(series: DailySeries, today: number, days: number): DailyValue[] {
  const kept = new Map<number, number>();
  for (const { day, value } of series) {
    if (day <= today && day > today - days && Number.isFinite(value)) kept.set(day, value);
  }
  return [...kept].sort(([one], [other]) => one - other).map(([day, value]) => ({ day, value }));
}
