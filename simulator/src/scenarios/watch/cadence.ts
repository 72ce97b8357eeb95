import type { Observable } from '@roundsman/contract/symptoms.ts';

/** Seconds from one measurement to the next, and for how long it must be bad before there is an alert. */
export interface Cadence {
  every: number;
  hold: number;
}

/** Reading pictures takes a second look; recorders are asked seldom; a dying gasp comes by itself. */
const groups: readonly (readonly [Cadence, readonly Observable[]])[] = [
  [{ every: 15, hold: 15 }, ['mains_present', 'energised', 'surge_protected', 'door_shut', 'cabinet_dry', 'serving']],
  [{ every: 15, hold: 15 }, ['reachable', 'link_up', 'section_clear', 'sends_in_turn']],
  [{ every: 15, hold: 30 }, ['inverter_good', 'light_sent', 'poe_delivering', 'poe_unfaulted', 'poe_granted']],
  [{ every: 15, hold: 60 }, ['voltage_right', 'frames_intact', 'full_rate', 'power_drawn', 'poe_budget_left']],
  [{ every: 15, hold: 120 }, ['light_usual', 'cabinet_cool']],
  [{ every: 1, hold: 0 }, ['power_held']],
  [{ every: 30, hold: 5 }, ['authorised']],
  [{ every: 30, hold: 20 }, ['media_flowing']],
  [{ every: 30, hold: 35 }, ['packets_whole', 'profile_kept']],
  [{ every: 30, hold: 120 }, ['uncongested']],
  [{ every: 60, hold: 10 }, ['signal_present', 'untampered']],
  [{ every: 60, hold: 60 }, ['keeps_running', 'battery_good', 'connection_steady', 'loop_free', 'disks_good']],
  [{ every: 60, hold: 120 }, ['clock_right', 'identity_right']],
  [{ every: 60, hold: 300 }, ['recording_runs']],
  [{ every: 300, hold: 300 }, ['recording_complete', 'passages_captured']],
  [{ every: 300, hold: 900 }, ['recording_retained']],
  [
    { every: 300, hold: 30 },
    ['picture_shown', 'picture_clear', 'picture_undisturbed', 'view_free', 'view_in_place', 'colours_true', 'well_lit'],
  ],
];

const cadences: Readonly<Partial<Record<Observable, Cadence>>> = Object.fromEntries(
  groups.flatMap(([cadence, observables]) => observables.map((observable) => [observable, cadence])),
);

/** @throws Error for an observable that nobody measures. */
export function cadenceOf(observable: Observable): Cadence {
  const cadence = cadences[observable];
  if (cadence === undefined) throw new Error(`nobody measures ${observable}`);
  return cadence;
}
