import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

/** How far an observation can be trusted, and for how long a good one says something about now. */
interface Trust {
  /** Probability that it reads bad although all is well. */
  falseAlarm: number;
  /** Probability that it reads good although a cause says that it must be bad. */
  missed: number;
  /** Milliseconds after which a good reading is only the last known one: some four rounds of the probe that makes it. */
  freshFor: number;
}

export const trust: Record<Observable, Trust> = {
  mains_present: { falseAlarm: 0.001, missed: 0.003, freshFor: 60_000 },
  energised: { falseAlarm: 0.001, missed: 0.003, freshFor: 60_000 },
  reachable: { falseAlarm: 0.005, missed: 0.008, freshFor: 60_000 },
  link_up: { falseAlarm: 0.002, missed: 0.02, freshFor: 60_000 },
  authorised: { falseAlarm: 0.001, missed: 0.02, freshFor: 120_000 },
  media_flowing: { falseAlarm: 0.005, missed: 0.03, freshFor: 120_000 },
  packets_whole: { falseAlarm: 0.002, missed: 0.1, freshFor: 120_000 },
  profile_kept: { falseAlarm: 0.002, missed: 0.05, freshFor: 120_000 },
  signal_present: { falseAlarm: 0.001, missed: 0.1, freshFor: 120_000 },
  // A verdict stands for several pictures, and is renewed every five minutes.
  picture_shown: { falseAlarm: 0.001, missed: 0.04, freshFor: 900_000 },
  picture_clear: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  picture_undisturbed: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  view_free: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  view_in_place: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  colours_true: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  well_lit: { falseAlarm: 0.002, missed: 0.04, freshFor: 900_000 },
  untampered: { falseAlarm: 0.005, missed: 0.3, freshFor: 120_000 },
  clock_right: { falseAlarm: 0.001, missed: 0.01, freshFor: 240_000 },
  identity_right: { falseAlarm: 0.001, missed: 0.01, freshFor: 240_000 },
  disks_good: { falseAlarm: 0.001, missed: 0.02, freshFor: 240_000 },
  recording_runs: { falseAlarm: 0.002, missed: 0.05, freshFor: 240_000 },
  recording_complete: { falseAlarm: 0.002, missed: 0.05, freshFor: 240_000 },
  recording_retained: { falseAlarm: 0.002, missed: 0.05, freshFor: 240_000 },
  passages_captured: { falseAlarm: 0.005, missed: 0.1, freshFor: 240_000 },
};

/**
 * How often a class strikes one element, relative to the others: faults per element and year as far as experience of the
 * field tells (to be learnt from what is found on site). Where a class has several kinds of fault point they differ.
 */
const perYear: Record<FaultClassId, Partial<Record<ElementKind, number>>> = {
  area_mains_outage: { transformer: 0.25, feeder: 0.7 },
  service_drop: { meter: 0.5 },
  breaker_trip: { breaker: 1 },
  cabinet_supply_failure: { cabinet_supply: 0.2, ups: 0.12, pdu: 0.08, pdu_outlet: 0.05 },
  feeder_fibre_cut: { pon_port: 0.5 },
  drop_fibre_cut: { splitter: 0.3, onu: 0.4 },
  onu_failure: { onu: 0.2 },
  camera_cable_open: { camera: 0.2 },
  switch_hang: { switch: 0.6 },
  switch_dead: { switch: 0.25 },
  congestion: { aggregation: 0.05, olt: 0.05, pon_port: 0.1, onu: 0.1, switch: 0.15, camera: 0.15 },
  aggregation_down: { core: 0.05, aggregation: 0.1, olt: 0.1, sdh_node: 0.1 },
  camera_hang: { camera: 0.6 },
  camera_dead: { camera: 0.15 },
  credentials_changed: { camera: 0.1 },
  camera_misconfigured: { camera: 0.05, recorder: 0.02, server: 0.02 },
  stream_abnormal: { camera: 0.5 },
  picture_lost: { camera: 0.3 },
  lens_dirty: { camera: 1 },
  view_occluded: { camera: 0.6 },
  view_moved: { camera: 0.3 },
  infrared_failure: { camera: 0.2 },
  clock_wrong: { camera: 0.3, recorder: 0.2, server: 0.1 },
  disk_failure: { recorder: 0.3, server: 0.1, camera: 0.02 },
  recording_incomplete: { recorder: 0.2, camera: 0.2 },
  capture_drop: { camera: 0.3 },
  reported_fault: {},
  undetermined: {},
};

/** Nothing known strikes: what is left for a fault outside the classes, or a false alarm that an alert rule let through. */
const unknownPerYear = 0.002;
/** Share of a year in which two faults are taken to be "at the same time": some four hours until one is repaired. */
const window = 1 / 2000;

/** Natural logarithm of the probability that the class strikes an element of the kind within one window. */
export const logPrior = (faultClass: FaultClassId, kind: ElementKind): number =>
  Math.log((perYear[faultClass][kind] ?? unknownPerYear) * window);

/** How a UPS without mains has fared by the time of the evidence, before that is looked at. */
export const battery = { holds: 0.72, emptied: 0.2, running_out: 0.05, died_at_once: 0.03 };
export type BatteryState = keyof typeof battery;

/** Milliseconds. */
export const timing = {
  /** An alert starts up to this long after the fault: scrape, evaluation and hold. A good reading from before is no contradiction. */
  alertLag: 40_000,
  /** A cause does not explain what was bad this much earlier. */
  tooEarly: 180_000,
  /** Direct witnesses of one cause speak within this time; later ones count half. */
  together: 600_000,
};
