import type { Effect } from '../physics/effect.ts';
import type { Part } from '../city/part.ts';
import { impair, mark, ofKind, sometimes, type Ground, type Strike } from './strike.ts';

/** Rows 38 to 41: clocks, recordings and the platform. */
export const recordStrikes: readonly Strike[] = [
  {
    row: 38,
    faultClass: 'clock_wrong',
    points: (ground) =>
      ofKind(ground, 'camera', 'recorder', 'server').filter(({ id }) => ground.measures(id, 'clock_right')),
    effects: (_, { id }, at) => [mark(id, 'clock_right', at)],
  },
  {
    row: 39,
    faultClass: 'disk_failure',
    points: (ground) =>
      ofKind(ground, 'recorder', 'server', 'camera').filter(({ id }) => ground.measures(id, 'disks_good')),
    effects: diskFailure,
  },
  {
    row: 40,
    faultClass: 'recording_incomplete',
    points: (ground) => [
      ...ofKind(ground, 'recorder'),
      ...ofKind(ground, 'camera').filter(({ id }) => ground.measures(id, 'recording_runs')),
    ],
    effects: gap,
  },
  {
    row: 41,
    faultClass: 'platform_down',
    points: (ground) => ofKind(ground, 'server'),
    // Mostly the service alone; sometimes the machine hangs with it.
    effects: ({ chance }, { id }, at) => [
      mark(id, 'serving', at),
      ...sometimes(chance, 0.2, () => [impair(id, 'stopped', at + chance.between(0, 120))]),
    ],
  },
];

const channelsOf = (recorder: Part): string[] => (recorder.recording?.channels ?? []).map(({ element }) => element);

/** What lies on the disk is missing, and its channels may stop. */
function diskFailure({ chance }: Ground, point: Part, at: number): Effect[] {
  const onDisk = chance.some(channelsOf(point), chance.whole(1, Math.max(1, Math.ceil(channelsOf(point).length / 2))));
  return [
    mark(point.id, 'disks_good', at),
    ...sometimes(chance, 0.5, () => onDisk.map((id) => mark(id, 'recording_complete', at + chance.between(0, 600)))),
    ...sometimes(chance, 0.3, () => onDisk.map((id) => mark(id, 'recording_runs', at + chance.between(0, 60)))),
  ];
}

/** Of a recorder: its pool is too small for all, or most channels have gaps. Of a camera: its channel alone has no plan, or gaps. */
function gap({ chance }: Ground, point: Part, at: number): Effect[] {
  if (point.kind === 'camera') {
    const stopped = chance.happens(0.5);
    return [
      ...(stopped ? [mark(point.id, 'recording_runs', at)] : []),
      ...sometimes(chance, stopped ? 0.5 : 1, () => [mark(point.id, 'recording_complete', at)]),
    ];
  }
  const channels = channelsOf(point);
  const most = chance.some(channels, Math.max(2, Math.round(channels.length * chance.between(0.6, 1))));
  return most.map((id) => mark(id, chance.happens(0.8) ? 'recording_retained' : 'recording_complete', at));
}
