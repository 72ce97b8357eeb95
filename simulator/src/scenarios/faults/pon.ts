import type { Part } from '../city/part.ts';
import type { Effect } from '../physics/effect.ts';
import { behindOfKind, flapping, impair, mark, ofKind, sometimes, type Ground, type Strike } from './strike.ts';

/** Rows 10 to 15: the passive optical network. */
export const ponStrikes: readonly Strike[] = [
  {
    row: 10,
    faultClass: 'feeder_fibre_cut',
    points: (ground) => ports(ground),
    effects: (_, { id }, at) => [impair(id, 'line_open', at)],
  },
  {
    row: 11,
    faultClass: 'drop_fibre_cut',
    points: (ground) => [...splitters(ground), ...ofKind(ground, 'onu')],
    effects: (_, { id }, at) => [impair(id, 'line_open', at)],
  },
  {
    row: 12,
    faultClass: 'fibre_degraded',
    points: (ground) => [...ports(ground), ...splitters(ground), ...ofKind(ground, 'onu')],
    effects: degraded,
  },
  {
    row: 13,
    faultClass: 'olt_optic_failure',
    points: (ground) => ports(ground),
    effects: ({ chance }, { id }, at) => [
      impair(id, 'dark', at),
      // A board that is gone altogether does not say what its transceiver sends.
      ...sometimes(chance, 0.9, () => [mark(id, 'light_sent', at)]),
    ],
  },
  {
    row: 14,
    faultClass: 'rogue_onu',
    points: (ground) => ofKind(ground, 'onu').filter((onu) => others(ground, onu.id).length >= 1),
    effects: rogue,
  },
  {
    row: 15,
    faultClass: 'onu_failure',
    points: (ground) => ofKind(ground, 'onu'),
    effects: onuFailure,
  },
];

/**
 * PON ports with at least two splitters, and splitters with at least two ONUs that are not their port's only one: of others nobody
 * can tell which line it is.
 */
const ports = (ground: Ground): Part[] => ofKind(ground, 'pon_port').filter(({ id }) => several(ground, id));
const splitters = (ground: Ground): Part[] =>
  ofKind(ground, 'splitter').filter(
    ({ id, uplinks }) => several(ground, id) && uplinks.every(({ to }) => several(ground, to)),
  );
const several = ({ city }: Ground, id: string): boolean => (city.carries.get(id) ?? []).length >= 2;

/** The other ONUs of its PON. */
const others = ({ city }: Ground, onu: string): string[] => {
  const splitter = city.parts.get(onu)?.uplinks[0]?.to ?? '';
  const port = city.parts.get(splitter)?.uplinks[0]?.to ?? '';
  return behindOfKind(city.carries, port, 'onu').flatMap(({ id }) => (id === onu ? [] : [id]));
};

/** Three to eight decibels less: the more, the likelier are blocks beyond repair, lost packets, and links that come and go. */
function degraded({ city, chance }: Ground, point: { id: string; kind: string }, at: number): Effect[] {
  const severity = chance.next();
  const onus = point.kind === 'onu' ? [point.id] : behindOfKind(city.carries, point.id, 'onu').map(({ id }) => id);
  return [
    ...(point.kind === 'pon_port' ? [mark(point.id, 'light_usual', at)] : []),
    ...onus.flatMap((id) => [
      ...sometimes(chance, 0.95, () => [mark(id, 'light_usual', at + chance.between(0, 5))]),
      ...sometimes(chance, 0.3 + 0.6 * severity, () => [mark(id, 'frames_intact', at + chance.between(0, 30))]),
      ...sometimes(chance, 0.7 * severity, () => [impair(id, 'lossy', at + chance.between(0, 30))]),
    ]),
    ...sometimes(chance, 0.5 * severity, () => flapping(chance, onus, at + chance.between(5, 60))),
  ];
}

/** While it sends, all others of its PON are lost; itself it mostly stays. Where the OLT has a test for it, it names it. */
function rogue(ground: Ground, { id }: { id: string }, at: number): Effect[] {
  const { chance } = ground;
  const victims = others(ground, id);
  return [
    ...sometimes(chance, 0.85, () => [mark(id, 'sends_in_turn', at + chance.between(1, 20))]),
    ...flapping(chance, victims, at),
    ...victims.flatMap((victim) => sometimes(chance, 0.4, () => [mark(victim, 'frames_intact', at)])),
    // Between the losses of link single bursts collide, whoever watches the PON or not.
    ...victims.flatMap((victim) => sometimes(chance, 0.6, () => [impair(victim, 'lossy', at)])),
    ...sometimes(chance, 0.15, () => flapping(chance, [id], at)),
  ];
}

/** Mostly it falls dark without a word; sometimes its own power part fails, or it stays registered and passes nothing on. */
function onuFailure({ chance }: Ground, { id }: { id: string }, at: number): Effect[] {
  const how = chance.next();
  if (how < 0.1) return [impair(id, 'stopped', at)];
  if (how < 0.18) return [impair(id, 'unpowered', at)];
  return [impair(id, 'dead', at)];
}
