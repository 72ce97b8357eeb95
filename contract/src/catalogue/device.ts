import { metrics } from './metric.ts';

/** Of every device: whether the probe succeeded, and what its management agent says of the device itself. */
export const deviceMetrics = metrics({
  probe_success: { type: 'gauge', help: '1 if the probe succeeded, 0 if the device failed it.' },
  probe_duration_seconds: { type: 'gauge', help: 'How long the probe took.' },
  probe_failure_info: {
    type: 'gauge',
    help: '1, with why the probe failed: timeout, refused, unreachable, unauthorised, no_media, protocol, credentials_missing.',
    labels: ['reason'],
  },
  device_uptime_seconds: { type: 'gauge', help: 'Time since the management agent started (SNMPv2-MIB sysUpTime).' },
});
