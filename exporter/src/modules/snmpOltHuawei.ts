import { unixSeconds } from './dateAndTime.ts';
import { deviceModule, type IndexPart } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Emit, Labels } from './emit.ts';
import { onuDownCauses, onuLabels, type OnuDownCause } from './onus.ts';
import { ifIndex, ifName } from './ports.ts';
import type { Row } from './row.ts';
import { sysUpTime } from './system.ts';

/** An object of HUAWEI-XPON-MIB, 1.3.6.1.4.1.2011.6.128.1.1.2. */
const xpon = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.4.1.2011.6.128.1.1.2.${suffix}`,
  mib: 'HUAWEI-XPON-MIB',
  ...rest,
});
const onuIndex: readonly IndexPart[] = [...ifIndex, { label: 'ontIndex', type: 'number' }];
/** What stands where there is no reading. */
const unknown = [2_147_483_647, -1];

const causes: Readonly<Record<number, OnuDownCause>> = {
  1: 'loss_of_signal',
  2: 'loss_of_signal',
  3: 'loss_of_frame',
  8: 'deactivated',
  9: 'reset',
  12: 'authentication',
  13: 'dying_gasp',
  30: 'laser_off',
};

/** The columns that GPON and EPON have alike, in tables of their own. */
const onuColumns = (
  family: 'Gpon' | 'Epon',
  table: number,
  at: Readonly<Record<'distance' | 'downTime' | 'cause', number>>,
) => ({
  runs: xpon(`${table}.1.15`, {
    object: `hw${family}DeviceOntControlRunStatus`,
    syntax: 'integer',
    unknown,
    feeds: ['onu_registered'],
  }),
  distance: xpon(`${table}.1.${at.distance}`, {
    object: `hw${family}DeviceOntControlRanging`,
    syntax: 'integer',
    unknown,
    feeds: ['onu_distance_metres'],
  }),
  downTime: xpon(`${table}.1.${at.downTime}`, {
    object: `hw${family}DeviceOntControlLastDownTime`,
    syntax: 'dateAndTime',
    feeds: ['onu_last_down_timestamp_seconds'],
  }),
  cause: xpon(`${table}.1.${at.cause}`, {
    object: `hw${family}DeviceOntControlLastDownCause`,
    syntax: 'integer',
    unknown,
    feeds: ['onu_last_down_cause'],
  }),
});
const receivePower = (family: 'Gpon' | 'Epon', suffix: string): MibObject =>
  xpon(suffix, {
    object: `hw${family}OntOpticalDdmRxPower`,
    syntax: 'integer',
    scale: 0.01,
    unknown,
    feeds: ['onu_receive_power_dbm'],
  });

/** The ONUs of a Huawei OLT (MA5600 and its relatives), GPON and EPON. */
export const snmpOltHuawei = deviceModule({
  name: 'snmp_olt_huawei',
  title: { en: 'ONUs of Huawei OLTs (HUAWEI-XPON-MIB)', zh: '华为 OLT 下的 ONU(HUAWEI-XPON-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    ports: { index: ifIndex, columns: { name: ifName } },
    gpon: {
      index: onuIndex,
      columns: {
        ...onuColumns('Gpon', 46, { distance: 20, downTime: 23, cause: 24 }),
        power: receivePower('Gpon', '51.1.4'),
      },
    },
    epon: {
      index: onuIndex,
      columns: {
        ...onuColumns('Epon', 57, { distance: 19, downTime: 24, cause: 25 }),
        power: receivePower('Epon', '104.1.5'),
        gaspTime: xpon('57.1.26', {
          object: 'hwEponDeviceOntControlLastDyingGaspTime',
          syntax: 'dateAndTime',
          feeds: ['onu_last_dying_gasp_timestamp_seconds'],
        }),
      },
    },
  },
  normalise({ tables }, emit, target) {
    const labelsOf = onuLabels(tables.ports, target);
    for (const onu of [...tables.gpon, ...tables.epon]) {
      const labels = labelsOf(onu);
      if (labels) emitOnu(onu, emit, labels);
    }
    for (const onu of tables.epon) {
      const labels = labelsOf(onu);
      if (labels)
        emit.sample('onu_last_dying_gasp_timestamp_seconds', unixSeconds(onu.octets('gaspTime'), true), labels);
    }
  },
});

function emitOnu(onu: Row<string>, emit: Emit, labels: Labels): void {
  const runs = onu.number('runs');
  emit.sample('onu_registered', runs === undefined ? undefined : runs === 1 ? 1 : 0, labels);
  emit.sample('onu_distance_metres', onu.number('distance'), labels);
  emit.sample('onu_receive_power_dbm', onu.measure('power'), labels);
  emit.sample('onu_last_down_timestamp_seconds', unixSeconds(onu.octets('downTime'), true), labels);
  const cause = onu.number('cause');
  emit.state(
    'onu_last_down_cause',
    onuDownCauses,
    cause === undefined ? undefined : (causes[cause] ?? 'other'),
    labels,
  );
}
