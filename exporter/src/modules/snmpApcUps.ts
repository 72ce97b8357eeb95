import { deviceModule } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { emitSenses } from './senses.ts';
import { sysUpTime } from './system.ts';

/** PowerNet-MIB of APC, its branch for UPSes. */
const apc = mibObjects('PowerNet-MIB', '1.3.6.1.4.1.318.1.1.1');
const onLine1 = { input: 'main', line: '1' };

/** An APC UPS. Cards that also speak UPS-MIB are asked with both modules. */
export const snmpApcUps = deviceModule({
  name: 'snmp_apc_ups',
  title: { en: 'APC UPS (PowerNet-MIB)', zh: 'APC 不间断电源(PowerNet-MIB)' },
  confirmed: 'simulated',
  scalars: {
    uptime: sysUpTime,
    batteryStatus: apc('2.1.1', 'upsBasicBatteryStatus', 'integer', {
      states: { 1: 'unknown', 2: 'normal', 3: 'low' },
      feeds: ['ups_battery_status'],
    }),
    timeOnBattery: apc('2.1.2', 'upsBasicBatteryTimeOnBattery', 'timeTicks', {
      scale: 0.01,
      metric: 'ups_on_battery_seconds',
    }),
    capacity: apc('2.2.1', 'upsAdvBatteryCapacity', 'gauge', { scale: 0.01, metric: 'ups_battery_charge_ratio' }),
    batteryTemperature: apc('2.2.2', 'upsAdvBatteryTemperature', 'gauge', {
      metric: 'ups_battery_temperature_celsius',
    }),
    runTime: apc('2.2.3', 'upsAdvBatteryRunTimeRemaining', 'timeTicks', {
      scale: 0.01,
      metric: 'ups_battery_runtime_seconds',
    }),
    replaceIndicator: apc('2.2.4', 'upsAdvBatteryReplaceIndicator', 'integer', {
      one: [2],
      metric: 'ups_battery_replace_needed',
    }),
    batteryVoltage: apc('2.2.8', 'upsAdvBatteryActualVoltage', 'integer', { metric: 'ups_battery_volts' }),
    inputVoltage: apc('3.2.1', 'upsAdvInputLineVoltage', 'gauge', {
      feeds: ['power_input_volts', 'power_element_energised', 'power_element_volts'],
    }),
    inputFrequency: apc('3.2.4', 'upsAdvInputFrequency', 'gauge', { feeds: ['power_input_frequency_hertz'] }),
    failCause: apc('3.2.5', 'upsAdvInputLineFailCause', 'integer', {
      states: {
        1: 'none',
        2: 'high_voltage',
        3: 'brownout',
        4: 'blackout',
        5: 'sag',
        6: 'sag',
        7: 'spike',
        8: 'spike',
        9: 'self_test',
        10: 'rate_of_change',
      },
      metric: 'power_transfer_cause',
    }),
    outputStatus: apc('4.1.1', 'upsBasicOutputStatus', 'integer', {
      states: {
        1: 'other',
        2: 'normal',
        3: 'battery',
        4: 'booster',
        5: 'none',
        6: 'bypass',
        7: 'none',
        8: 'none',
        9: 'bypass',
        10: 'bypass',
        11: 'none',
        12: 'reducer',
      },
      feeds: ['power_source'],
    }),
    outputVoltage: apc('4.2.1', 'upsAdvOutputVoltage', 'gauge', { feeds: ['power_output_volts'] }),
    outputFrequency: apc('4.2.2', 'upsAdvOutputFrequency', 'gauge', { metric: 'power_output_frequency_hertz' }),
    outputLoad: apc('4.2.3', 'upsAdvOutputLoad', 'gauge', { scale: 0.01, feeds: ['ups_output_load_ratio'] }),
    testResult: apc('7.2.3', 'upsAdvTestDiagnosticsResults', 'integer', {
      states: { 1: 'passed', 2: 'failed', 3: 'aborted', 4: 'in_progress' },
      feeds: ['ups_test_result'],
    }),
  },
  tables: {},
  normalise({ scalars }, emit, target) {
    // The same states as UPS-MIB gives, so that no rule has to know which of the two was asked.
    emit.state('ups_battery_status', ['unknown', 'normal', 'low', 'depleted'], scalars.state('batteryStatus'));
    const sources = ['other', 'none', 'normal', 'bypass', 'battery', 'booster', 'reducer'];
    emit.state('power_source', sources, scalars.state('outputStatus'));
    const results = ['passed', 'warning', 'failed', 'aborted', 'in_progress', 'none'];
    emit.state('ups_test_result', results, scalars.state('testResult'));
    const volts = scalars.measure('inputVoltage');
    emit.sample('power_input_volts', volts, onLine1);
    emit.sample('power_input_frequency_hertz', scalars.measure('inputFrequency'), onLine1);
    emit.sample('power_output_volts', scalars.measure('outputVoltage'), { line: '1' });
    emit.sample('ups_output_load_ratio', scalars.measure('outputLoad'), { line: '1' });
    emitSenses({ main: [volts], bypass: [] }, emit, target);
  },
});
