import { deviceModule, type IndexPart } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { emitSenses } from './senses.ts';
import { sysUpTime } from './system.ts';
import { upsAlarms } from './upsAlarms.ts';

/** UPS-MIB, RFC 1628. */
const ups = mibObjects('UPS-MIB', '1.3.6.1.2.1.33.1');
const line: readonly IndexPart[] = [{ label: 'line', type: 'number' }];

/** A UPS, and with it what feeds it. */
export const snmpUps = deviceModule({
  name: 'snmp_ups',
  title: { en: 'UPS (UPS-MIB, RFC 1628)', zh: '不间断电源(UPS-MIB,RFC 1628)' },
  confirmed: 'simulated',
  scalars: {
    uptime: sysUpTime,
    batteryStatus: ups('2.1', 'upsBatteryStatus', 'integer', {
      states: { 1: 'unknown', 2: 'normal', 3: 'low', 4: 'depleted' },
      metric: 'ups_battery_status',
    }),
    secondsOnBattery: ups('2.2', 'upsSecondsOnBattery', 'integer', { metric: 'ups_on_battery_seconds' }),
    minutesRemaining: ups('2.3', 'upsEstimatedMinutesRemaining', 'integer', {
      scale: 60,
      metric: 'ups_battery_runtime_seconds',
    }),
    chargeRemaining: ups('2.4', 'upsEstimatedChargeRemaining', 'integer', {
      scale: 0.01,
      metric: 'ups_battery_charge_ratio',
    }),
    batteryVoltage: ups('2.5', 'upsBatteryVoltage', 'integer', { scale: 0.1, metric: 'ups_battery_volts' }),
    batteryCurrent: ups('2.6', 'upsBatteryCurrent', 'integer', { scale: 0.1, metric: 'ups_battery_amperes' }),
    batteryTemperature: ups('2.7', 'upsBatteryTemperature', 'integer', { metric: 'ups_battery_temperature_celsius' }),
    inputLineBads: ups('3.1', 'upsInputLineBads', 'counter', { metric: 'power_input_bad_total' }),
    outputSource: ups('4.1', 'upsOutputSource', 'integer', {
      states: { 1: 'other', 2: 'none', 3: 'normal', 4: 'bypass', 5: 'battery', 6: 'booster', 7: 'reducer' },
      metric: 'power_source',
    }),
    outputFrequency: ups('4.2', 'upsOutputFrequency', 'integer', {
      scale: 0.1,
      metric: 'power_output_frequency_hertz',
    }),
    bypassFrequency: ups('5.1', 'upsBypassFrequency', 'integer', {
      scale: 0.1,
      feeds: ['power_input_frequency_hertz'],
    }),
    alarmsPresent: ups('6.1', 'upsAlarmsPresent', 'gauge', { metric: 'ups_alarms', feeds: ['ups_alarm'] }),
    testResult: ups('7.3', 'upsTestResultsSummary', 'integer', {
      states: { 1: 'passed', 2: 'warning', 3: 'failed', 4: 'aborted', 5: 'in_progress', 6: 'none' },
      metric: 'ups_test_result',
    }),
  },
  tables: {
    inputs: {
      index: line,
      columns: {
        frequency: ups('3.3.1.2', 'upsInputFrequency', 'integer', {
          scale: 0.1,
          feeds: ['power_input_frequency_hertz'],
        }),
        volts: ups('3.3.1.3', 'upsInputVoltage', 'integer', {
          feeds: ['power_input_volts', 'power_element_energised', 'power_element_volts'],
        }),
        amperes: ups('3.3.1.4', 'upsInputCurrent', 'integer', { scale: 0.1, feeds: ['power_input_amperes'] }),
        watts: ups('3.3.1.5', 'upsInputTruePower', 'integer', { feeds: ['power_input_watts'] }),
      },
    },
    outputs: {
      index: line,
      columns: {
        volts: ups('4.4.1.2', 'upsOutputVoltage', 'integer', { metric: 'power_output_volts' }),
        watts: ups('4.4.1.4', 'upsOutputPower', 'integer', { metric: 'power_output_watts' }),
        load: ups('4.4.1.5', 'upsOutputPercentLoad', 'integer', { scale: 0.01, metric: 'ups_output_load_ratio' }),
      },
    },
    bypasses: {
      index: line,
      columns: {
        volts: ups('5.3.1.2', 'upsBypassVoltage', 'integer', {
          feeds: ['power_input_volts', 'power_element_energised', 'power_element_volts'],
        }),
      },
    },
    alarms: {
      index: [{ label: 'alarm_id', type: 'number' }],
      columns: { kind: ups('6.2.1.2', 'upsAlarmDescr', 'objectId', { feeds: ['ups_alarm'] }) },
    },
  },
  normalise({ scalars, tables }, emit, target) {
    for (const row of tables.inputs) {
      const labels = { input: 'main', line: row.index.join('.') };
      emit.sample('power_input_volts', row.measure('volts'), labels);
      emit.sample('power_input_amperes', row.measure('amperes'), labels);
      emit.sample('power_input_watts', row.measure('watts'), labels);
      emit.sample('power_input_frequency_hertz', row.measure('frequency'), labels);
    }
    for (const row of tables.bypasses) {
      const labels = { input: 'bypass', line: row.index.join('.') };
      emit.sample('power_input_volts', row.measure('volts'), labels);
      emit.sample('power_input_frequency_hertz', scalars.measure('bypassFrequency'), labels);
    }
    emitSenses(
      {
        main: [...tables.inputs].map((row) => row.measure('volts')),
        bypass: [...tables.bypasses].map((row) => row.measure('volts')),
      },
      emit,
      target,
    );
    // The table is empty when nothing stands, and when the agent has none; only the count tells the two apart.
    if (scalars.number('alarmsPresent') === undefined) return;
    const standing = new Set([...tables.alarms].map((row) => row.objectId('kind')));
    for (const [oid, alarm] of upsAlarms) emit.sample('ups_alarm', standing.has(oid) ? 1 : 0, { alarm });
  },
});
