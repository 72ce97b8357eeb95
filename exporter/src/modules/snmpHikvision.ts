import { deviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Row } from './row.ts';
import { sysUpTime } from './system.ts';

/** An object of Hikvision's cameras and recorders, 1.3.6.1.4.1.39165.1, or of its newer recorders, 1.3.6.1.4.1.50001.1. */
const hikvision = (oid: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid,
  mib: 'HIK-DEVICE-MIB',
  ...rest,
});

/** Hikvision cameras and recorders. */
export const snmpHikvision = deviceModule({
  name: 'snmp_hikvision',
  title: { en: 'Hikvision cameras and recorders', zh: '海康威视摄像机与录像机' },
  confirmed: 'simulated',
  scalars: {
    uptime: sysUpTime,
    cpu: hikvision('1.3.6.1.4.1.39165.1.7', { object: 'hikCpuPercent', syntax: 'text', feeds: ['device_cpu_ratio'] }),
    disk: hikvision('1.3.6.1.4.1.39165.1.9', {
      object: 'hikDiskPercent',
      syntax: 'text',
      feeds: ['device_storage_used_ratio'],
    }),
    memory: hikvision('1.3.6.1.4.1.39165.1.11', {
      object: 'hikMemoryPercent',
      syntax: 'text',
      feeds: ['device_memory_used_ratio'],
    }),
  },
  tables: {
    disks: {
      index: [{ label: 'disk', type: 'number' }],
      columns: {
        state: hikvision('1.3.6.1.4.1.50001.1.241.1.3', {
          object: 'hikDiskStatus',
          syntax: 'integer',
          states: { 0: 'normal', 2: 'abnormal', 3: 'smart_failed' },
          metric: 'device_disk_state',
        }),
      },
    },
  },
  normalise({ scalars }, emit) {
    emit.sample('device_cpu_ratio', percent(scalars, 'cpu'), { cpu: '0' });
    emit.sample('device_memory_used_ratio', percent(scalars, 'memory'));
    emit.sample('device_storage_used_ratio', percent(scalars, 'disk'), { storage: '0' });
  },
});

/** A share that some firmware sends as a number and some as words such as "34 PERCENT". */
function percent<Column extends string>(row: Row<Column>, column: Column): number | undefined {
  const [digits] = /^\d{1,3}(\.\d+)?/.exec(row.text(column) ?? '') ?? [];
  const value = row.number(column) ?? (digits === undefined ? undefined : Number(digits));
  return value === undefined || value > 100 ? undefined : value / 100;
}
