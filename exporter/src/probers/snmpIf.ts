import { labels, type ProbeMetric } from '../probe/exposition.ts';
import type { Prober } from '../probe/prober.ts';
import { oid, subidentifiers } from '../snmp/oid.ts';
import type { WalkResult } from '../snmp/walk.ts';
import { asNumber, type ReadSnmp } from './snmp.ts';

/** SNMPv2-MIB sysUpTime, in hundredths of a second. */
const sysUpTime = oid('1.3.6.1.2.1.1.3');

interface Column {
  oid: ReturnType<typeof oid>;
  metric: ProbeMetric;
  read: (value: number) => number;
}

const same = (value: number): number => value;
const isUp = (status: number): number => (status === 1 ? 1 : 0);

/** IF-MIB ifTable (1.3.6.1.2.1.2.2.1) and ifXTable (1.3.6.1.2.1.31.1.1.1). */
const columns: readonly Column[] = [
  { oid: oid('1.3.6.1.2.1.2.2.1.8'), metric: 'network_port_oper_up', read: isUp },
  { oid: oid('1.3.6.1.2.1.2.2.1.7'), metric: 'network_port_admin_up', read: isUp },
  {
    oid: oid('1.3.6.1.2.1.31.1.1.1.15'),
    metric: 'network_port_speed_bytes_per_second',
    read: (megabits) => megabits * 125_000,
  },
  { oid: oid('1.3.6.1.2.1.31.1.1.1.6'), metric: 'network_port_receive_bytes_total', read: same },
  { oid: oid('1.3.6.1.2.1.31.1.1.1.10'), metric: 'network_port_transmit_bytes_total', read: same },
  { oid: oid('1.3.6.1.2.1.2.2.1.14'), metric: 'network_port_receive_errors_total', read: same },
  { oid: oid('1.3.6.1.2.1.2.2.1.20'), metric: 'network_port_transmit_errors_total', read: same },
  { oid: oid('1.3.6.1.2.1.2.2.1.13'), metric: 'network_port_receive_discards_total', read: same },
  { oid: oid('1.3.6.1.2.1.2.2.1.19'), metric: 'network_port_transmit_discards_total', read: same },
];
const ifName = oid('1.3.6.1.2.1.31.1.1.1.1');
const plan = { scalars: [sysUpTime], columns: [ifName, ...columns.map((column) => column.oid)] };

/** The ports of a switch, ONU or OLT. */
export function snmpIfProber(read: ReadSnmp): Prober {
  return async (probe) => {
    const found = await read(probe, plan);
    const ticks = asNumber(found.scalars[0]);
    probe.exposition.add('device_uptime_seconds', ticks === undefined ? undefined : ticks / 100);
    const ports = portLabels(found.columns[0] ?? [], probe.target.elementsOnPorts);
    columns.forEach(({ metric, read }, at) => {
      for (const row of found.columns[at + 1] ?? []) {
        const value = asNumber(row.value);
        const port = ports.get(rowKey(row.index));
        if (value === undefined || port === undefined) continue;
        const labelled = metric === 'network_port_oper_up' ? port.withElement : port.plain;
        probe.exposition.add(metric, read(value), labelled);
      }
    });
  };
}

const rowKey = (index: Uint8Array): string => subidentifiers(index).join('.');

interface PortLabels {
  plain: string;
  withElement: string;
}

/** Labels by ifIndex. Two ports of one name would be one series twice: the later ones keep their index in the name. */
function portLabels(
  names: WalkResult['columns'][number],
  elementsOnPorts: ReadonlyMap<string, string>,
): Map<string, PortLabels> {
  const byIndex = new Map<string, PortLabels>();
  const taken = new Set<string>();
  for (const { index, value } of names) {
    const key = rowKey(index);
    const name = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : '';
    const port = name === '' || taken.has(name) ? `${name}#${key}` : name;
    taken.add(port);
    byIndex.set(key, {
      plain: labels({ port }),
      withElement: labels({ port, element_id: elementsOnPorts.get(port) ?? '' }),
    });
  }
  return byIndex;
}
