import { deviceModule, type MibObject } from './deviceModule.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import { sysUpTime } from './system.ts';

/** A column of ifTable (1.3.6.1.2.1.2.2.1) or ifXTable (1.3.6.1.2.1.31.1.1.1). */
const ifEntry = (column: number, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.2.2.1.${column}`,
  mib: 'IF-MIB',
  ...rest,
});
const ifXEntry = (column: number, rest: Omit<MibObject, 'oid' | 'mib'>): MibObject => ({
  oid: `1.3.6.1.2.1.31.1.1.1.${column}`,
  mib: 'IF-MIB',
  ...rest,
});

/** The ports of a switch, ONU or OLT. */
export const snmpIf = deviceModule({
  name: 'snmp_if',
  title: { en: 'Network ports (IF-MIB)', zh: '网络端口(IF-MIB)' },
  confirmed: 'snmpd',
  scalars: { uptime: sysUpTime },
  tables: {
    ports: {
      index: ifIndex,
      columns: {
        name: ifName,
        operStatus: ifEntry(8, { object: 'ifOperStatus', syntax: 'integer', one: [1], metric: 'network_port_oper_up' }),
        adminStatus: ifEntry(7, {
          object: 'ifAdminStatus',
          syntax: 'integer',
          one: [1],
          metric: 'network_port_admin_up',
        }),
        highSpeed: ifXEntry(15, {
          object: 'ifHighSpeed',
          syntax: 'gauge',
          scale: 125_000,
          metric: 'network_port_speed_bytes_per_second',
        }),
        inOctets: ifXEntry(6, {
          object: 'ifHCInOctets',
          syntax: 'counter64',
          metric: 'network_port_receive_bytes_total',
        }),
        outOctets: ifXEntry(10, {
          object: 'ifHCOutOctets',
          syntax: 'counter64',
          metric: 'network_port_transmit_bytes_total',
        }),
        inErrors: ifEntry(14, { object: 'ifInErrors', syntax: 'counter', metric: 'network_port_receive_errors_total' }),
        outErrors: ifEntry(20, {
          object: 'ifOutErrors',
          syntax: 'counter',
          metric: 'network_port_transmit_errors_total',
        }),
        inDiscards: ifEntry(13, {
          object: 'ifInDiscards',
          syntax: 'counter',
          metric: 'network_port_receive_discards_total',
        }),
        outDiscards: ifEntry(19, {
          object: 'ifOutDiscards',
          syntax: 'counter',
          metric: 'network_port_transmit_discards_total',
        }),
      },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
  },
});
