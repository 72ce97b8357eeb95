import { deviceModule, type MibTable } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import { sysUpTime } from './system.ts';

/** A column of AXIS-VIDEO-MIB, 1.3.6.1.4.1.368.4.1. */
const axis = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.4.1.368.4.1.${suffix}`,
  mib: 'AXIS-VIDEO-MIB',
  ...rest,
});
const table = (label: string, columns: MibTable['columns']): MibTable => ({
  index: [{ label, type: 'number' }],
  columns,
});

/** Axis cameras and encoders. */
export const snmpAxis = deviceModule({
  name: 'snmp_axis',
  title: { en: 'Axis cameras and encoders (AXIS-VIDEO-MIB)', zh: '安讯士摄像机与编码器(AXIS-VIDEO-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    supplies: table('supply', {
      status: axis('1.1.3', {
        object: 'powerSupplyStatus',
        syntax: 'integer',
        one: [1],
        metric: 'device_power_supply_ok',
      }),
    }),
    temperatures: {
      index: [
        { label: 'sensorType', type: 'number' },
        { label: 'sensorId', type: 'number' },
      ],
      columns: {
        celsius: axis('3.1.4', {
          object: 'tempSensorValue',
          syntax: 'integer',
          metric: 'device_temperature_celsius',
        }),
      },
      labels: () => (row) => ({ sensor: row.index.join('.') }),
    },
    inputs: table('channel', {
      signal: axis('4.1.2', {
        object: 'videoSignalStatus',
        syntax: 'integer',
        one: [1],
        metric: 'device_video_signal',
      }),
    }),
    casings: table('casing', {
      status: axis('6.1.3', { object: 'casingStatus', syntax: 'integer', one: [2], metric: 'device_casing_open' }),
    }),
    storages: table('storage', {
      disrupted: axis('8.1.3', {
        object: 'storageDisruptionDetected',
        syntax: 'integer',
        one: [1],
        metric: 'device_storage_ok',
      }),
    }),
  },
});
