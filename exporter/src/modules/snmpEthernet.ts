import { deviceModule } from './deviceModule.ts';
import { mibObjects } from './mibObjects.ts';
import { ifIndex, ifName, portLabels } from './ports.ts';
import { sysUpTime } from './system.ts';

/** EtherLike-MIB (RFC 3635) dot3StatsTable; its index is an ifIndex. */
const dot3Stats = mibObjects('EtherLike-MIB', '1.3.6.1.2.1.10.7.2.1');

/** What a bad cable does to an Ethernet port. */
export const snmpEthernet = deviceModule({
  name: 'snmp_ethernet',
  title: { en: 'Ethernet errors and duplex (EtherLike-MIB)', zh: '以太网误码与双工(EtherLike-MIB)' },
  confirmed: 'simulated',
  scalars: { uptime: sysUpTime },
  tables: {
    ports: {
      index: ifIndex,
      columns: {
        name: ifName,
        fcsErrors: dot3Stats('3', 'dot3StatsFCSErrors', 'counter', { metric: 'network_port_fcs_errors_total' }),
        lateCollisions: dot3Stats('8', 'dot3StatsLateCollisions', 'counter', {
          metric: 'network_port_late_collisions_total',
        }),
        symbolErrors: dot3Stats('18', 'dot3StatsSymbolErrors', 'counter', {
          metric: 'network_port_symbol_errors_total',
        }),
        duplex: dot3Stats('19', 'dot3StatsDuplexStatus', 'integer', {
          states: { 1: 'unknown', 2: 'half', 3: 'full' },
          unknown: [1],
          one: [3],
          metric: 'network_port_full_duplex',
        }),
      },
      labelledBy: { port: 'name' },
      labels: portLabels,
    },
  },
});
