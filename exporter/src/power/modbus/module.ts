import type { ProbeMetric } from '../../probe/exposition.ts';
import type { SourcedModule, Source } from '../sourcedModule.ts';
import { meters } from './meters.ts';
import { registersOf, type RegisterMap } from './registerMap.ts';

const all = Object.values(meters);

/** For each metric the registers, first to last, as they go over the wire. */
function sourcesOf({ title, space, figures }: RegisterMap): Source[] {
  const metrics = [...new Set(figures.map(({ metric }) => metric))];
  return metrics.map((metric) => {
    const own = figures.filter((figure) => figure.metric === metric);
    const first = Math.min(...own.map(({ address }) => address));
    const last = Math.max(...own.map(({ address, kind }) => address + registersOf[kind] - 1));
    const feeds: ProbeMetric[] =
      metric === 'power_input_volts' ? [metric, 'power_element_energised', 'power_element_volts'] : [metric];
    return { source: `${title.en} ${space} registers ${first}–${last}`, feeds };
  });
}

/** An electricity meter over Modbus TCP. */
export const modbusModule: SourcedModule = {
  name: 'modbus_meter',
  title: {
    en: `Electricity meter over Modbus TCP: ${all.map(({ title }) => title.en).join(', ')}`,
    zh: `Modbus TCP 电能表:${all.map(({ title }) => title.zh).join('、')}`,
  },
  confirmed: 'simulated',
  documents: all.map(({ document }) => document),
  reads: all.flatMap(sourcesOf),
};
