import { deviceModule, type IndexPart } from './deviceModule.ts';
import type { Emit, Labels } from './emit.ts';
import { mibObjects } from './mibObjects.ts';
import type { Row, Rows } from './row.ts';
import { sysUpTime } from './system.ts';

/** PDU2-MIB of Raritan. */
const pdu2 = mibObjects('PDU2-MIB', '1.3.6.1.4.1.13742.6');
const outletSensor: readonly IndexPart[] = [
  { label: 'pdu', type: 'number' },
  { label: 'outlet', type: 'number' },
  { label: 'sensor', type: 'number' },
];
const inletSensor: readonly IndexPart[] = [
  { label: 'pdu', type: 'number' },
  { label: 'inlet', type: 'number' },
  { label: 'sensor', type: 'number' },
];

/** SensorTypeEnumeration, as far as it is read; the last part of a sensor's index. */
const sensors = { current: 1, voltage: 4, activePower: 5 } as const;

/** A Raritan PX2 or PX3 with its inlets and outlets. Sensors state how many decimal digits their values have. */
export const snmpPduRaritan = deviceModule({
  name: 'snmp_pdu_raritan',
  title: { en: 'Raritan PDU (PDU2-MIB)', zh: 'Raritan 配电单元(PDU2-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    inlets: {
      index: inletSensor,
      columns: {
        digits: pdu2('3.3.4.1.7', 'inletSensorDecimalDigits', 'gauge'),
        value: pdu2('5.2.3.1.4', 'measurementsInletSensorValue', 'gauge', {
          feeds: ['power_input_volts', 'power_input_amperes', 'power_input_watts'],
        }),
      },
    },
    outletSensors: {
      index: outletSensor,
      columns: {
        digits: pdu2('3.5.4.1.7', 'outletSensorDecimalDigits', 'gauge'),
        value: pdu2('5.4.3.1.4', 'measurementsOutletSensorValue', 'gauge', {
          feeds: ['power_outlet_amperes', 'power_outlet_watts'],
        }),
      },
    },
    outlets: {
      index: outletSensor.slice(0, 2),
      columns: {
        name: pdu2('3.5.3.1.3', 'outletName', 'text'),
        state: pdu2('4.1.2.1.3', 'outletSwitchingState', 'integer', {
          states: { 7: 'on', 8: 'off' },
          feeds: ['power_outlet_on'],
        }),
      },
    },
  },
  normalise({ tables }, emit) {
    for (const row of tables.outlets) {
      const state = row.state('state');
      if (state !== undefined)
        emit.sample('power_outlet_on', state === 'on' ? 1 : 0, outletLabels(row, tables.outlets));
    }
    for (const row of tables.outletSensors) {
      const labels = outletLabels(row, tables.outlets);
      sensorSample(row, sensors.current, 'power_outlet_amperes', labels, emit);
      sensorSample(row, sensors.activePower, 'power_outlet_watts', labels, emit);
    }
    for (const row of tables.inlets) {
      const labels = { input: 'main', line: number(row.index, 1) };
      sensorSample(row, sensors.voltage, 'power_input_volts', labels, emit);
      sensorSample(row, sensors.current, 'power_input_amperes', labels, emit);
      sensorSample(row, sensors.activePower, 'power_input_watts', labels, emit);
    }
  },
});

function sensorSample(
  row: Row<'digits' | 'value'>,
  sensor: number,
  metric: Parameters<Emit['sample']>[0],
  labels: Labels,
  emit: Emit,
): void {
  const value = row.number('value');
  if (row.index[2] !== sensor || value === undefined) return;
  emit.sample(metric, value / 10 ** (row.number('digits') ?? 0), labels);
}

function outletLabels(row: Row<string>, outlets: Rows<'name' | 'state'>): Labels {
  const [pdu = 0, outlet = 0] = row.index;
  return { outlet: number(row.index, 1), name: outlets.get(pdu, outlet)?.text('name') ?? '' };
}

/** The number of an inlet or outlet; of the second and later PDUs of a chain with the PDU before it. */
const number = ([pdu = 1, ...rest]: readonly number[], parts: number): string =>
  [...(pdu === 1 ? [] : [pdu]), ...rest.slice(0, parts)].join('.');
