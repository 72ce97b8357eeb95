import { metrics } from './metric.ts';

/** Of a switch: who is behind its ports, and how that differs from the inventory. No series holds the address of a device. */
export const topologyMetrics = metrics({
  network_port_learned_addresses: {
    type: 'gauge',
    help: 'Addresses that the switch has learned at the port.',
    labels: ['port'],
  },
  network_port_neighbour_info: {
    type: 'gauge',
    help: '1, with who says over LLDP to be at the other end of the port, and by which of its ports.',
    labels: ['port', 'neighbour', 'neighbour_port'],
  },
  spanning_tree_topology_changes_total: {
    type: 'counter',
    help: 'Topology changes that the spanning tree of the switch has seen.',
  },
  spanning_tree_topology_change_age_seconds: {
    type: 'gauge',
    help: 'Time since the last topology change of the spanning tree.',
  },
  topology_difference: {
    type: 'gauge',
    help: '1 for a difference between the inventory and what the switch says, by kind: misplaced, unknown_device, not_seen, unexpected_neighbour. element_id: the inventory element concerned, empty where none.',
    labels: ['port', 'kind', 'element_id'],
  },
});
