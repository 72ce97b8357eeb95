import type { DailyValue } from '../src/domain/prediction/dailySeries.ts';
import type { Chance } from './diagnosisRandom.ts';

/** Days of noise as a device in the field has it; nothing of it leads anywhere. */
export interface Weather {
  /** Standard deviation of a day, and how much of the day before is in it. */
  deviation: number;
  persistence: number;
  /** Half the difference between summer and winter. */
  season: number;
  /** What a weekend adds. */
  weekend: number;
  /** Steps in which the device reports. */
  resolution: number;
  /** Part of the days of which nothing is known. */
  missing: number;
}

const normal = (random: Chance): number =>
  Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());

/** Weather with gaps, weekends and a season, of any persistence, about a course. */
export function days(random: Chance, count: number, weather: Weather, course: (day: number) => number): DailyValue[] {
  const { deviation, persistence, season, weekend, resolution, missing } = weather;
  const phase = random.between(0, 365);
  let state = deviation * normal(random);
  const values: DailyValue[] = [];
  for (let day = 0; day < count; day += 1) {
    state = persistence * state + Math.sqrt(1 - persistence ** 2) * deviation * normal(random);
    if (random.happens(missing)) continue;
    const habits = season * Math.sin((2 * Math.PI * (day - phase)) / 365) + (day % 7 >= 5 ? weekend : 0);
    values.push({ day, value: Math.round((course(day) + state + habits) / resolution) * resolution });
  }
  return values;
}

/** Counts of a day: seldom any, and then often several. */
export function counts(random: Chance, count: number, perDay: (day: number) => number): DailyValue[] {
  return Array.from({ length: count }, (_, day) => ({
    day,
    value: random.happens(1 - Math.exp(-perDay(day))) ? random.whole(1, 4) : 0,
  }));
}
