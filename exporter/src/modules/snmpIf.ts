import { deviceModule } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import { sysUpTime } from './system.ts';

/** IF-MIB (RFC 2863): columns of ifTable and of ifXTable. */
const ifEntry = mibObjects('IF-MIB', '1.3.6.1.2.1.2.2.1');
const ifXEntry = mibObjects('IF-MIB', '1.3.6.1.2.1.31.1.1.1');

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
        operStatus: ifEntry('8', 'ifOperStatus', 'integer', { one: [1], metric: 'network_port_oper_up' }),
        adminStatus: ifEntry('7', 'ifAdminStatus', 'integer', { one: [1], metric: 'network_port_admin_up' }),
        highSpeed: ifXEntry('15', 'ifHighSpeed', 'gauge', {
          scale: 125_000,
          metric: 'network_port_speed_bytes_per_second',
        }),
        inOctets: ifXEntry('6', 'ifHCInOctets', 'counter64', { metric: 'network_port_receive_bytes_total' }),
        outOctets: ifXEntry('10', 'ifHCOutOctets', 'counter64', { metric: 'network_port_transmit_bytes_total' }),
        inErrors: ifEntry('14', 'ifInErrors', 'counter', { metric: 'network_port_receive_errors_total' }),
        outErrors: ifEntry('20', 'ifOutErrors', 'counter', { metric: 'network_port_transmit_errors_total' }),
        inDiscards: ifEntry('13', 'ifInDiscards', 'counter', { metric: 'network_port_receive_discards_total' }),
        outDiscards: ifEntry('19', 'ifOutDiscards', 'counter', { metric: 'network_port_transmit_discards_total' }),
        lastChange: ifEntry('9', 'ifLastChange', 'timeTicks', {
          scale: 0.01,
          metric: 'network_port_last_change_seconds',
        }),
        discontinuity: ifXEntry('19', 'ifCounterDiscontinuityTime', 'timeTicks', {
          scale: 0.01,
          metric: 'network_port_discontinuity_seconds',
        }),
        alias: ifXEntry('18', 'ifAlias', 'text', { feeds: ['network_port_info'] }),
      },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
  },
  normalise({ tables }, emit, target) {
    const labelsOf = portLabels(tables.ports, target);
    for (const row of tables.ports) {
      const alias = row.text('alias');
      const labels = labelsOf(row);
      if (alias !== undefined && labels) emit.sample('network_port_info', 1, { ...labels, alias });
    }
  },
});
