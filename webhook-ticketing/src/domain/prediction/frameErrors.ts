import { outlookOf, type Wear } from './drift.ts';
import { betterSince, verdictOf } from './seen.ts';
import { figure, type Sight, type WearSeries } from './sight.ts';

/** Lost frames that a picture does not bear: the loss ratio of ITU-T Y.1541 for classes 0 to 4. */
const lossRatio = 1e-3;
/** Fewer than this are none: an error of one day in a thousand million frames says nothing. */
const leastRatio = 1e-9;

/** Frames with a wrong check sum of each day, as a ratio to the frames; looked at as powers of ten. */
export function frameErrors(series: WearSeries, today: number): Sight {
  const wear: Wear = {
    rises: true,
    limit: Math.log10(lossRatio),
    windowDays: 60,
    leastDays: 21,
    // Tenfold.
    leastDrift: 1,
    leastStep: 1,
  };
  const values = series.values.map(({ day, value }) => ({ day, value: Math.log10(Math.max(value, leastRatio)) }));
  const outlook = outlookOf(values, today, wear);
  const ratio = outlook.is === 'unknown' ? '' : figure(1e6 * 10 ** outlook.now, 1);
  const perWeek = outlook.is === 'unknown' ? '' : figure(10 ** (7 * outlook.trend.perDay), 1);
  return {
    kind: 'frame_errors',
    element: series.element,
    part: series.part,
    ...verdictOf(outlook),
    betterSince: betterSince(outlook, wear),
    asksForWork: 'when_near',
    faultClass: 'cable_degraded',
    title: { en: 'cable garbles more and more frames', zh: '线缆误帧持续增加' },
    seen: {
      en: `Of a million frames at port ${series.part} ${ratio} arrive garbled, ${perWeek} times as many each week.`,
      zh: `端口 ${series.part} 每百万帧有 ${ratio} 帧校验错误，每周增至 ${perWeek} 倍。`,
    },
    then: { en: 'one frame in a thousand is lost, and the picture breaks up', zh: '每千帧丢失一帧，图像将出现花屏' },
    check: {
      en: 'Measure the cable; look for water, corrosion and strain at its connectors; make new ends or replace it.',
      zh: '测试网线；检查接头进水、腐蚀和受力；重做接头或更换网线。',
    },
  };
}
