import type { Effect } from '../physics/effect.ts';
import { impair, mark, ofKind, sometimes, type Ground, type Strike } from './strike.ts';

/** Rows 16, 17 and 27: SDH sections, and nodes on which many sites hang. */
export const backboneStrikes: readonly Strike[] = [
  {
    row: 16,
    faultClass: 'sdh_section_loss',
    points: (ground) => inUse(ground, 'sdh_node'),
    effects: ({ chance }, { id }, at) => [
      { element: id, what: 'line_open', uplink: 0, from: at, to: Infinity },
      mark(id, 'section_clear', at),
      // Errored seconds are counted while there is no signal, and are too many after some of them.
      mark(id, 'frames_intact', at + chance.between(10, 40)),
      // Its own laser may be what has failed.
      ...sometimes(chance, 0.15, () => [mark(id, 'light_sent', at)]),
    ],
  },
  {
    row: 17,
    faultClass: 'sdh_degraded',
    points: (ground) => inUse(ground, 'sdh_node'),
    effects: ({ chance }, { id }, at) => [
      mark(id, 'frames_intact', at),
      ...sometimes(chance, 0.65, () => [impair(id, 'lossy', at + chance.between(0, 40))]),
    ],
  },
  {
    row: 27,
    faultClass: 'aggregation_down',
    points: (ground) => inUse(ground, 'core', 'aggregation', 'olt', 'sdh_node'),
    effects: (_, { id, kind }, at): Effect[] => [
      impair(id, 'dead', at),
      // The carrier's manager asks its nodes on a way of its own.
      ...(kind === 'sdh_node' ? [mark(id, 'reachable', at)] : []),
    ],
  },
];

const inUse = (ground: Ground, ...kinds: Parameters<typeof ofKind>[1][]): ReturnType<typeof ofKind> =>
  ofKind(ground, ...kinds).filter(({ id }) => (ground.city.carries.get(id) ?? []).length > 0);
