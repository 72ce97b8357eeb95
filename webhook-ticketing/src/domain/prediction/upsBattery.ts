import { ailingOf } from './ailing.ts';
import { lastDays, type DailySeries } from './dailySeries.ts';
import { outlookOf, type Wear } from './drift.ts';
import { median } from './median.ts';
import { betterSince, verdictOf } from './seen.ts';
import { figure, type Sight, type WearSeries } from './sight.ts';

/** A battery with less than this part of its capacity is to be replaced: IEEE 1188, 8. */
export const leastCapacity = 0.8;
const windowDays = 90;
const baselineDays = 14;
/** Runtimes are compared at loads that differ by no more than this part. */
const comparableLoad = 0.15;

const about = {
  kind: 'ups_battery',
  part: '',
  faultClass: 'ups_battery_worn',
  title: { en: 'battery wears out', zh: '蓄电池老化' },
  check: {
    en: 'Test the battery under load and measure each block; replace the set, not single blocks.',
    zh: '带载测试蓄电池并逐节测量电压；需整组更换。',
  },
} as const satisfies Partial<Sight>;

/** Runtimes on days whose load was about that of the whole window; all of them where the load is not measured. */
export function atComparableLoad(runtimes: DailySeries, loads: DailySeries, today: number): DailySeries {
  const known = lastDays(loads, today, windowDays);
  if (known.length === 0) return runtimes;
  const usual = median(known.map(({ value }) => value));
  const comparable = new Set(
    known.filter(({ value }) => Math.abs(value - usual) <= comparableLoad * usual).map(({ day }) => day),
  );
  return runtimes.filter(({ day }) => comparable.has(day));
}

/** What a battery gave when it was first known, or after it was replaced: the median of the first fortnight; null while it is shorter. */
export function firstRuntime(runtimes: DailySeries, today: number): number | null {
  const first = lastDays(runtimes, today, windowDays).slice(0, baselineDays);
  return first.length < baselineDays ? null : median(first.map(({ value }) => value));
}

/** Seconds that the UPS says to last at full charge, at comparable load, against `first`, what it once gave. */
export function upsBattery(series: WearSeries, today: number, first: number): Sight {
  const wear: Wear = {
    rises: false,
    limit: leastCapacity * first,
    windowDays,
    leastDays: 28,
    leastDrift: 0.05 * first,
    leastStep: 0.15 * first,
  };
  const outlook = outlookOf(series.values, today, wear);
  const minutes = (seconds: number): string => figure(seconds / 60, 0);
  const perMonth = outlook.is === 'unknown' ? '' : figure((-30 * outlook.trend.perDay) / 60, 1);
  const now = outlook.is === 'unknown' ? '' : minutes(outlook.now);
  const share = outlook.is === 'unknown' ? '' : figure((100 * outlook.now) / first, 0);
  return {
    ...about,
    element: series.element,
    asksForWork: 'when_near',
    ...verdictOf(outlook),
    betterSince: betterSince(outlook, wear),
    seen: {
      en: `At full charge it lasts ${now} min, ${share} % of the ${minutes(first)} min that were first known, and loses ${perMonth} min a month.`,
      zh: `满电续航 ${now} 分钟，为初始 ${minutes(first)} 分钟的 ${share}%，每月减少 ${perMonth} 分钟。`,
    },
    then: {
      en: `it has less than ${figure(100 * leastCapacity, 0)} % of its capacity`,
      zh: `容量低于 ${figure(100 * leastCapacity, 0)}%`,
    },
  };
}

/** The share of each day for which the UPS asked for a new battery, or its last self-test had failed. */
export function upsSelfTest(series: WearSeries, today: number): Sight {
  const outlook = ailingOf(series.values, today);
  return {
    ...about,
    element: series.element,
    part: 'self_test',
    asksForWork: 'at_once',
    verdict: outlook.is === 'ailing' ? 'foreseen' : outlook.is,
    reaches: null,
    betterSince: null,
    seen: {
      en: 'The UPS asks for a new battery, or its battery failed the self-test.',
      zh: 'UPS 提示更换蓄电池，或蓄电池自检未通过。',
    },
    then: { en: '', zh: '' },
  };
}
