/** The last numbers of upsWellKnownAlarms (RFC 1628, 1.3.6.1.2.1.33.1.6.3), from 1. */
const names = [
  'battery_bad',
  'on_battery',
  'low_battery',
  'depleted_battery',
  'temperature_bad',
  'input_bad',
  'output_bad',
  'output_overload',
  'on_bypass',
  'bypass_bad',
  'output_off_as_requested',
  'ups_off_as_requested',
  'charger_failed',
  'output_off',
  'system_off',
  'fan_failure',
  'fuse_failure',
  'general_fault',
  'diagnostic_test_failed',
  'communications_lost',
  'awaiting_power',
  'shutdown_pending',
  'shutdown_imminent',
  'test_in_progress',
] as const;

/** Well-known alarms: identifier to our name. */
export const upsAlarms: ReadonlyMap<string, string> = new Map(
  names.map((name, at) => [`1.3.6.1.2.1.33.1.6.3.${at + 1}`, name]),
);
