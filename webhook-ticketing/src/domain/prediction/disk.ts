import { ailingOf } from './ailing.ts';
import type { Sight, WearSeries } from './sight.ts';

/** The share of each day for which the device called a disk of its not normal. */
export function disk(series: WearSeries, today: number): Sight {
  const outlook = ailingOf(series.values, today);
  const { days, of } = outlook.is === 'ailing' ? outlook : { days: 0, of: 0 };
  return {
    kind: 'disk',
    element: series.element,
    part: series.part,
    verdict: outlook.is === 'ailing' ? 'foreseen' : outlook.is,
    reaches: null,
    betterSince: null,
    asksForWork: 'at_once',
    faultClass: 'disk_failure',
    title: { en: `disk ${series.part} ails`, zh: `硬盘 ${series.part} 状态不稳` },
    seen: {
      en: `Disk ${series.part} was not normal on ${String(days)} of the last ${String(of)} days, and recovered each time.`,
      zh: `最近 ${String(of)} 天中硬盘 ${series.part} 有 ${String(days)} 天状态异常，随后自行恢复。`,
    },
    then: { en: '', zh: '' },
    check: {
      en: 'Read the self-test of the disk, copy what must be kept, look at its cable and power; then replace it.',
      zh: '读取硬盘自检信息，备份需保留的录像，检查数据线和供电；然后更换硬盘。',
    },
  };
}
