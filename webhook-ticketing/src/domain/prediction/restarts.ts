import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { moreOften } from './moreOften.ts';
import type { Sight, WearSeries } from './sight.ts';

/** What becomes of a device that restarts more and more often. */
export const restartingBecomes = {
  camera: 'camera_dead',
  switch: 'switch_dead',
  onu: 'onu_failure',
} as const satisfies Partial<Record<ElementKind, FaultClassId>>;

/**
 * Restarts without those of a day on which most of a cabinet restarted: that was its power, and no device. Of a cabinet with one
 * device nothing can be told apart.
 */
export function withoutShared(
  series: readonly WearSeries[],
  cabinetOf: (element: string) => string | undefined,
): WearSeries[] {
  const days = new Map<string, { restarted: number; known: number }>();
  const key = (cabinet: string, day: number): string => `${cabinet} ${String(day)}`;
  for (const { element, values } of series) {
    const cabinet = cabinetOf(element);
    if (cabinet === undefined) continue;
    for (const { day, value } of values) {
      const found = days.get(key(cabinet, day)) ?? { restarted: 0, known: 0 };
      days.set(key(cabinet, day), { restarted: found.restarted + (value >= 0.5 ? 1 : 0), known: found.known + 1 });
    }
  }
  return series.map((one) => {
    const cabinet = cabinetOf(one.element);
    if (cabinet === undefined) return one;
    const isShared = (day: number): boolean => {
      const { restarted = 0, known = 0 } = days.get(key(cabinet, day)) ?? {};
      return restarted >= 2 && restarted > known / 2;
    };
    return { ...one, values: one.values.map(({ day, value }) => ({ day, value: isShared(day) ? 0 : value })) };
  });
}

/** Restarts of each day. */
export function restarts(series: WearSeries, today: number, faultClass: FaultClassId): Sight {
  const outlook = moreOften(series.values, today);
  const { recent, before } = outlook.is === 'unknown' ? nothing : outlook.frequency;
  const drifting = outlook.is === 'drifting';
  return {
    kind: 'restarts',
    element: series.element,
    part: series.part,
    // Growing counts are foreseen even where the date is not: the state itself asks for work.
    verdict: outlook.is === 'drifting' ? 'foreseen' : outlook.is,
    reaches: drifting ? outlook.reaches : null,
    betterSince: null,
    asksForWork: 'at_once',
    faultClass,
    title: { en: 'restarts more and more often', zh: '重启越来越频繁' },
    seen: {
      en: `It restarted by itself on ${String(recent.happened)} of the last ${String(recent.days)} days, on ${String(before.happened)} of ${String(before.days)} days before that.`,
      zh: `最近 ${String(recent.days)} 天中有 ${String(recent.happened)} 天自行重启，此前 ${String(before.days)} 天中有 ${String(before.happened)} 天。`,
    },
    then: { en: 'it restarts every day', zh: '将每天重启' },
    check: {
      en: 'Look at its supply voltage under load, its temperature and its connectors; update its firmware; then replace it.',
      zh: '检查带载供电电压、温度和接头；升级固件；仍无效则更换。',
    },
  };
}

const nothing = { recent: { happened: 0, days: 0 }, before: { happened: 0, days: 0 } };
