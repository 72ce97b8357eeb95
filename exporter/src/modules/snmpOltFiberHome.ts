import { deviceModule, type IndexPart } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import type { Labels } from './emit.ts';
import { sysUpTime } from './system.ts';
import type { Row } from './row.ts';
import type { Target } from '../targets.ts';

/** An object of FiberHome's MIBs of access networks, 1.3.6.1.4.1.5875.800.3. */
const fiberHome = (suffix: string, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.4.1.5875.800.3.${suffix}`,
  mib: 'GEPON-OLT-COMMON-MIB',
  ...rest,
});
/** One number that the OLT makes of slot, PON and ONU; the inventory names an ONU here by this number. */
const onuIndex: readonly IndexPart[] = [{ label: 'onuIndex', type: 'number' }];

const byNumber =
  (_rows: unknown, target: Target) =>
  (onu: Row<string>): Labels => {
    const port = onu.index.join('.');
    return { port, element_id: target.elementsOnPorts.get(port) ?? '' };
  };

/** The ONUs of a FiberHome OLT (AN5516). Its status 0 is ambiguous: offline, fibre cut or power failure; so it tells no cause. */
export const snmpOltFiberHome = deviceModule({
  name: 'snmp_olt_fiberhome',
  title: { en: 'ONUs of FiberHome OLTs', zh: '烽火 OLT 下的 ONU' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    onus: {
      index: onuIndex,
      columns: {
        status: fiberHome('10.1.1.11', { object: 'onuStatus', syntax: 'integer', one: [1], metric: 'onu_registered' }),
        power: fiberHome('9.3.3.1.6', {
          object: 'onuPonRxOpticalPower',
          syntax: 'integer',
          scale: 0.01,
          unknown: [0],
          metric: 'onu_receive_power_dbm',
        }),
        powerAtOlt: fiberHome('9.3.7.1.2', {
          object: 'oltPonRxOpticalPower',
          syntax: 'integer',
          scale: 0.01,
          unknown: [0],
          metric: 'olt_receive_power_dbm',
        }),
      },
      labels: byNumber,
    },
  },
});
