import { lastDays } from './dailySeries.ts';
import { outlookOf, type Wear } from './drift.ts';
import { median } from './median.ts';
import { betterSince, verdictOf } from './seen.ts';
import { figure, type Sight, type WearSeries } from './sight.ts';

/** Watts that the port gives to a device of each class at most: IEEE 802.3, 33.2.6, classes 0 to 4. */
export const classWatts = [15.4, 4, 7, 15.4, 30] as const;

const windowDays = 60;

/** What a camera draws in the worst hour of each day (its lamps and heater included), against its own first weeks. */
export function poePower(series: WearSeries, today: number, poeClass: number): Sight {
  const limit = classWatts[poeClass] ?? classWatts[0];
  const first = median(
    lastDays(series.values, today, windowDays)
      .slice(0, 14)
      .map(({ value }) => value),
  );
  const wear: Wear = {
    rises: true,
    limit,
    windowDays,
    leastDays: 28,
    // More than what longer nights and colder days ask of lamps and heaters.
    leastDrift: Math.max(1, 0.2 * first),
    leastStep: Math.max(1.5, 0.3 * first),
  };
  const outlook = outlookOf(series.values, today, wear);
  const now = outlook.is === 'unknown' ? '' : figure(outlook.now, 1);
  const perWeek = outlook.is === 'unknown' ? '' : figure(7 * outlook.trend.perDay, 2);
  return {
    kind: 'poe_power',
    element: series.element,
    part: series.part,
    ...verdictOf(outlook),
    betterSince: betterSince(outlook, wear),
    asksForWork: 'when_near',
    faultClass: 'camera_dead',
    title: { en: 'draws more and more power', zh: '供电功率持续上升' },
    seen: {
      en: `It draws ${now} W at port ${series.part}, ${figure(first, 1)} W in its first weeks, and ${perWeek} W more each week.`,
      zh: `端口 ${series.part} 供电功率 ${now} W，最初数周为 ${figure(first, 1)} W，每周增加 ${perWeek} W。`,
    },
    then: {
      en: `it needs more than the ${figure(limit, 1)} W of its class, and the port cuts it off`,
      zh: `超过该等级上限 ${figure(limit, 1)} W，端口将断电`,
    },
    check: {
      en: 'Look for water in the connector and the housing, a heater that stays on, a stiff pan-tilt drive, a lamp that ages.',
      zh: '检查接头与护罩进水、加热器常开、云台卡滞、补光灯老化。',
    },
  };
}
