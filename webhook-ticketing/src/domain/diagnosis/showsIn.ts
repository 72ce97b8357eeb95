import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

/**
 * Faults of an end device that take nothing down: in what each can show, and how likely. Only what is bad counts: a camera with a
 * wrong codec may well send. Whatever else is wrong with the device is another fault, and another order.
 */
export const showsIn: Partial<Record<FaultClassId, Partial<Record<Observable, number>>>> = {
  credentials_changed: { authorised: 0.98, media_flowing: 0.6 },
  stream_abnormal: { media_flowing: 0.98, profile_kept: 0.9, picture_undisturbed: 0.6 },
  congestion: { packets_whole: 0.85, picture_undisturbed: 0.7 },
  camera_misconfigured: { identity_right: 0.98 },
  picture_lost: { picture_shown: 0.97, signal_present: 0.9 },
  lens_dirty: { picture_clear: 0.97 },
  view_occluded: { view_free: 0.97, untampered: 0.6 },
  view_moved: { view_in_place: 0.97, untampered: 0.5 },
  infrared_failure: { colours_true: 0.9, well_lit: 0.9 },
  clock_wrong: { clock_right: 0.98 },
  disk_failure: { disks_good: 0.98, recording_runs: 0.5, recording_complete: 0.5, recording_retained: 0.3 },
  recording_incomplete: { recording_runs: 0.8, recording_complete: 0.8, recording_retained: 0.8 },
  ups_battery_worn: { battery_good: 0.95 },
  cable_degraded: { frames_intact: 0.95, full_rate: 0.7, packets_whole: 0.5, picture_undisturbed: 0.4 },
  platform_down: { serving: 0.97, reachable: 0.2 },
  cabinet_opened: { door_shut: 0.98 },
  cabinet_climate: { cabinet_dry: 0.5, cabinet_cool: 0.5, keeps_running: 0.3 },
  capture_drop: { passages_captured: 0.97 },
};

/** Whether a fault of the class can show in this; what takes power or way can show in anything behind it. */
export const canShowIn = (faultClass: FaultClassId, observable: Observable): boolean =>
  showsIn[faultClass]?.[observable] !== undefined || showsIn[faultClass] === undefined;

/** Whether nothing could be a symptom of both, so that one can never turn out to be the other. */
export const showApart = (one: FaultClassId, other: FaultClassId): boolean => {
  const [first, second] = [showsIn[one], showsIn[other]];
  if (first === undefined || second === undefined) return false;
  return !Object.keys(first).some((observable) => observable in second);
};
