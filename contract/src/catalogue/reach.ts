import { metrics } from './metric.ts';

/** Of the reachability of a device. */
export const reachMetrics = metrics({
  reach_success: {
    type: 'gauge',
    help: '1 if the device was reached in this way (ping, tcp, http, or reach: RTSP OPTIONS), 0 if not. probe_success is 1 only if all were.',
    labels: ['module'],
  },
  reach_failure_info: {
    type: 'gauge',
    help: '1, with why the device was not reached in this way; the reasons of probe_failure_info.',
    labels: ['module', 'reason'],
  },
  reach_ping_packets: { type: 'gauge', help: 'ICMP echo requests sent by this probe.' },
  reach_ping_loss_ratio: { type: 'gauge', help: 'Share of the echo requests without an answer, 0 to 1.' },
  reach_ping_round_trip_min_seconds: { type: 'gauge', help: 'Shortest round trip of the answered echo requests.' },
  reach_ping_round_trip_mean_seconds: { type: 'gauge', help: 'Mean round trip of the answered echo requests.' },
  reach_ping_round_trip_max_seconds: { type: 'gauge', help: 'Longest round trip of the answered echo requests.' },
  reach_tcp_open: { type: 'gauge', help: '1 if the port took the connection, else 0.', labels: ['port'] },
  reach_tcp_connect_seconds: { type: 'gauge', help: 'Time until the connection stood.', labels: ['port'] },
  reach_http_status: { type: 'gauge', help: 'Status code of the answer over HTTP.' },
  reach_http_phase_seconds: {
    type: 'gauge',
    help: 'How long each phase took: connect (with TLS), first_byte (until the status line), body.',
    labels: ['phase'],
  },
  reach_http_body_bytes: { type: 'gauge', help: 'Octets of the body that were read, at most 65536.' },
  reach_http_certificate_expiry_timestamp_seconds: {
    type: 'gauge',
    help: "When the device's own TLS certificate expires, be it trusted or not.",
  },
});
