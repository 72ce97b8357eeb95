import type { ProbeMetric } from '../../probe/exposition.ts';

/** A variable that is plainly a number, and the metric that it feeds. Names are those of RFC 9271 and of NUT's nut-names. */
export interface NumberVariable {
  name: string;
  metric: ProbeMetric;
  /** One unit of the variable in base units of the metric. */
  scale?: number;
  labels?: Readonly<Record<string, string>>;
}

/** A figure that a UPS tells for its one line, or for each of its three. */
export interface LineVariable extends NumberVariable {
  /** The name for each phase, in place of `name`; `#` stands for its number. */
  ofPhase: string;
}

const main = { input: 'main' };
const bypass = { input: 'bypass' };

export const numberVariables: readonly NumberVariable[] = [
  { name: 'battery.charge', metric: 'ups_battery_charge_ratio', scale: 0.01 },
  { name: 'battery.runtime', metric: 'ups_battery_runtime_seconds' },
  { name: 'battery.voltage', metric: 'ups_battery_volts' },
  { name: 'battery.temperature', metric: 'ups_battery_temperature_celsius' },
  { name: 'output.frequency', metric: 'power_output_frequency_hertz' },
  { name: 'ups.temperature', metric: 'device_temperature_celsius', labels: { sensor: 'ups' } },
];

/** Frequencies are of all lines of an input. */
export const frequencyVariables: readonly NumberVariable[] = [
  { name: 'input.frequency', metric: 'power_input_frequency_hertz', labels: main },
  { name: 'input.bypass.frequency', metric: 'power_input_frequency_hertz', labels: bypass },
];

export const lineVariables: readonly LineVariable[] = [
  { name: 'input.voltage', ofPhase: 'input.L#-N.voltage', metric: 'power_input_volts', labels: main },
  { name: 'input.bypass.voltage', ofPhase: 'input.bypass.L#-N.voltage', metric: 'power_input_volts', labels: bypass },
  { name: 'input.current', ofPhase: 'input.L#.current', metric: 'power_input_amperes', labels: main },
  { name: 'input.realpower', ofPhase: 'input.L#.realpower', metric: 'power_input_watts', labels: main },
  { name: 'output.voltage', ofPhase: 'output.L#-N.voltage', metric: 'power_output_volts' },
  { name: 'ups.realpower', ofPhase: 'output.L#.realpower', metric: 'power_output_watts' },
  { name: 'ups.load', ofPhase: 'output.L#.power.percent', metric: 'ups_output_load_ratio', scale: 0.01 },
];

/** Words of `ups.status` that say where the output comes from; the first that stands decides. */
export const sourceOfWord: readonly (readonly [word: string, source: string])[] = [
  ['OFF', 'none'],
  ['OB', 'battery'],
  ['BYPASS', 'bypass'],
  ['BOOST', 'booster'],
  ['TRIM', 'reducer'],
  ['OL', 'normal'],
];
export const powerSources = ['other', 'none', 'normal', 'bypass', 'battery', 'booster', 'reducer'] as const;

export const batteryStatuses = ['unknown', 'normal', 'low', 'depleted'] as const;

/** Words of `ups.status`, and the alarm of UPS-MIB that each stands for. */
export const alarmOfWord: readonly (readonly [word: string, alarm: string])[] = [
  ['RB', 'battery_bad'],
  ['OB', 'on_battery'],
  ['LB', 'low_battery'],
  ['OVER', 'output_overload'],
  ['BYPASS', 'on_bypass'],
  ['OFF', 'output_off'],
  ['FSD', 'shutdown_imminent'],
  ['CAL', 'test_in_progress'],
];

/** `ups.test.result`, as the drivers that follow usbhid-ups word it. */
export const testResults: Readonly<Record<string, string>> = {
  'Done and passed': 'passed',
  'Done and warning': 'warning',
  'Done and error': 'failed',
  Aborted: 'aborted',
  'In progress': 'in_progress',
  'No test initiated': 'none',
};
