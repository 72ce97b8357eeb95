import { metrics } from './metric.ts';

/** What the exporter says of itself. */
export const exporterMetrics = metrics({
  roundsman_exporter_inventory_reload_success: {
    type: 'gauge',
    help: '1 if the newest version of the inventory is the one in use, 0 if it was refused.',
  },
  roundsman_exporter_inventory_reload_timestamp_seconds: {
    type: 'gauge',
    help: 'When the inventory in use was loaded.',
  },
  roundsman_exporter_inventory_elements: { type: 'gauge', help: 'Elements of the inventory in use.', labels: ['kind'] },
  roundsman_exporter_probes_total: {
    type: 'counter',
    help: 'Probes by group of modules (snmp, reach, rtsp, topology, management) and outcome.',
    labels: ['module', 'outcome'],
  },
  roundsman_exporter_probes_in_flight: { type: 'gauge', help: 'Probes that are running.', labels: ['module'] },
  roundsman_exporter_topology_differences: {
    type: 'gauge',
    help: 'Differences between the inventory and what switches say, by kind, over all switches read lately; absent while no switch was.',
    labels: ['kind'],
  },
  roundsman_exporter_snmp_messages_dropped_total: {
    type: 'counter',
    help: 'SNMP messages received and thrown away.',
    labels: ['reason'],
  },
  roundsman_exporter_picture_verdicts_total: { type: 'counter', help: 'Visits to cameras whose pictures were judged.' },
  roundsman_exporter_picture_visits_dropped_total: {
    type: 'counter',
    help: 'Visits whose pictures were not judged because too many waited; the cameras stay due.',
  },
  roundsman_exporter_decoder_failures_total: {
    type: 'counter',
    help: 'Frames for which the decoder process ended without an answer, by reason: timeout, crash. They are not tried again.',
    labels: ['reason'],
  },
  roundsman_exporter_notifications_total: {
    type: 'counter',
    help: 'Datagrams that came as traps or informs, by what became of them: taken, unknown (kept for reading only), repeated, discovery (asks who the receiver is), stranger, rate_limited, oversized, malformed, unauthorised, ambiguous, untimely (old or replayed).',
    labels: ['outcome'],
  },
});
