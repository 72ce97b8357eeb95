import { deviceModule, type IndexPart, type MibObject } from './deviceModule.ts';
import { emitSenses } from './senses.ts';
import { sysUpTime } from './system.ts';

/** An object of UPS-MIB (RFC 1628), 1.3.6.1.2.1.33.1. */
const ups = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.33.1.${suffix}`,
  mib: 'UPS-MIB',
  ...rest,
});
const line: readonly IndexPart[] = [{ label: 'line', type: 'number' }];

/** A UPS, and with it what feeds it. */
export const snmpUps = deviceModule({
  name: 'snmp_ups',
  title: { en: 'UPS (UPS-MIB, RFC 1628)', zh: '不间断电源(UPS-MIB,RFC 1628)' },
  confirmed: 'simulated',
  scalars: {
    uptime: sysUpTime,
    batteryStatus: ups('2.1', {
      object: 'upsBatteryStatus',
      syntax: 'integer',
      states: { 1: 'unknown', 2: 'normal', 3: 'low', 4: 'depleted' },
      metric: 'ups_battery_status',
    }),
    secondsOnBattery: ups('2.2', {
      object: 'upsSecondsOnBattery',
      syntax: 'integer',
      metric: 'ups_on_battery_seconds',
    }),
    minutesRemaining: ups('2.3', {
      object: 'upsEstimatedMinutesRemaining',
      syntax: 'integer',
      scale: 60,
      metric: 'ups_battery_runtime_seconds',
    }),
    chargeRemaining: ups('2.4', {
      object: 'upsEstimatedChargeRemaining',
      syntax: 'integer',
      scale: 0.01,
      metric: 'ups_battery_charge_ratio',
    }),
    batteryTemperature: ups('2.7', {
      object: 'upsBatteryTemperature',
      syntax: 'integer',
      metric: 'ups_battery_temperature_celsius',
    }),
    outputSource: ups('4.1', {
      object: 'upsOutputSource',
      syntax: 'integer',
      states: { 1: 'other', 2: 'none', 3: 'normal', 4: 'bypass', 5: 'battery', 6: 'booster', 7: 'reducer' },
      metric: 'power_source',
    }),
  },
  tables: {
    inputs: {
      index: line,
      columns: {
        volts: ups('3.3.1.3', {
          object: 'upsInputVoltage',
          syntax: 'integer',
          feeds: ['power_input_volts', 'power_element_energised'],
        }),
      },
    },
    outputs: {
      index: line,
      columns: {
        load: ups('4.4.1.5', {
          object: 'upsOutputPercentLoad',
          syntax: 'integer',
          scale: 0.01,
          metric: 'ups_output_load_ratio',
        }),
      },
    },
    bypasses: {
      index: line,
      columns: {
        volts: ups('5.3.1.2', {
          object: 'upsBypassVoltage',
          syntax: 'integer',
          feeds: ['power_input_volts', 'power_element_energised'],
        }),
      },
    },
  },
  normalise({ tables }, emit, target) {
    const inputs = { main: [...tables.inputs], bypass: [...tables.bypasses] };
    for (const input of ['main', 'bypass'] as const)
      for (const row of inputs[input])
        emit.sample('power_input_volts', row.measure('volts'), { input, line: row.index.join('.') });
    const voltsOf = (rows: typeof inputs.main): (number | undefined)[] => rows.map((row) => row.measure('volts'));
    emitSenses({ main: voltsOf(inputs.main), bypass: voltsOf(inputs.bypass) }, emit, target);
  },
});
