import { deviceModule } from './deviceModule.ts';
import type { MibObject } from './mibObject.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import { sysUpTime } from './system.ts';

/** ZXEPON-SERVICE-MIB has a copy of the optical table of DOT3-EPON-MIB under its own number. */
const optical = (column: number, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.4.1.3902.1015.1010.1.5.1.5.1.${column}`,
  mib: 'ZXEPON-SERVICE-MIB',
  ...rest,
});

/**
 * The light of a ZTE OLT's links. Why an ONU went down (fibre or power, dying gasp) it tells by trap only; the receiver of traps
 * keeps that.
 */
export const snmpOltZte = deviceModule({
  name: 'snmp_olt_zte',
  title: { en: 'Links of ZTE OLTs (ZXEPON-SERVICE-MIB)', zh: '中兴 OLT 链路(ZXEPON-SERVICE-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    links: {
      index: ifIndex,
      columns: {
        name: ifName,
        inputPower: optical(2, {
          object: 'dot3ExtPkgOptIfInputPower',
          syntax: 'integer',
          scale: 0.1,
          metric: 'olt_receive_power_dbm',
        }),
        signal: optical(12, {
          object: 'dot3ExtPkgOptIfSignalDetect',
          syntax: 'integer',
          one: [1],
          metric: 'optical_signal_detected',
        }),
      },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
  },
});
