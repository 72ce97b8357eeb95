import { faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

/**
 * Faults of an end device that take nothing down: in what each can show, and how likely. Only what is bad counts: a camera with a
 * wrong codec may well send. Whatever else is wrong with the device is another fault, and another order.
 */
export const showsIn: Partial<Record<FaultClassId, Partial<Record<Observable, number>>>> = {
  credentials_changed: { authorised: 0.98, media_flowing: 0.6, recording_runs: 0.6 },
  stream_abnormal: { media_flowing: 0.98, profile_kept: 0.9, picture_undisturbed: 0.6, recording_runs: 0.5 },
  congestion: {
    packets_whole: 0.85,
    picture_undisturbed: 0.7,
    uncongested: 0.8,
    media_flowing: 0.3,
    recording_runs: 0.3,
  },
  camera_misconfigured: { identity_right: 0.98 },
  // What is black, frozen or covered takes an encoder hardly any bits.
  picture_lost: { picture_shown: 0.97, signal_present: 0.9, profile_kept: 0.2 },
  // A device may take the focus that it loses for sabotage, dirt it does not.
  lens_dirty: { picture_clear: 0.97, untampered: 0.2 },
  view_occluded: { view_free: 0.97, untampered: 0.6, profile_kept: 0.2 },
  view_moved: { view_in_place: 0.97, untampered: 0.5 },
  infrared_failure: { colours_true: 0.9, well_lit: 0.9 },
  clock_wrong: { clock_right: 0.98 },
  disk_failure: { disks_good: 0.98, recording_runs: 0.5, recording_complete: 0.5, recording_retained: 0.3 },
  recording_incomplete: { recording_runs: 0.8, recording_complete: 0.8, recording_retained: 0.8 },
  ups_battery_worn: { battery_good: 0.95 },
  cable_degraded: {
    frames_intact: 0.95,
    full_rate: 0.7,
    packets_whole: 0.5,
    picture_undisturbed: 0.4,
    media_flowing: 0.2,
    recording_runs: 0.2,
    connection_steady: 0.3,
    link_up: 0.1,
    reachable: 0.1,
  },
  platform_down: { serving: 0.97, reachable: 0.2 },
  cabinet_opened: { door_shut: 0.98 },
  cabinet_climate: { cabinet_dry: 0.5, cabinet_cool: 0.5, keeps_running: 0.3 },
  capture_drop: { passages_captured: 0.97 },
};

/** In this each fault of the class shows wherever it is looked at. */
export const alwaysShows: Partial<Record<FaultClassId, Observable>> = {
  cable_degraded: 'frames_intact',
  camera_misconfigured: 'identity_right',
  clock_wrong: 'clock_right',
  disk_failure: 'disks_good',
  platform_down: 'serving',
};

/** In what a device without power or way shows. */
const silence = [
  'reachable',
  'media_flowing',
  'picture_shown',
  'picture_undisturbed',
  'packets_whole',
  'signal_present',
  'recording_runs',
  'recording_complete',
  'serving',
  'link_up',
] as const satisfies readonly Observable[];
const lostPower = [
  ...silence,
  'mains_present',
  'energised',
  'power_held',
  'poe_delivering',
  'keeps_running',
] as const satisfies readonly Observable[];
const loss = [
  'packets_whole',
  'picture_undisturbed',
  'media_flowing',
  'reachable',
] as const satisfies readonly Observable[];

/** In what the other classes can show: what takes power or way shows in what hangs on it. */
const spreadsTo: Partial<Record<FaultClassId, readonly Observable[]>> = {
  area_mains_outage: lostPower,
  service_drop: lostPower,
  breaker_trip: lostPower,
  brownout: [...loss, 'voltage_right', 'keeps_running', 'mains_present'],
  cabinet_supply_failure: lostPower,
  camera_adapter_failure: silence,
  ups_inverter_failure: [...lostPower, 'inverter_good'],
  lightning_damage: [...lostPower, 'surge_protected', 'poe_unfaulted', 'power_drawn'],
  feeder_fibre_cut: silence,
  drop_fibre_cut: silence,
  fibre_degraded: [...loss, 'light_usual', 'frames_intact', 'connection_steady', 'link_up'],
  olt_optic_failure: [...silence, 'light_sent'],
  rogue_onu: [...loss, 'sends_in_turn', 'connection_steady', 'frames_intact', 'link_up'],
  onu_failure: [...silence, 'power_held'],
  sdh_section_loss: [...silence, 'section_clear', 'frames_intact'],
  sdh_degraded: [...loss, 'frames_intact'],
  media_converter_failure: silence,
  camera_cable_open: [...silence, 'poe_delivering'],
  poe_short: [...silence, 'poe_unfaulted', 'poe_delivering'],
  poe_budget_exceeded: [...silence, 'poe_budget_left', 'poe_granted', 'poe_delivering', 'keeps_running'],
  switch_hang: silence,
  switch_dead: silence,
  network_loop: [...loss, 'loop_free', 'uncongested'],
  aggregation_down: [...silence, 'section_clear'],
  camera_hang: silence,
  camera_dead: [...silence, 'power_drawn', 'poe_delivering'],
};

const shows = new Map(
  faultClassIds.flatMap((id) => {
    const own = showsIn[id] === undefined ? spreadsTo[id] : [...Object.keys(showsIn[id]), ...(spreadsTo[id] ?? [])];
    return own === undefined ? [] : [[id, new Set<string>(own)] as const];
  }),
);

/** Whether a fault of the class can show in this; one of no known class in anything. */
export const canShowIn = (faultClass: FaultClassId, observable: Observable): boolean =>
  shows.get(faultClass)?.has(observable) ?? true;

/**
 * Whether what hangs on a fault of one class can fail in the way of another because of it. Behind a cause that takes nothing down,
 * as a full link does not, every device still has its power and its way: one that is dead has a fault of its own.
 */
export const canBringAbout = (cause: FaultClassId, effect: FaultClassId): boolean =>
  showsIn[cause] === undefined || spreadsTo[effect] === undefined;

/** Faults of a way that stands: packets are lost and links come and go, and what hangs on it keeps its power and its way. */
const worsens: ReadonlySet<FaultClassId> = new Set(['fibre_degraded', 'rogue_onu', 'sdh_degraded']);

/** Whether anything that hangs on a fault of the class has to start again after it. */
export const takesDown = (cause: FaultClassId): boolean => spreadsTo[cause] !== undefined && !worsens.has(cause);

/** Whether what hangs on a fault of one class falls silent for good in the way of another because of it, or is late to come back. */
export const canTakeDown = (cause: FaultClassId, effect: FaultClassId): boolean =>
  canBringAbout(cause, effect) && !(worsens.has(cause) && spreadsTo[effect] !== undefined);

/** Whether nothing could be a symptom of both, so that one can never turn out to be the other. */
export const showApart = (one: FaultClassId, other: FaultClassId): boolean => {
  const [first, second] = [shows.get(one), shows.get(other)];
  if (first === undefined || second === undefined) return false;
  return ![...first].some((observable) => second.has(observable));
};
