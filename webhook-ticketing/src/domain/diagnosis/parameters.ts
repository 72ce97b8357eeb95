import { type FaultClassId, faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { PriorRates } from '@roundsman/contract/priors.ts';
import { pictureObservables } from '@roundsman/contract/symptoms.ts';
import { type ElementKind, elementKinds } from '@roundsman/contract/vocabulary.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

/** How far an observation can be trusted, and for how long a good one says something about now. */
export interface Trust {
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
  voltage_right: { falseAlarm: 0.001, missed: 0.02, freshFor: 60_000 },
  keeps_running: { falseAlarm: 0.003, missed: 0.3, freshFor: 120_000 },
  battery_good: { falseAlarm: 0.001, missed: 0.05, freshFor: 120_000 },
  inverter_good: { falseAlarm: 0.001, missed: 0.02, freshFor: 60_000 },
  surge_protected: { falseAlarm: 0.001, missed: 0.05, freshFor: 60_000 },
  power_held: { falseAlarm: 0.001, missed: 0.2, freshFor: 120_000 },
  light_sent: { falseAlarm: 0.001, missed: 0.03, freshFor: 120_000 },
  light_usual: { falseAlarm: 0.002, missed: 0.05, freshFor: 120_000 },
  connection_steady: { falseAlarm: 0.002, missed: 0.1, freshFor: 120_000 },
  sends_in_turn: { falseAlarm: 0.0005, missed: 0.2, freshFor: 120_000 },
  section_clear: { falseAlarm: 0.001, missed: 0.01, freshFor: 60_000 },
  frames_intact: { falseAlarm: 0.002, missed: 0.05, freshFor: 120_000 },
  full_rate: { falseAlarm: 0.001, missed: 0.3, freshFor: 120_000 },
  poe_delivering: { falseAlarm: 0.001, missed: 0.03, freshFor: 60_000 },
  poe_unfaulted: { falseAlarm: 0.0005, missed: 0.03, freshFor: 60_000 },
  poe_granted: { falseAlarm: 0.001, missed: 0.05, freshFor: 60_000 },
  poe_budget_left: { falseAlarm: 0.002, missed: 0.05, freshFor: 60_000 },
  power_drawn: { falseAlarm: 0.001, missed: 0.05, freshFor: 60_000 },
  loop_free: { falseAlarm: 0.002, missed: 0.05, freshFor: 120_000 },
  uncongested: { falseAlarm: 0.003, missed: 0.1, freshFor: 120_000 },
  serving: { falseAlarm: 0.002, missed: 0.02, freshFor: 120_000 },
  door_shut: { falseAlarm: 0.001, missed: 0.02, freshFor: 120_000 },
  cabinet_dry: { falseAlarm: 0.001, missed: 0.02, freshFor: 120_000 },
  cabinet_cool: { falseAlarm: 0.001, missed: 0.02, freshFor: 120_000 },
};

/**
 * How often a class strikes one element, relative to the others: faults per element and year as far as experience of the
 * field tells (and until a city has learnt its own, see `learnedPriors.ts`). Where a class has several kinds of fault point they differ.
 */
const perYear: Record<FaultClassId, Partial<Record<ElementKind, number>>> = {
  area_mains_outage: { transformer: 0.25, feeder: 0.7 },
  service_drop: { meter: 0.5 },
  breaker_trip: { breaker: 1 },
  brownout: { transformer: 0.02, feeder: 0.1, meter: 0.1, breaker: 0.05 },
  cabinet_supply_failure: { cabinet_supply: 0.2, pdu: 0.08, pdu_outlet: 0.05 },
  camera_adapter_failure: { camera: 0.3 },
  ups_battery_worn: { ups: 0.3 },
  ups_inverter_failure: { ups: 0.12 },
  lightning_damage: { switch: 0.03 },
  feeder_fibre_cut: { pon_port: 0.5 },
  drop_fibre_cut: { splitter: 0.3, onu: 0.3 },
  fibre_degraded: { pon_port: 0.1, splitter: 0.1, onu: 0.3 },
  olt_optic_failure: { pon_port: 0.05 },
  rogue_onu: { onu: 0.02 },
  onu_failure: { onu: 0.4 },
  sdh_section_loss: { sdh_node: 0.2 },
  sdh_degraded: { sdh_node: 0.2 },
  media_converter_failure: { media_converter: 0.3 },
  camera_cable_open: { camera: 0.2 },
  cable_degraded: { camera: 0.2 },
  poe_short: { camera: 0.1 },
  poe_budget_exceeded: { switch: 0.05 },
  network_loop: { switch: 0.05 },
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
  platform_down: { server: 1 },
  cabinet_opened: { ups: 0.3, pdu: 0.3, switch: 0.3, server: 0.1 },
  cabinet_climate: { ups: 0.3, pdu: 0.3, switch: 0.3, server: 0.1 },
  capture_drop: { camera: 0.3 },
  reported_fault: {},
  undetermined: {},
};

/** Every pair of a class and a kind of which a rate is built in. */
export const builtInPerYear: readonly { faultClass: FaultClassId; kind: ElementKind; perYear: number }[] =
  faultClassIds.flatMap((faultClass) =>
    elementKinds.flatMap((kind) => {
      const rate = perYear[faultClass][kind];
      return rate === undefined ? [] : [{ faultClass, kind, perYear: rate }];
    }),
  );

/** Nothing known strikes: what is left for a fault outside the classes, or a false alarm that an alert rule let through. */
const unknownPerYear = 0.002;
/** Share of a year in which two faults are taken to be "at the same time": some four hours until one is repaired. */
const window = 1 / 2000;

/** Natural logarithm of the probability that the class strikes an element of the kind within one window; `learned` rates come first. */
export const logPrior = (faultClass: FaultClassId, kind: ElementKind, learned: PriorRates = {}): number =>
  Math.log((learned[faultClass]?.[kind] ?? perYear[faultClass][kind] ?? unknownPerYear) * window);

/** The same of the likeliest class and kind. */
export const likeliestLogPrior = (learned: PriorRates = {}): number =>
  Math.max(
    Math.log(unknownPerYear * window),
    ...faultClassIds.flatMap((faultClass) => elementKinds.map((kind) => logPrior(faultClass, kind, learned))),
  );

/** How a UPS without mains has fared by the time of the evidence, before that is looked at. */
export const battery = { holds: 0.72, emptied: 0.2, running_out: 0.05, died_at_once: 0.03 };

/** Milliseconds. */
export const timing = {
  /** An alert starts up to this long after the fault: scrape, evaluation and hold. A good reading from before is no contradiction. */
  alertLag: 40_000,
  /** So far apart do the rounds of prompt probes set what begins in one moment. */
  sameMoment: 20_000,
  /** A fault of a device does not explain what was bad this much earlier. */
  tooEarly: 180_000,
  /** Direct witnesses of one cause speak within this time; later ones count half. */
  together: 600_000,
  /** The same for what is looked at seldom or confirmed over several looks. */
  slowly: 2_400_000,
};

/** What is known only minutes after it began: pictures are confirmed over several looks, recordings and restarts counted over time. */
export const comesSlowly: ReadonlySet<Observable> = new Set<Observable>([
  ...pictureObservables,
  'profile_kept',
  'recording_runs',
  'recording_complete',
  'recording_retained',
  'passages_captured',
  'keeps_running',
  'connection_steady',
  'full_rate',
  'loop_free',
]);

/** Readings of the power path. */
export const ofPowerPath: ReadonlySet<Observable> = new Set([
  'mains_present',
  'energised',
  'voltage_right',
  'inverter_good',
]);

/** What it takes to name a cause, and to blame anyone but the maintenance unit for it. */
export const enough = {
  /** Below this probability the best candidate is no verdict. */
  forVerdict: 0.2,
  /** So much of the probability must be theirs who are blamed… */
  forBlame: 0.5,
  /** …and so many independent witnesses must say so. */
  witnesses: 2,
} as const;
