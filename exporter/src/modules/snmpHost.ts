import { formatOid } from '../snmp/oid.ts';
import { unixSeconds } from './dateAndTime.ts';
import { deviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Labels } from './emit.ts';
import type { Row } from './row.ts';
import { sysUpTime } from './system.ts';

/** An object of HOST-RESOURCES-MIB (RFC 2790), 1.3.6.1.2.1.25. */
const host = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.25.${suffix}`,
  mib: 'HOST-RESOURCES-MIB',
  ...rest,
});

/** Types of storage (HOST-RESOURCES-TYPES), by what they are to us. */
const kinds: Readonly<Record<string, string>> = {
  '1.3.6.1.2.1.25.2.1.2': 'memory',
  '1.3.6.1.2.1.25.2.1.3': 'memory',
  '1.3.6.1.2.1.25.2.1.4': 'disk',
  '1.3.6.1.2.1.25.2.1.9': 'disk',
};

/** Recorders and servers: processors, memory, disks, clock. */
export const snmpHost = deviceModule({
  name: 'snmp_host',
  title: { en: 'Servers and recorders (HOST-RESOURCES-MIB)', zh: '服务器与录像机(HOST-RESOURCES-MIB)' },
  confirmed: 'snmpd',
  scalars: {
    uptime: sysUpTime,
    date: host('1.2', { object: 'hrSystemDate', syntax: 'dateAndTime', feeds: ['device_clock_timestamp_seconds'] }),
  },
  tables: {
    processors: {
      index: [{ label: 'cpu', type: 'number' }],
      columns: {
        load: host('3.3.1.2', {
          object: 'hrProcessorLoad',
          syntax: 'integer',
          scale: 0.01,
          metric: 'device_cpu_ratio',
        }),
      },
    },
    storages: {
      index: [{ label: 'hrStorageIndex', type: 'number' }],
      columns: {
        type: host('2.3.1.2', { object: 'hrStorageType', syntax: 'objectId' }),
        name: host('2.3.1.3', { object: 'hrStorageDescr', syntax: 'text' }),
        unit: host('2.3.1.4', {
          object: 'hrStorageAllocationUnits',
          syntax: 'integer',
          feeds: ['device_storage_size_bytes', 'device_storage_used_bytes'],
        }),
        size: host('2.3.1.5', { object: 'hrStorageSize', syntax: 'integer', feeds: ['device_storage_size_bytes'] }),
        used: host('2.3.1.6', { object: 'hrStorageUsed', syntax: 'integer', feeds: ['device_storage_used_bytes'] }),
      },
      labelledBy: { storage: 'name' },
    },
  },
  normalise({ scalars, tables }, emit) {
    emit.sample('device_clock_timestamp_seconds', unixSeconds(scalars.octets('date'), false));
    for (const row of tables.storages) {
      const unit = row.number('unit');
      const labels = storageLabels(row);
      const [size, used] = [blocks(row.number('size')), blocks(row.number('used'))];
      if (unit === undefined) continue;
      emit.sample('device_storage_size_bytes', size === undefined ? undefined : size * unit, labels);
      emit.sample('device_storage_used_bytes', used === undefined ? undefined : used * unit, labels);
    }
  },
});

/** Agents count blocks beyond 2^31 through into the negative numbers, since the MIB has no wider integer. */
const blocks = (count: number | undefined): number | undefined =>
  count !== undefined && count < 0 ? count + 2 ** 32 : count;

function storageLabels(row: Row<string>): Labels {
  const type = row.octets('type');
  return {
    storage: row.text('name') ?? row.index.join('.'),
    kind: (type && kinds[formatOid(type)]) ?? 'other',
  };
}
