import { metrics } from './metric.ts';

/** Of every device: whether the probe succeeded, and what its management agent says of the device itself. */
export const deviceMetrics = metrics({
  probe_success: {
    type: 'gauge',
    help: '1 if the probe succeeded, 0 if the device failed it.',
    amiss: { value: 'zero' },
  },
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
  device_cpu_ratio: { type: 'gauge', help: 'Load of a processor, 0 to 1.', labels: ['cpu'] },
  device_memory_used_ratio: { type: 'gauge', help: 'Share of the memory in use, 0 to 1.' },
  device_storage_size_bytes: {
    type: 'gauge',
    help: 'Size of a storage, by kind: memory, disk, other.',
    labels: ['storage', 'kind'],
  },
  device_storage_used_bytes: { type: 'gauge', help: 'What of a storage is in use.', labels: ['storage', 'kind'] },
  device_storage_used_ratio: {
    type: 'gauge',
    help: 'Share of the storage in use where the device tells no sizes, 0 to 1.',
    labels: ['storage'],
  },
  device_storage_ok: { type: 'gauge', help: '1 if the storage works without disruption, else 0.', labels: ['storage'] },
  device_disk_state: {
    type: 'gauge',
    help: '1 for the state of the disk: normal, abnormal, smart_failed.',
    labels: ['disk', 'state'],
    amiss: { value: 'other than zero', labelled: /state="(?!normal")/ },
  },
  device_clock_timestamp_seconds: {
    type: 'gauge',
    help: "The device's own date and time; only where it tells its offset from UTC.",
  },
  device_video_signal: { type: 'gauge', help: '1 if the video input has a signal, else 0.', labels: ['channel'] },
  device_casing_open: { type: 'gauge', help: '1 if the casing is open, else 0.', labels: ['casing'] },
  device_notification_timestamp_seconds: {
    type: 'gauge',
    help: 'When a trap, inform or ONVIF event of the device last told this, by the clock of the exporter; the page of notifications lists the names. port: the interface, ONU or thing that it is of; element_id: what the inventory knows there.',
    labels: ['notification', 'port', 'element_id'],
  },
  device_notification_active: {
    type: 'gauge',
    help: '1 since a trap, inform or ONVIF event raised this, 0 since one cleared it; absent as soon as a newer poll speaks of the same, which decides, and when it was not told again for long.',
    labels: ['notification', 'port', 'element_id'],
  },
  device_power_supply_ok: { type: 'gauge', help: '1 if the power supply works, else 0.', labels: ['supply'] },
});
