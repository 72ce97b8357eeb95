import type { MeterType } from '@roundsman/contract/vocabulary.ts';
import type { ProbeMetric } from '../../probe/exposition.ts';
import type { Figure, NumberKind, RegisterMap } from './registerMap.ts';

const kilo = 1000;
const wattHour = 3600;
const kilowattHour = kilo * wattHour;

/** Three figures in a row, one for each line. */
const lines = (address: number, metric: ProbeMetric, scale?: number): Figure[] =>
  [1, 2, 3].map((line) => ({ address: address + (line - 1) * 2, kind: 'float32', metric, line, scale }));
const single = (address: number, metric: ProbeMetric, scale?: number): Figure => ({
  address,
  kind: 'float32',
  metric,
  line: 1,
  scale,
});
const frequency = (address: number, scale?: number): Figure => ({
  address,
  kind: 'float32',
  metric: 'power_input_frequency_hertz',
  line: 1,
  scale,
});
const energy = (address: number, kind: NumberKind, scale: number): Figure => ({
  address,
  kind,
  metric: 'power_input_energy_joules_total',
  scale,
});

/** What Schneider's meters share. Their documents count registers from 1; the wire counts from 0. */
const schneider = {
  space: 'holding',
  wordOrder: 'highFirst',
  figures: [
    ...lines(2999, 'power_input_amperes'),
    ...lines(3027, 'power_input_volts'),
    ...lines(3053, 'power_input_watts', kilo),
    frequency(3109),
  ],
} as const;

/** Register maps of well-known meters, as their makers' documents have them. */
export const meters: Readonly<Record<MeterType, RegisterMap>> = {
  eastron_sdm120: {
    type: 'eastron_sdm120',
    title: { en: 'Eastron SDM120', zh: '伊斯特隆 SDM120' },
    document: 'Eastron SDM120 Modbus protocol',
    space: 'input',
    wordOrder: 'highFirst',
    figures: [
      single(0x0000, 'power_input_volts'),
      single(0x0006, 'power_input_amperes'),
      single(0x000c, 'power_input_watts'),
      frequency(0x0046),
      energy(0x0048, 'float32', kilowattHour),
    ],
  },
  eastron_sdm630: {
    type: 'eastron_sdm630',
    title: { en: 'Eastron SDM630', zh: '伊斯特隆 SDM630' },
    document: 'Eastron SDM630 Modbus protocol',
    space: 'input',
    wordOrder: 'highFirst',
    figures: [
      ...lines(0x0000, 'power_input_volts'),
      ...lines(0x0006, 'power_input_amperes'),
      ...lines(0x000c, 'power_input_watts'),
      frequency(0x0046),
      energy(0x0048, 'float32', kilowattHour),
    ],
  },
  schneider_iem3000: {
    type: 'schneider_iem3000',
    title: { en: 'Schneider iEM3000', zh: '施耐德 iEM3000' },
    document: 'Schneider iEM3000 user manual',
    ...schneider,
    figures: [...schneider.figures, energy(45_099, 'float32', wattHour)],
  },
  schneider_pm5000: {
    type: 'schneider_pm5000',
    title: { en: 'Schneider PM5000', zh: '施耐德 PM5000' },
    document: 'Schneider PM5000 register list',
    ...schneider,
    figures: [...schneider.figures, energy(3203, 'int64', wattHour)],
  },
  chint_ddsu666: {
    type: 'chint_ddsu666',
    title: { en: 'Chint DDSU666', zh: '正泰 DDSU666' },
    document: 'Chint DDSU666 manual',
    space: 'holding',
    wordOrder: 'highFirst',
    figures: [
      single(0x2000, 'power_input_volts'),
      single(0x2002, 'power_input_amperes'),
      single(0x2004, 'power_input_watts', kilo),
      frequency(0x200e),
      energy(0x4000, 'float32', kilowattHour),
    ],
  },
  chint_dtsu666: {
    type: 'chint_dtsu666',
    title: { en: 'Chint DTSU666', zh: '正泰 DTSU666' },
    document: 'Chint DTSU666 manual',
    space: 'holding',
    wordOrder: 'highFirst',
    figures: [
      ...lines(0x2006, 'power_input_volts', 0.1),
      ...lines(0x200c, 'power_input_amperes', 0.001),
      ...lines(0x2014, 'power_input_watts', 0.1),
      frequency(0x2044, 0.01),
      energy(0x401e, 'float32', kilowattHour),
    ],
  },
};
