import { metrics } from './metric.ts';

/** Of the ports of a network device. `element_id` is the inventory element that hangs on the port, empty where none. */
export const portsMetrics = metrics({
  network_port_oper_up: {
    type: 'gauge',
    help: '1 if the port is up (IF-MIB ifOperStatus 1), else 0. element_id: the inventory element that hangs on the port, empty where none.',
    labels: ['port', 'element_id'],
    amiss: { value: 'zero', labelled: /element_id="[^"]/ },
  },
  network_port_admin_up: {
    type: 'gauge',
    help: '1 if the port is administratively up (IF-MIB ifAdminStatus 1).',
    labels: ['port'],
    amiss: { value: 'zero' },
  },
  network_port_speed_bytes_per_second: {
    type: 'gauge',
    help: 'Speed of the port (IF-MIB ifHighSpeed).',
    labels: ['port', 'element_id'],
  },
  network_port_receive_bytes_total: {
    type: 'counter',
    help: 'Octets received (IF-MIB ifHCInOctets).',
    labels: ['port', 'element_id'],
  },
  network_port_transmit_bytes_total: {
    type: 'counter',
    help: 'Octets sent (IF-MIB ifHCOutOctets).',
    labels: ['port', 'element_id'],
  },
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
    labels: ['port', 'element_id'],
  },
  network_port_transmit_discards_total: {
    type: 'counter',
    help: 'Outbound packets discarded (IF-MIB ifOutDiscards).',
    labels: ['port', 'element_id'],
  },
  network_port_info: { type: 'gauge', help: '1, with what people call the port (ifAlias).', labels: ['port', 'alias'] },
  network_port_last_change_seconds: {
    type: 'gauge',
    help: 'When the port came into its present state, as device_uptime_seconds was then.',
    labels: ['port'],
  },
  network_port_discontinuity_seconds: {
    type: 'gauge',
    help: 'When the counters of the port last began anew, as device_uptime_seconds was then.',
    labels: ['port'],
  },
  network_port_fcs_errors_total: {
    type: 'counter',
    help: 'Frames received with a wrong check sum: a bad cable or connector.',
    labels: ['port', 'element_id'],
  },
  network_port_symbol_errors_total: {
    type: 'counter',
    help: 'Invalid symbols on the medium: a bad cable or optic.',
    labels: ['port', 'element_id'],
  },
  network_port_late_collisions_total: {
    type: 'counter',
    help: 'Collisions after the first 64 octets: unequal duplex or too long a cable.',
    labels: ['port'],
  },
  network_port_full_duplex: { type: 'gauge', help: '1 if the port works in full duplex, 0 in half.', labels: ['port'] },
  poe_port_state: {
    type: 'gauge',
    help: '1 for the state of power over the port: disabled, searching, delivering, fault, test, other_fault.',
    labels: ['port', 'element_id', 'state'],
    amiss: { value: 'other than zero', labelled: /element_id="[^"].*state="(?:searching|fault|other_fault)"/ },
  },
  poe_port_admin_enabled: { type: 'gauge', help: '1 if the port may deliver power, else 0.', labels: ['port'] },
  poe_port_class: { type: 'gauge', help: 'Power class of the device on the port, 0 to 4.', labels: ['port'] },
  poe_port_power_watts: {
    type: 'gauge',
    help: 'Power that the device on the port draws.',
    labels: ['port', 'element_id'],
  },
  poe_port_absences_total: {
    type: 'counter',
    help: 'How often power was cut because the device on the port was gone (no maintain power signature).',
    labels: ['port'],
  },
  poe_port_invalid_signatures_total: {
    type: 'counter',
    help: 'How often what is on the port did not look like a powered device.',
    labels: ['port'],
  },
  poe_port_denials_total: {
    type: 'counter',
    help: 'How often power was denied, mostly for want of it.',
    labels: ['port', 'element_id'],
  },
  poe_port_overloads_total: {
    type: 'counter',
    help: 'How often the port was overloaded.',
    labels: ['port', 'element_id'],
  },
  poe_port_shorts_total: {
    type: 'counter',
    help: 'How often the port was short-circuited.',
    labels: ['port', 'element_id'],
  },
  poe_main_state: {
    type: 'gauge',
    help: '1 for the state of the power supply for the ports: on, off, faulty.',
    labels: ['group', 'state'],
  },
  poe_main_power_watts: { type: 'gauge', help: 'Power that is there for all ports.', labels: ['group'] },
  poe_main_consumption_watts: { type: 'gauge', help: 'Power that all ports draw.', labels: ['group'] },
});
