import { outlookOf, type Wear } from './drift.ts';
import { betterSince, verdictOf } from './seen.ts';
import { figure, type Sight, type WearSeries } from './sight.ts';

export const opticsClassNames = ['gpon_b_plus', 'gpon_c_plus', 'epon_px10', 'epon_px20'] as const;
export type OpticsClass = (typeof opticsClassNames)[number];

/**
 * What the receivers of a class of optics bear, dBm, average power: ITU-T G.984.2 Amd. 1 (GPON class B+) and G.984.2 Amd. 2 (C+),
 * IEEE 802.3 clause 60 (1000BASE-PX10, 1000BASE-PX20). `onu` is the receiver in the field, `olt` the one of the carrier.
 */
const opticsClasses: Readonly<Record<OpticsClass, { onu: number; olt: number }>> = {
  gpon_b_plus: { onu: -27, olt: -28 },
  gpon_c_plus: { onu: -30, olt: -32 },
  epon_px10: { onu: -24, olt: -24 },
  epon_px20: { onu: -24, olt: -27 },
};

/** Light that a PON receives from its other end; `part` says which end measures. */
export function opticalPower(
  series: WearSeries & { part: 'onu' | 'olt' },
  today: number,
  { optics, marginDecibels }: { optics: OpticsClass; marginDecibels: number },
): Sight {
  const limit = opticsClasses[optics][series.part] + marginDecibels;
  const wear: Wear = {
    rises: false,
    limit,
    windowDays: 60,
    leastDays: 21,
    // Temperature moves it by some tenths of a decibel over the seasons.
    leastDrift: 0.6,
    // A connector that is cleaned or a splice gives more.
    leastStep: 0.8,
  };
  const outlook = outlookOf(series.values, today, wear);
  const perWeek = outlook.is === 'unknown' ? '' : figure(-7 * outlook.trend.perDay, 2);
  const now = outlook.is === 'unknown' ? '' : figure(outlook.now, 1);
  const end = series.part === 'onu' ? { en: 'the ONU', zh: 'ONU 侧' } : { en: 'the OLT from the ONU', zh: 'OLT 侧' };
  return {
    kind: 'optical_power',
    element: series.element,
    part: series.part,
    ...verdictOf(outlook),
    betterSince: betterSince(outlook, wear),
    asksForWork: 'when_near',
    faultClass: 'fibre_degraded',
    title: { en: 'received light falls', zh: '接收光功率下降' },
    seen: {
      en: `The light received by ${end.en} falls by ${perWeek} dB a week and is ${now} dBm.`,
      zh: `${end.zh}接收光功率每周下降 ${perWeek} dB，现为 ${now} dBm。`,
    },
    then: {
      en: `it is below ${figure(limit, 0)} dBm (sensitivity ${String(opticsClasses[optics][series.part])} dBm)`,
      zh: `低于 ${figure(limit, 0)} dBm（接收灵敏度 ${String(opticsClasses[optics][series.part])} dBm）`,
    },
    check: {
      en: 'Clean and look at the connectors at the ONU and the splitter, look for tight bends and water in closures, then measure the light.',
      zh: '清洁并检查 ONU 与分光器处的连接器，检查光缆弯折和接头盒进水，然后复测光功率。',
    },
  };
}
