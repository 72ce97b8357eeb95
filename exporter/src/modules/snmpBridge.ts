import type { Target } from '../targets.ts';
import type { SwitchView } from '../topology/switchView.ts';
import { bridgeView } from './bridgeView.ts';
import { deviceModule, type DeviceModule, type IndexPart } from './deviceModule.ts';
import type { Emit } from './emit.ts';
import { mibObjects } from './mibObjects.ts';
import { ifIndex, ifName } from './ports.ts';

/** IF-MIB (RFC 2863), BRIDGE-MIB (RFC 4188), Q-BRIDGE-MIB (RFC 4363), LLDP-MIB (IEEE 802.1AB-2005 section 12). */
const ifEntry = mibObjects('IF-MIB', '1.3.6.1.2.1.2.2.1');
const bridge = mibObjects('BRIDGE-MIB', '1.3.6.1.2.1.17');
const qBridge = mibObjects('Q-BRIDGE-MIB', '1.3.6.1.2.1.17.7.1.2.2.1');
const lldpLocal = mibObjects('LLDP-MIB', '1.0.8802.1.1.2.1.3.7.1');
const lldpRemote = mibObjects('LLDP-MIB', '1.0.8802.1.1.2.1.4.1.1');

const localPort: IndexPart = { label: 'lldpLocPortNum', type: 'number' };
const counted = { feeds: ['network_port_learned_addresses', 'topology_difference'] } as const;
const compared = { feeds: ['topology_difference'] } as const;
const neighbour = { feeds: ['network_port_neighbour_info', 'topology_difference'] } as const;

/** Hears what a switch said, and may emit what follows from it. */
export type HearView = (view: SwitchView, emit: Emit, target: Target) => void;

/** Who is behind the ports of a switch: what it has learned, who calls itself a neighbour, how often its spanning tree changes. */
export const snmpBridgeHeardBy = (hear: HearView): DeviceModule =>
  deviceModule({
    name: 'snmp_bridge',
    title: {
      en: 'Forwarding table, neighbours and spanning tree (BRIDGE-MIB, Q-BRIDGE-MIB, LLDP-MIB)',
      zh: '转发表、邻居与生成树(BRIDGE-MIB、Q-BRIDGE-MIB、LLDP-MIB)',
    },
    confirmed: 'simulated',
    scalars: {
      address: bridge('1.1', 'dot1dBaseBridgeAddress', 'macAddress', compared),
      sinceChange: bridge('2.3', 'dot1dStpTimeSinceTopologyChange', 'timeTicks', {
        scale: 0.01,
        metric: 'spanning_tree_topology_change_age_seconds',
      }),
      changes: bridge('2.4', 'dot1dStpTopChanges', 'counter', { metric: 'spanning_tree_topology_changes_total' }),
    },
    tables: {
      interfaces: {
        index: ifIndex,
        columns: {
          name: ifName,
          type: ifEntry('3', 'ifType', 'integer'),
          operStatus: ifEntry('8', 'ifOperStatus', 'integer', compared),
        },
        labelledBy: { port: 'name' },
      },
      bridgePorts: {
        index: [{ label: 'dot1dBasePort', type: 'number' }],
        columns: { ifIndex: bridge('1.4.1.2', 'dot1dBasePortIfIndex', 'integer', counted) },
      },
      learned: {
        index: [{ label: 'dot1dTpFdbAddress', type: 'macAddress' }],
        columns: {
          port: bridge('4.3.1.2', 'dot1dTpFdbPort', 'integer', counted),
          status: bridge('4.3.1.3', 'dot1dTpFdbStatus', 'integer', counted),
        },
      },
      learnedInVlans: {
        index: [
          { label: 'dot1qFdbId', type: 'number' },
          { label: 'dot1qTpFdbAddress', type: 'macAddress' },
        ],
        columns: {
          port: qBridge('2', 'dot1qTpFdbPort', 'integer', counted),
          status: qBridge('3', 'dot1qTpFdbStatus', 'integer', counted),
        },
      },
      localPorts: {
        index: [localPort],
        columns: {
          id: lldpLocal('3', 'lldpLocPortId', 'octets', neighbour),
          description: lldpLocal('4', 'lldpLocPortDesc', 'text', neighbour),
        },
      },
      neighbours: {
        index: [{ label: 'lldpRemTimeMark', type: 'number' }, localPort, { label: 'lldpRemIndex', type: 'number' }],
        columns: {
          chassisType: lldpRemote('4', 'lldpRemChassisIdSubtype', 'integer', neighbour),
          chassis: lldpRemote('5', 'lldpRemChassisId', 'octets', neighbour),
          portType: lldpRemote('6', 'lldpRemPortIdSubtype', 'integer', neighbour),
          port: lldpRemote('7', 'lldpRemPortId', 'octets', neighbour),
          portDescription: lldpRemote('8', 'lldpRemPortDesc', 'text', neighbour),
          name: lldpRemote('9', 'lldpRemSysName', 'text', neighbour),
          capabilities: lldpRemote('12', 'lldpRemSysCapEnabled', 'bits', compared),
        },
      },
    },
    normalise({ scalars, tables }, emit, target) {
      const view = bridgeView(scalars.octets('address'), tables, target);
      for (const [port, { learned, neighbours }] of view.ports) {
        emit.sample('network_port_learned_addresses', learned, { port });
        for (const { name, port: far } of neighbours)
          emit.sample('network_port_neighbour_info', 1, { port, neighbour: name, neighbour_port: far });
      }
      hear(view, emit, target);
    },
  });

export const snmpBridge = snmpBridgeHeardBy(() => {});
