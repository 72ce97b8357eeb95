import { metrics } from './metric.ts';

/** GB/T 12325 lets the 220 V of the mains fall by a tenth. */
const leastVolts = 198;

/** Of the power supply: mains, UPSes, what is energised. */
export const powerMetrics = metrics({
  power_source: {
    type: 'gauge',
    help: '1 for the source of the UPS output, 0 for the others (UPS-MIB upsOutputSource): other, none, normal, bypass, battery, booster, reducer.',
    labels: ['source'],
    amiss: { value: 'other than zero', labelled: /source="(?:bypass|battery|none)"/ },
  },
  power_input_volts: {
    type: 'gauge',
    help: 'Voltage of an input (UPS-MIB upsInputVoltage, upsBypassVoltage).',
    labels: ['input', 'line'],
    amiss: { value: { below: leastVolts }, labelled: /input="main"/ },
  },
  power_element_energised: {
    type: 'gauge',
    help: '1 if the power element that an input senses carries voltage (at least 50 V), else 0.',
    labels: ['element_id'],
    amiss: { value: 'zero' },
  },
  power_element_volts: {
    type: 'gauge',
    help: 'Voltage at the power element that an input or sensor of the device senses; of several lines the lowest that carries any.',
    labels: ['element_id'],
    amiss: { value: { below: leastVolts } },
  },
  ups_battery_status: {
    type: 'gauge',
    help: '1 for the state of the battery (UPS-MIB upsBatteryStatus): unknown, normal, low, depleted.',
    labels: ['status'],
  },
  ups_battery_charge_ratio: {
    type: 'gauge',
    help: 'Charge of the battery, 0 to 1 (UPS-MIB upsEstimatedChargeRemaining).',
  },
  ups_battery_runtime_seconds: { type: 'gauge', help: 'Time left on battery (UPS-MIB upsEstimatedMinutesRemaining).' },
  ups_battery_temperature_celsius: {
    type: 'gauge',
    help: 'Temperature of the battery (UPS-MIB upsBatteryTemperature).',
  },
  ups_on_battery_seconds: {
    type: 'gauge',
    help: 'How long the UPS has been on battery (UPS-MIB upsSecondsOnBattery).',
  },
  ups_output_load_ratio: {
    type: 'gauge',
    help: 'Load of the output, 0 to 1 (UPS-MIB upsOutputPercentLoad).',
    labels: ['line'],
  },
  power_input_watts: { type: 'gauge', help: 'True power that an input takes.', labels: ['input', 'line'] },
  power_input_amperes: { type: 'gauge', help: 'Current of an input.', labels: ['input', 'line'] },
  power_input_frequency_hertz: { type: 'gauge', help: 'Frequency of an input.', labels: ['input', 'line'] },
  power_input_energy_joules_total: {
    type: 'counter',
    help: 'Energy that an input has taken, since the meter was made or set to zero.',
    labels: ['input'],
  },
  power_input_bad_total: { type: 'counter', help: 'How often the input went out of tolerance.' },
  power_transfer_cause: {
    type: 'gauge',
    help: '1 for why the UPS went to battery the last time: none, high_voltage, brownout, blackout, sag, spike, self_test, rate_of_change.',
    labels: ['cause'],
  },
  power_output_volts: { type: 'gauge', help: 'Voltage of the output.', labels: ['line'] },
  power_output_watts: { type: 'gauge', help: 'True power of the output.', labels: ['line'] },
  power_output_frequency_hertz: { type: 'gauge', help: 'Frequency of the output.' },
  power_outlet_on: { type: 'gauge', help: '1 if the outlet is switched on, 0 if off.', labels: ['outlet', 'name'] },
  power_outlet_watts: { type: 'gauge', help: 'Power drawn from the outlet.', labels: ['outlet', 'name'] },
  power_outlet_amperes: { type: 'gauge', help: 'Current drawn from the outlet.', labels: ['outlet', 'name'] },
  ups_battery_volts: { type: 'gauge', help: 'Voltage of the battery.' },
  ups_battery_amperes: { type: 'gauge', help: 'Current of the battery; negative while it discharges.' },
  ups_battery_replace_needed: {
    type: 'gauge',
    help: '1 if the UPS asks for a new battery, else 0.',
    amiss: { value: 'other than zero' },
  },
  ups_test_result: {
    type: 'gauge',
    help: '1 for the result of the last test of the UPS: passed, warning, failed, aborted, in_progress, none.',
    labels: ['result'],
    amiss: { value: 'other than zero', labelled: /result="failed"/ },
  },
  ups_alarms: { type: 'gauge', help: 'Alarms that stand, those of the vendor included.' },
  ups_alarm: {
    type: 'gauge',
    help: '1 for each well-known alarm (RFC 1628 upsWellKnownAlarms) that stands, 0 for the others.',
    labels: ['alarm'],
    amiss: { value: 'other than zero', labelled: /alarm="battery_bad"/ },
  },
});
