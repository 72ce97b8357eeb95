import { z } from 'zod';

/** Perceived severity as ITU-T X.733 section 8.1.2.3 has it; the place is the number of ITU-ALARM-TC-MIB, from 1. */
export const perceivedSeverities = ['cleared', 'indeterminate', 'critical', 'major', 'minor', 'warning'] as const;
export type PerceivedSeverity = (typeof perceivedSeverities)[number];

/** Event types of X.733 section 8.1.1. */
export const alarmEventTypes = [
  'communications',
  'quality_of_service',
  'processing_error',
  'equipment',
  'environmental',
] as const;

/** Probable causes by their number in IANA-ITU-ALARM-TC-MIB, as far as they bear on a line, its equipment and its power. */
export const probableCauses: ReadonlyMap<number, string> = new Map([
  [1, 'alarm_indication_signal'],
  [3, 'degraded_signal'],
  [4, 'far_end_receiver_failure'],
  [5, 'framing_error'],
  [6, 'loss_of_frame'],
  [7, 'loss_of_pointer'],
  [8, 'loss_of_signal'],
  [9, 'payload_type_mismatch'],
  [10, 'transmission_error'],
  [11, 'remote_alarm_interface'],
  [12, 'excessive_bit_error_rate'],
  [13, 'path_trace_mismatch'],
  [14, 'unavailable'],
  [15, 'signal_label_mismatch'],
  [16, 'loss_of_multi_frame'],
  [17, 'receive_failure'],
  [18, 'transmit_failure'],
  [51, 'backplane_failure'],
  [55, 'line_card_problem'],
  [56, 'multiplexer_problem'],
  [58, 'power_problem'],
  [60, 'protection_path_failure'],
  [61, 'receiver_failure'],
  [62, 'replaceable_unit_missing'],
  [65, 'timing_problem'],
  [67, 'transmitter_failure'],
  [69, 'replaceable_unit_problem'],
  [76, 'loss_of_synchronisation'],
  [77, 'loss_of_redundancy'],
  [78, 'power_supply_failure'],
  [80, 'transceiver_failure'],
  [104, 'battery_discharging'],
  [105, 'battery_failure'],
  [106, 'commercial_power_failure'],
  [107, 'cooling_fan_failure'],
  [110, 'fuse_failure'],
  [111, 'generator_failure'],
  [112, 'low_battery'],
  [114, 'rectifier_failure'],
  [118, 'enclosure_door_open'],
  [120, 'fire'],
  [121, 'flood'],
  [122, 'high_humidity'],
  [123, 'high_temperature'],
  [165, 'node_failure'],
  [202, 'congestion'],
  [203, 'quality_of_service_degraded'],
  [514, 'equipment_failure'],
  [523, 'link_failure'],
]);
const names: readonly string[] = [...probableCauses.values()];

/** What a probable cause is called in labels; one that is not in the list by its number. */
export const probableCauseName = (number: number): string => probableCauses.get(number) ?? `cause_${number}`;

const probableCause = z.union([
  z.int().min(0).max(65_535).transform(probableCauseName),
  z
    .string()
    .refine((name) => names.includes(name), 'expected a number of IANA-ITU-ALARM-TC-MIB or one of our names for them'),
]);
const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

/** One alarm notification of a carrier's network manager, after X.733 section 8.1. Times become milliseconds since 1970. */
export const carrierAlarm = z.strictObject({
  /** What it is of, as the carrier calls it; `carrierReference` of an inventory element says which element that is. */
  managedObject: z.string().min(1).max(256),
  /** Names the alarm within its managed object, from when it is raised until it is cleared. */
  alarmId: z.string().min(1).max(128),
  eventType: z.enum(alarmEventTypes).optional(),
  perceivedSeverity: z.enum(perceivedSeverities),
  probableCause,
  /** When it became so, by the manager's clock. */
  eventTime: time,
  additionalText: z.string().max(1024).optional(),
});
export type CarrierAlarm = z.infer<typeof carrierAlarm>;

/** The body of `POST /alarms/<device>`. Empty, it says that the feed is alive. */
export const carrierAlarmReport = z.strictObject({
  /** When the manager wrote it. */
  time,
  /** Whether these are all alarms that stand: what is not among them is cleared. */
  full: z.boolean().default(false),
  alarms: z.array(carrierAlarm).max(5000),
});
export type CarrierAlarmReport = z.infer<typeof carrierAlarmReport>;
