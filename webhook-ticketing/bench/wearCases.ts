import type { ForecastKind } from '@roundsman/contract/forecast.ts';
import { frameErrors } from '../src/domain/prediction/frameErrors.ts';
import { opticalPower } from '../src/domain/prediction/opticalPower.ts';
import { poePower } from '../src/domain/prediction/poePower.ts';
import { restarts } from '../src/domain/prediction/restarts.ts';
import type { DailySeries, DailyValue } from '../src/domain/prediction/dailySeries.ts';
import type { Sight } from '../src/domain/prediction/sight.ts';
import { leastCapacity, upsBattery } from '../src/domain/prediction/upsBattery.ts';
import type { Chance } from './diagnosisRandom.ts';
import { counts, days, type Weather } from './wearSimulation.ts';

/** A device that wears, with the day on which its true course meets the limit; `dated`: whether the forecast is held to that day. */
export interface Wearing {
  values: DailyValue[];
  limitDay: number;
  dated: boolean;
}

/** One kind of wear: healthy devices, devices that wear, and how both are looked at. */
export interface WearCase {
  healthy: (random: Chance, length: number) => DailyValue[];
  wearing: (random: Chance) => Wearing;
  look: (values: DailySeries, today: number) => Sight;
}

const element = { element: 'x', part: '' };

/** A course that is level until `begins` and then goes steadily to the limit. */
const drifting = (
  random: Chance,
  weather: Weather,
  course: { level: number; perDay: number; limit: number },
): Wearing => {
  const begins = random.whole(20, 100);
  const limitDay = begins + (course.limit - course.level) / course.perDay;
  const at = (day: number): number => course.level + Math.max(0, day - begins) * course.perDay;
  return { values: days(random, Math.ceil(limitDay), { ...weather, season: 0 }, at), limitDay, dated: true };
};

const light = (random: Chance): Weather => ({
  deviation: random.between(0.05, 0.3),
  persistence: random.between(0, 0.9),
  season: random.between(0, 0.4),
  weekend: random.between(0, 0.15),
  resolution: 0.01,
  missing: 0.03,
});
const firstRuntime = 3600;
const runtime = (random: Chance): Weather => ({
  deviation: random.between(20, 120),
  persistence: random.between(0, 0.9),
  season: random.between(0, 120),
  weekend: random.between(0, 60),
  resolution: 60,
  missing: 0.03,
});
const watts = (random: Chance): Weather => ({
  deviation: random.between(0.05, 0.3),
  persistence: random.between(0, 0.9),
  season: random.between(0, 0.5),
  weekend: 0,
  resolution: 0.1,
  missing: 0.03,
});
const errors = (random: Chance): Weather => ({
  deviation: random.between(0.05, 0.4),
  persistence: random.between(0, 0.9),
  season: random.between(0, 0.3),
  weekend: random.between(0, 0.2),
  resolution: 0.001,
  missing: 0.03,
});
const asRatios = (values: readonly DailyValue[]): DailyValue[] =>
  values.map(({ day, value }) => ({ day, value: 10 ** value }));

export const wearCases: Readonly<Record<Exclude<ForecastKind, 'disk'>, WearCase>> = {
  optical_power: {
    healthy: (random, length) => {
      const level = -26 + random.between(1.2, 8);
      return days(random, length, light(random), () => level);
    },
    wearing: (random) =>
      drifting(random, light(random), {
        level: -26 + random.between(1.5, 4),
        perDay: -random.between(0.015, 0.06),
        limit: -26,
      }),
    look: (values, today) =>
      opticalPower({ element: 'x', part: 'onu', values }, today, { optics: 'gpon_b_plus', marginDecibels: 1 }),
  },
  ups_battery: {
    healthy: (random, length) => {
      const level = firstRuntime * random.between(0.86, 1.05);
      return days(random, length, runtime(random), () => level);
    },
    wearing: (random) =>
      drifting(random, runtime(random), {
        level: firstRuntime * random.between(0.9, 1),
        perDay: -random.between(4, 15),
        limit: leastCapacity * firstRuntime,
      }),
    look: (values, today) => upsBattery({ ...element, values }, today, firstRuntime),
  },
  poe_power: {
    healthy: (random, length) => {
      const level = random.between(4, 13);
      return days(random, length, watts(random), () => level);
    },
    wearing: (random) =>
      drifting(random, watts(random), {
        level: random.between(9, 12.5),
        perDay: random.between(0.03, 0.12),
        limit: 15.4,
      }),
    look: (values, today) => poePower({ ...element, values }, today, 0),
  },
  frame_errors: {
    healthy: (random, length) => {
      const level = random.between(-8, -4.2);
      return asRatios(days(random, length, errors(random), () => level));
    },
    wearing: (random) => {
      const course = { level: random.between(-7, -5), perDay: random.between(0.02, 0.08), limit: -3 };
      const found = drifting(random, errors(random), course);
      return { ...found, values: asRatios(found.values) };
    },
    look: (values, today) => frameErrors({ ...element, values }, today),
  },
  restarts: {
    healthy: (random, length) => {
      const perDay = 10 ** random.between(-3, -1);
      return counts(random, length, () => perDay);
    },
    wearing: (random) => {
      const [begins, perDay, doubling] = [random.whole(50, 90), random.between(0.01, 0.04), random.between(10, 25)];
      const rate = (day: number): number => perDay * 2 ** (Math.max(0, day - begins) / doubling);
      const limitDay = begins + doubling * Math.log2(1 / perDay);
      return { values: counts(random, Math.ceil(limitDay), rate), limitDay, dated: false };
    },
    look: (values, today) => restarts({ ...element, values }, today, 'camera_dead'),
  },
};
