import { metrics } from './metric.ts';

/** Of the power supply: mains, UPSes, what is energised. */
export const powerMetrics = metrics({
  power_source: {
    type: 'gauge',
    help: '1 for the source of the UPS output, 0 for the others (UPS-MIB upsOutputSource): other, none, normal, bypass, battery, booster, reducer.',
    labels: ['source'],
  },
  power_input_volts: {
    type: 'gauge',
    help: 'Voltage of an input (UPS-MIB upsInputVoltage, upsBypassVoltage).',
    labels: ['input', 'line'],
  },
  power_element_energised: {
    type: 'gauge',
    help: '1 if the power element that an input senses carries voltage (at least 50 V), else 0.',
    labels: ['element_id'],
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
});
