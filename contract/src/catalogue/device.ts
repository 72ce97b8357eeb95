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
  device_info: {
    type: 'gauge',
    help: '1, with what the device says it is: model, serial number, software.',
    labels: ['model', 'serial', 'software'],
  },
  device_temperature_celsius: { type: 'gauge', help: 'Temperature at a sensor of the device.', labels: ['sensor'] },
  device_sensor_volts: { type: 'gauge', help: 'Voltage at a sensor of the device.', labels: ['sensor'] },
  device_sensor_amperes: { type: 'gauge', help: 'Current at a sensor of the device.', labels: ['sensor'] },
  device_sensor_watts: { type: 'gauge', help: 'Power at a sensor of the device.', labels: ['sensor'] },
  device_sensor_ok: { type: 'gauge', help: '1 if the sensor works, 0 if it is broken.', labels: ['sensor'] },
});
