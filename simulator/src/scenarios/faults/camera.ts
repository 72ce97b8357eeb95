import type { Effect } from '../physics/effect.ts';
import type { Part } from '../city/part.ts';
import { impair, mark, ofKind, onSwitch, sometimes, type Ground, type Strike } from './strike.ts';

/** Rows 28 to 32: the camera itself and its stream. */
export const cameraStrikes: readonly Strike[] = [
  {
    row: 28,
    faultClass: 'camera_hang',
    points: (ground) => ofKind(ground, 'camera'),
    effects: (_, { id }, at) => [impair(id, 'stopped', at)],
  },
  { row: 29, faultClass: 'camera_dead', points: onSwitch, effects: dead },
  {
    row: 30,
    faultClass: 'credentials_changed',
    points: (ground) => ofKind(ground, 'camera'),
    effects: ({ chance }, { id }, at) => [
      mark(id, 'authorised', at),
      // The recorder has the old ones too, and is thrown out when it connects anew.
      ...sometimes(chance, 0.6, () => [mark(id, 'recording_runs', at + chance.between(0, 600))]),
    ],
  },
  {
    row: 31,
    faultClass: 'camera_misconfigured',
    points: (ground) =>
      ofKind(ground, 'camera', 'recorder', 'server').filter(({ id }) => ground.measures(id, 'identity_right')),
    effects: ({ chance }, { id, kind }, at) => [
      mark(id, 'identity_right', at),
      ...(kind === 'camera'
        ? [
            ...sometimes(chance, 0.25, () => [mark(id, 'profile_kept', at)]),
            ...sometimes(chance, 0.1, () => [mark(id, 'view_in_place', at, { fault: 'moved' })]),
          ]
        : []),
    ],
  },
  { row: 32, faultClass: 'stream_abnormal', points: (ground) => ofKind(ground, 'camera'), effects: abnormal },
];

/**
 * Its port falls dark. A switch that feeds it mostly still finds its resistor and gives it power that it does not take, else it
 * searches; now and then the port keeps its link.
 */
function dead({ chance }: Ground, { id, fedBy, uplinks }: Part, at: number): Effect[] {
  if (chance.happens(0.1)) return [impair(id, 'stopped', at)];
  const poe = fedBy.includes(uplinks[0]?.to ?? '');
  if (!poe) return [impair(id, 'dead', at)];
  return [impair(id, 'dead', at), mark(id, chance.happens(0.75) ? 'power_drawn' : 'poe_delivering', at)];
}

/** Off its profile, or no picture in it at all; sometimes the one and then the other. */
function abnormal({ chance }: Ground, { id }: Part, at: number): Effect[] {
  const offProfile = chance.happens(0.7);
  return [
    ...(offProfile ? [mark(id, 'profile_kept', at)] : []),
    ...sometimes(chance, offProfile ? 0.15 : 1, () => [
      mark(id, 'media_flowing', at + (offProfile ? chance.between(0, 300) : 0)),
    ]),
  ];
}
