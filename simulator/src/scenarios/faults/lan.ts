import type { Effect } from '../physics/effect.ts';
import type { Part } from '../city/part.ts';
import {
  behindOfKind,
  flapping,
  impair,
  mark,
  ofKind,
  onSwitch,
  sometimes,
  spells,
  type Ground,
  type Strike,
} from './strike.ts';

/** Rows 18 to 26: within the cabinet, and from it to the cameras. */
export const lanStrikes: readonly Strike[] = [
  {
    row: 18,
    faultClass: 'media_converter_failure',
    points: (ground) => ofKind(ground, 'media_converter'),
    // Where it passes the loss of light on, the port of the switch goes down; some keep the link.
    effects: ({ chance }, { id }, at) => [impair(id, chance.happens(0.8) ? 'dead' : 'stopped', at)],
  },
  {
    row: 19,
    faultClass: 'camera_cable_open',
    points: (ground) => onSwitch(ground),
    effects: (ground, camera, at) => [
      impair(camera.id, 'line_open', at),
      ...(hasPoe(camera) ? [impair(camera.id, 'unpowered', at), mark(camera.id, 'poe_delivering', at)] : []),
    ],
  },
  { row: 20, faultClass: 'cable_degraded', points: (ground) => onSwitch(ground), effects: badCable },
  {
    row: 21,
    faultClass: 'poe_short',
    points: (ground) => onSwitch(ground).filter(hasPoe),
    effects: (_, { id }, at) => [
      impair(id, 'unpowered', at),
      mark(id, 'poe_unfaulted', at),
      mark(id, 'poe_delivering', at),
    ],
  },
  {
    row: 22,
    faultClass: 'poe_budget_exceeded',
    points: (ground) => ofKind(ground, 'switch').filter(({ id }) => fed(ground, id).length >= 2),
    effects: budget,
  },
  {
    row: 23,
    faultClass: 'switch_hang',
    points: (ground) => ofKind(ground, 'switch'),
    effects: (_, { id }, at) => [impair(id, 'stopped', at)],
  },
  {
    row: 24,
    faultClass: 'switch_dead',
    points: (ground) => ofKind(ground, 'switch'),
    effects: (_, { id }, at) => [impair(id, 'dead', at)],
  },
  { row: 25, faultClass: 'network_loop', points: (ground) => ofKind(ground, 'switch'), effects: loop },
  {
    row: 26,
    faultClass: 'congestion',
    points: (ground) =>
      ofKind(ground, 'aggregation', 'olt', 'pon_port', 'onu', 'switch', 'camera').filter(
        ({ id, kind }) =>
          (kind === 'camera' || behindOfKind(ground.city.carries, id, 'camera').length >= 2) &&
          // Where there are two ways the second takes what the first cannot.
          (ground.city.parts.get(id)?.uplinks.length ?? 0) === 1,
      ),
    effects: congestion,
  },
];

const hasPoe = ({ fedBy, uplinks }: Part): boolean => fedBy.includes(uplinks[0]?.to ?? '');
const fed = ({ city }: Ground, id: string): Part[] =>
  (city.feeds.get(id) ?? []).filter(({ kind }) => kind === 'camera');

/** Each of its marks is likely, and one of the first two is there. */
function badCable({ chance }: Ground, { id }: Part, at: number): Effect[] {
  const damaged = chance.happens(0.9);
  return [
    ...(damaged ? [mark(id, 'frames_intact', at)] : []),
    ...sometimes(chance, damaged ? 0.6 : 1, () => [mark(id, 'full_rate', at)]),
    ...sometimes(chance, 0.5, () => [impair(id, 'lossy', at)]),
    ...sometimes(chance, 0.3, () => flapping(chance, [id], at + chance.between(0, 60))),
  ];
}

/** Those that come last get nothing; some ask again and again, come up and are thrown out. */
function budget(ground: Ground, { id }: Part, at: number): Effect[] {
  const { chance } = ground;
  const cameras = fed(ground, id);
  const denied = chance.some(cameras, chance.whole(1, Math.max(1, cameras.length - 1)));
  const again = chance.happens(0.3);
  return [
    mark(id, 'poe_budget_left', at),
    ...denied.flatMap((camera) => [
      ...(again
        ? spells(chance, at, 60, 240).map(({ from, to }) => impair(camera.id, 'unpowered', from, to))
        : [impair(camera.id, 'unpowered', at)]),
      mark(camera.id, 'poe_granted', at),
      ...(again ? [mark(camera.id, 'keeps_running', at + 300)] : [mark(camera.id, 'poe_delivering', at)]),
    ]),
  ];
}

/** The switch drowns: what passes it loses packets, and often it does not answer for a while. */
function loop({ chance }: Ground, { id }: Part, at: number): Effect[] {
  return [
    mark(id, 'loop_free', at),
    impair(id, 'lossy', at),
    ...sometimes(chance, 0.6, () => [mark(id, 'uncongested', at)]),
    ...sometimes(chance, 0.4, () => spells(chance, at, 20, 90).map(({ from, to }) => impair(id, 'stopped', from, to))),
  ];
}

/** Packets are lost behind it, pictures break into blocks, and some streams stand still. */
function congestion({ city, chance }: Ground, { id, kind }: Part, at: number): Effect[] {
  const cameras = kind === 'camera' ? [id] : behindOfKind(city.carries, id, 'camera').map((camera) => camera.id);
  return [
    impair(id, 'lossy', at),
    ...sometimes(chance, 0.9, () => [mark(id, 'uncongested', at)]),
    ...cameras.flatMap((camera) => [
      ...sometimes(chance, 0.25, () => [mark(camera, 'picture_undisturbed', at, { fault: 'mosaic' })]),
      ...sometimes(chance, 0.08, () => [mark(camera, 'media_flowing', at + chance.between(0, 120))]),
    ]),
  ];
}
