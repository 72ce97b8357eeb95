import type { SourcedModule } from '../sourcedModule.ts';
import { frequencyVariables, lineVariables, numberVariables } from './variables.ts';

const variable = (name: string): string => `RFC 9271 variable ${name}`;

/** A UPS behind a upsd of Network UPS Tools. */
export const nutModule: SourcedModule = {
  name: 'nut',
  title: { en: 'UPS behind upsd (Network UPS Tools)', zh: '经 upsd 接入的不间断电源(Network UPS Tools)' },
  confirmed: 'upsd',
  documents: ['RFC 9271'],
  reads: [
    {
      source: variable('ups.status'),
      feeds: ['power_source', 'ups_battery_status', 'ups_battery_replace_needed', 'ups_alarm'],
    },
    ...[...numberVariables, ...frequencyVariables].map(({ name, metric }) => ({
      source: variable(name),
      feeds: [metric],
    })),
    ...lineVariables.map(({ name, ofPhase, metric }) => ({
      source: variable(`${name} or ${ofPhase.replace('#', '1..3')}`),
      feeds:
        metric === 'power_input_volts'
          ? ([metric, 'power_element_energised', 'power_element_volts'] as const)
          : [metric],
    })),
    { source: variable('ups.test.result'), feeds: ['ups_test_result'] },
    { source: variable('outlet.n.status'), feeds: ['power_outlet_on'] },
    { source: variable('outlet.n.realpower'), feeds: ['power_outlet_watts'] },
    { source: variable('outlet.n.current'), feeds: ['power_outlet_amperes'] },
    { source: variable('device.model, device.serial, ups.firmware'), feeds: ['device_info'] },
  ],
};
