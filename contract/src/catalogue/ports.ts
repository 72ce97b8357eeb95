import { metrics } from './metric.ts';

/** Of the ports of a network device. */
export const portsMetrics = metrics({
  network_port_oper_up: {
    type: 'gauge',
    help: '1 if the port is up (IF-MIB ifOperStatus 1), else 0. element_id: the inventory element that hangs on the port, empty where none.',
    labels: ['port', 'element_id'],
  },
  network_port_admin_up: {
    type: 'gauge',
    help: '1 if the port is administratively up (IF-MIB ifAdminStatus 1).',
    labels: ['port'],
  },
  network_port_speed_bytes_per_second: {
    type: 'gauge',
    help: 'Speed of the port (IF-MIB ifHighSpeed).',
    labels: ['port'],
  },
  network_port_receive_bytes_total: {
    type: 'counter',
    help: 'Octets received (IF-MIB ifHCInOctets).',
    labels: ['port'],
  },
  network_port_transmit_bytes_total: { type: 'counter', help: 'Octets sent (IF-MIB ifHCOutOctets).', labels: ['port'] },
  network_port_receive_errors_total: {
    type: 'counter',
    help: 'Inbound packets with errors (IF-MIB ifInErrors).',
    labels: ['port'],
  },
  network_port_transmit_errors_total: {
    type: 'counter',
    help: 'Outbound packets with errors (IF-MIB ifOutErrors).',
    labels: ['port'],
  },
  network_port_receive_discards_total: {
    type: 'counter',
    help: 'Inbound packets discarded (IF-MIB ifInDiscards).',
    labels: ['port'],
  },
  network_port_transmit_discards_total: {
    type: 'counter',
    help: 'Outbound packets discarded (IF-MIB ifOutDiscards).',
    labels: ['port'],
  },
});
