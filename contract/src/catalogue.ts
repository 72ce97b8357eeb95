/**
 * Every metric of the house: name, type, help, labels. Base units; `_total` only on counters that outlive a scrape (what a
 * probe saw in its window is a gauge beside the window's length); unknown is absent, never an invented zero.
 */
export interface Metric {
  type: 'gauge' | 'counter' | 'histogram';
  help: string;
  labels?: readonly string[];
}

/** Labels that service discovery puts on every series of a device. */
export const targetLabels = ['device_id', 'device_kind', 'site_id', 'district_id'] as const;

const catalogue = <T extends Record<string, Metric>>(metrics: T): T => metrics;

/** What `/probe` may answer. */
export const probeMetrics = catalogue({
  probe_success: { type: 'gauge', help: '1 if the probe succeeded, 0 if the device failed it.' },
  probe_duration_seconds: { type: 'gauge', help: 'How long the probe took.' },
  probe_failure_info: {
    type: 'gauge',
    help: '1, with why the probe failed: timeout, refused, unreachable, unauthorised, no_media, protocol, credentials_missing.',
    labels: ['reason'],
  },
  device_uptime_seconds: { type: 'gauge', help: 'Time since the management agent started (SNMPv2-MIB sysUpTime).' },
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
  power_source: {
    type: 'gauge',
    help: '1 for the source of the UPS output, 0 for the others (UPS-MIB upsOutputSource): other, none, normal, bypass, battery, booster, reducer.',
    labels: ['source'],
  },
  power_input_volts: {
    type: 'gauge',
    help: 'Voltage of an input (UPS-MIB upsInputVoltage, upsBypassVoltage).',
    labels: ['input', 'line'],
  },
  power_element_energised: {
    type: 'gauge',
    help: '1 if the power element that an input senses carries voltage (at least 50 V), else 0.',
    labels: ['element_id'],
  },
  ups_battery_status: {
    type: 'gauge',
    help: '1 for the state of the battery (UPS-MIB upsBatteryStatus): unknown, normal, low, depleted.',
    labels: ['status'],
  },
  ups_battery_charge_ratio: {
    type: 'gauge',
    help: 'Charge of the battery, 0 to 1 (UPS-MIB upsEstimatedChargeRemaining).',
  },
  ups_battery_runtime_seconds: { type: 'gauge', help: 'Time left on battery (UPS-MIB upsEstimatedMinutesRemaining).' },
  ups_battery_temperature_celsius: {
    type: 'gauge',
    help: 'Temperature of the battery (UPS-MIB upsBatteryTemperature).',
  },
  ups_on_battery_seconds: {
    type: 'gauge',
    help: 'How long the UPS has been on battery (UPS-MIB upsSecondsOnBattery).',
  },
  ups_output_load_ratio: {
    type: 'gauge',
    help: 'Load of the output, 0 to 1 (UPS-MIB upsOutputPercentLoad).',
    labels: ['line'],
  },
  rtsp_phase_duration_seconds: {
    type: 'gauge',
    help: 'Duration of a phase: connect, options, describe, setup, play, first_packet, first_key_frame.',
    labels: ['phase'],
  },
  rtsp_response_status: { type: 'gauge', help: 'Status code of the last RTSP response (RFC 2326 section 7.1.1).' },
  stream_window_seconds: {
    type: 'gauge',
    help: 'For how long the stream was watched; the other stream_ figures are of this window.',
  },
  stream_packets: { type: 'gauge', help: 'RTP packets of video in the window.' },
  stream_packets_lost: { type: 'gauge', help: 'RTP packets missing by sequence number in the window.' },
  stream_frames: { type: 'gauge', help: 'Frames in the window, filler not counted.' },
  stream_key_frames: { type: 'gauge', help: 'Key frames in the window.' },
  stream_bytes: { type: 'gauge', help: 'Octets of video payload in the window, filler not counted.' },
  stream_jitter_seconds: {
    type: 'gauge',
    help: 'Interarrival jitter at the end of the window (RFC 3550 section 6.4.1).',
  },
  stream_info: { type: 'gauge', help: '1, with what the stream declares.', labels: ['codec', 'width', 'height'] },
  camera_backoff_seconds: {
    type: 'gauge',
    help: 'How long the camera is still left alone after it refused the credentials.',
  },
});

/** What the exporter says of itself. */
export const exporterMetrics = catalogue({
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
    help: 'Probes by module and outcome.',
    labels: ['module', 'outcome'],
  },
  roundsman_exporter_probes_in_flight: { type: 'gauge', help: 'Probes that are running.', labels: ['module'] },
  roundsman_exporter_snmp_messages_dropped_total: {
    type: 'counter',
    help: 'SNMP messages received and thrown away.',
    labels: ['reason'],
  },
});

/** What the ticketing service says of itself. */
export const ticketingMetrics = catalogue({
  roundsman_inventory_reload_success: {
    type: 'gauge',
    help: '1 if the newest version of the inventory is the one in use, 0 if it was refused.',
  },
  roundsman_alerts_received_total: {
    type: 'counter',
    help: 'Alerts taken in, by status and way: webhook or reconcile.',
    labels: ['status', 'way'],
  },
  roundsman_alerts_rejected_total: { type: 'counter', help: 'Webhook bodies refused, by reason.', labels: ['reason'] },
  roundsman_diagnosis_failures_total: {
    type: 'counter',
    help: 'Failures of the diagnosis or of what it decided, a bug each; what it failed on was taken up as undetermined, if at all.',
  },
  roundsman_work_orders: { type: 'gauge', help: 'Work orders not finished, by state.', labels: ['state'] },
  roundsman_work_orders_opened_total: {
    type: 'counter',
    help: 'Work orders opened, by source and fault class.',
    labels: ['source', 'fault_class'],
  },
  roundsman_sla_clocks_running: {
    type: 'gauge',
    help: 'Clocks that run, by clock and whether they are overdue.',
    labels: ['clock', 'overdue'],
  },
  roundsman_sla_breaches_total: {
    type: 'counter',
    help: 'Clocks that ran out, by clock and party.',
    labels: ['clock', 'party'],
  },
  roundsman_fault_to_notify_seconds: {
    type: 'histogram',
    help: 'From the first bad sample of a fault, as the rules judged it, to its message being accepted by the channel, by layer.',
    labels: ['layer'],
  },
  roundsman_outbox_pending: { type: 'gauge', help: 'Messages that wait for delivery.' },
  roundsman_outbox_oldest_pending_age_seconds: { type: 'gauge', help: 'Age of the oldest message that waits.' },
  roundsman_outbox_deliveries_total: {
    type: 'counter',
    help: 'Attempts to deliver, by channel type and outcome.',
    labels: ['channel', 'outcome'],
  },
  roundsman_reconcile_last_success_timestamp_seconds: {
    type: 'gauge',
    help: 'When Alertmanager was last read in full.',
  },
  roundsman_http_request_duration_seconds: {
    type: 'histogram',
    help: 'Duration of requests, by route and status class.',
    labels: ['route', 'status'],
  },
});
