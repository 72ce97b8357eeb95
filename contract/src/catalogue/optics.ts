import { metrics } from './metric.ts';

/**
 * Of optical links: transceivers, PON and SDH. `port` is the interface (ifName), `element_id` the inventory element that hangs on it,
 * empty where none.
 */
export const opticsMetrics = metrics({
  optical_receive_power_dbm: {
    type: 'gauge',
    help: 'Light that the transceiver of the port receives.',
    labels: ['port', 'element_id'],
  },
  optical_transmit_power_dbm: {
    type: 'gauge',
    help: 'Light that the transceiver of the port sends.',
    labels: ['port', 'element_id'],
  },
  optical_signal_detected: {
    type: 'gauge',
    help: '1 if the receiver of the port detects a signal, else 0.',
    labels: ['port'],
  },
  onu_receive_power_dbm: {
    type: 'gauge',
    help: 'Light that the ONU gets from its OLT, as the ONU measures it; absent without light or reading.',
    labels: ['port', 'element_id'],
  },
  olt_receive_power_dbm: {
    type: 'gauge',
    help: 'Light that the OLT gets from this ONU; absent without light or reading.',
    labels: ['port', 'element_id'],
  },
  onu_registered: {
    type: 'gauge',
    help: '1 if the ONU is registered at its OLT and runs, else 0. port: of the OLT, with the number of the ONU on it where several share it; element_id: the ONU in the inventory, empty where it knows none there.',
    labels: ['port', 'element_id'],
    amiss: { value: 'zero' },
  },
  onu_distance_metres: {
    type: 'gauge',
    help: 'Length of the fibre to the ONU, from the round trip time.',
    labels: ['port', 'element_id'],
  },
  onu_last_down_cause: {
    type: 'gauge',
    help: '1 for the cause of the last time that the ONU went down: loss_of_signal, loss_of_frame, dying_gasp, deactivated, reset, authentication, laser_off, other.',
    labels: ['port', 'element_id', 'cause'],
  },
  onu_last_down_timestamp_seconds: {
    type: 'gauge',
    help: 'When the ONU last went down, by the clock of the OLT.',
    labels: ['port', 'element_id'],
  },
  onu_last_dying_gasp_timestamp_seconds: {
    type: 'gauge',
    help: 'When the last dying gasp of the ONU came, by the clock of the OLT.',
    labels: ['port', 'element_id'],
  },
  ethernet_oam_event_age_seconds: {
    type: 'gauge',
    help: 'How long ago the latest event of Ethernet OAM was logged: link_fault, dying_gasp, critical; end: near or far, whoever saw it.',
    labels: ['port', 'element_id', 'event', 'end'],
  },
  fec_uncorrectable_blocks_total: {
    type: 'counter',
    help: 'Blocks that forward error correction could not mend.',
    labels: ['port', 'element_id'],
  },
  sdh_defect: {
    type: 'gauge',
    help: '1 while the defect is there: los, lof (section), ais, rdi (line and path), lop, unequipped, label_mismatch (path).',
    labels: ['port', 'element_id', 'layer', 'defect'],
  },
  sdh_errored_seconds: {
    type: 'gauge',
    help: 'Seconds with errors in the current interval of 15 minutes, by layer: section, line, path.',
    labels: ['port', 'element_id', 'layer'],
  },
  sdh_severely_errored_seconds: {
    type: 'gauge',
    help: 'Seconds with severe errors in the current interval of 15 minutes.',
    labels: ['port', 'element_id', 'layer'],
  },
  sdh_code_violations: {
    type: 'gauge',
    help: 'Coding violations (bit interleaved parity) in the current interval of 15 minutes.',
    labels: ['port', 'element_id', 'layer'],
  },
  sdh_unavailable_seconds: {
    type: 'gauge',
    help: 'Unavailable seconds in the current interval of 15 minutes: line and path.',
    labels: ['port', 'element_id', 'layer'],
  },
});
