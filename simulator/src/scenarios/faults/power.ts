import type { Part } from '../city/part.ts';
import { forever, type Effect } from '../physics/effect.ts';
import { behindOfKind, impair, mark, ofKind, onSwitch, sometimes, spells, type Ground, type Strike } from './strike.ts';

/** Rows 1 to 9: what takes or spoils the power. */
export const powerStrikes: readonly Strike[] = [
  {
    row: 1,
    faultClass: 'area_mains_outage',
    points: (ground) => areas(ground),
    effects: (_, { id }, at) => [impair(id, 'no_output', at)],
  },
  {
    row: 2,
    faultClass: 'service_drop',
    points: (ground) => ofKind(ground, 'meter'),
    effects: (_, { id }, at) => [impair(id, 'no_output', at)],
  },
  {
    row: 3,
    faultClass: 'breaker_trip',
    points: (ground) => ofKind(ground, 'breaker'),
    effects: (_, { id }, at) => [impair(id, 'no_output', at)],
  },
  {
    row: 4,
    faultClass: 'brownout',
    points: (ground) => [...areas(ground), ...ofKind(ground, 'meter', 'breaker')],
    effects: brownout,
  },
  {
    row: 5,
    faultClass: 'cabinet_supply_failure',
    points: supplies,
    effects: (_, { id }, at) => [impair(id, 'no_output', at)],
  },
  {
    row: 6,
    faultClass: 'camera_adapter_failure',
    points: (ground) => onSwitch(ground).filter(({ fedBy }) => !fedBy.some((id) => id.startsWith('switch-'))),
    effects: (_, { id }, at) => [impair(id, 'unpowered', at)],
  },
  {
    row: 7,
    faultClass: 'ups_battery_worn',
    points: (ground) => ofKind(ground, 'ups'),
    effects: ({ chance }, { id }, at) => [
      mark(id, 'battery_good', at),
      { element: id, what: 'worn_battery', share: chance.between(0, 0.2), from: at, to: forever },
    ],
  },
  {
    row: 8,
    faultClass: 'ups_inverter_failure',
    points: (ground) => ofKind(ground, 'ups').filter(({ id }) => (ground.city.feeds.get(id) ?? []).length > 0),
    effects: inverter,
  },
  {
    row: 9,
    faultClass: 'lightning_damage',
    points: (ground) => ofKind(ground, 'switch').filter(({ id }) => (ground.city.carries.get(id) ?? []).length >= 2),
    effects: lightning,
  },
];

/**
 * Transformers with at least two feeders, and feeders with at least two cabinets that are not their transformer's only one: others
 * cannot be told from what hangs on them, or what they hang on.
 */
const areas = (ground: Ground): Part[] => {
  const several = (id: string): boolean => (ground.city.feeds.get(id) ?? []).length >= 2;
  return ofKind(ground, 'transformer', 'feeder').filter(
    ({ id, kind, fedBy }) => several(id) && (kind === 'transformer' || fedBy.every((above) => several(above))),
  );
};

/** Of the cabinets', not the exchange's. An outlet shows when its PDU says so, or when it feeds an ONU, which tells its last word. */
function supplies(ground: Ground): Part[] {
  return ofKind(ground, 'cabinet_supply', 'pdu', 'pdu_outlet').filter(({ cabinet, id, kind }) => {
    const fed = ground.city.feeds.get(id) ?? [];
    return (
      cabinet !== undefined &&
      fed.length > 0 &&
      (kind !== 'pdu_outlet' || ground.measures(id, 'energised') || fed.some((part) => part.kind === 'onu'))
    );
  });
}

/** What no UPS buffers restarts when the voltage sags deeper, as when all cameras switch their infrared light on. */
function brownout({ city, chance }: Ground, { id }: { id: string }, at: number): Effect[] {
  const effects = [impair(id, 'low_output', at)];
  const supplies = [
    ...(id.startsWith('supply-') ? [id] : []),
    ...behindOfKind(city.feeds, id, 'cabinet_supply').map((each) => each.id),
  ];
  const sags = spells(chance, at + chance.between(0, 60), 5, 25).slice(0, 4);
  for (const supply of supplies) {
    if (!chance.happens(0.6)) continue;
    effects.push(...sags.map(({ from, to }) => impair(supply, 'no_output', from, to)));
    const noticed = (sags[1]?.to ?? at) + 45;
    for (const part of behindUnbuffered(city, supply)) {
      // After the voltage is back a device starts for the better part of a minute.
      const start = chance.between(20, 50);
      effects.push(...sags.map(({ to }) => impair(part, 'stopped', to, to + start)));
      effects.push(mark(part, 'keeps_running', noticed));
    }
  }
  return effects;
}

/** Switches and cameras that a supply feeds without a UPS between. */
const behindUnbuffered = (city: Ground['city'], id: string): string[] =>
  (city.feeds.get(id) ?? []).flatMap((part) =>
    part.kind === 'ups'
      ? []
      : part.kind === 'switch' || part.kind === 'camera'
        ? [part.id, ...behindUnbuffered(city, part.id)]
        : behindUnbuffered(city, part.id),
  );

/** Mostly the UPS goes on bypass and says so, and now and then gives up later; sometimes its output is gone at once. */
function inverter({ chance }: Ground, { id }: { id: string }, at: number): Effect[] {
  const bad = mark(id, 'inverter_good', at);
  if (chance.happens(0.15)) return [bad, impair(id, 'no_output', at)];
  return [
    bad,
    impair(id, 'on_bypass', at),
    ...sometimes(chance, 0.3, () => [impair(id, 'no_output', at + chance.between(60, 1200))]),
  ];
}

/** The surge protector gives way, cameras and their ports die with it, sometimes the supply or the switch. */
function lightning(ground: Ground, point: { id: string; cabinet?: string | undefined }, at: number): Effect[] {
  const { city, chance } = ground;
  const here = ofKind(ground, 'ups', 'switch', 'cabinet_supply').filter(({ cabinet }) => cabinet === point.cabinet);
  const hit = (city.carries.get(point.id) ?? []).filter(({ kind }) => kind === 'camera' || kind === 'media_converter');
  const struck = chance.some(hit, Math.max(2, Math.round(hit.length * chance.between(0.4, 0.9))));
  return [
    ...here.map(({ id }) => mark(id, 'surge_protected', at)),
    ...struck.flatMap(({ id }) => [
      impair(id, 'dead', at + chance.between(0, 2)),
      ...sometimes(chance, 0.4, () => [mark(id, 'poe_unfaulted', at), mark(id, 'poe_delivering', at)]),
    ]),
    ...sometimes(chance, 0.2, () =>
      here.filter(({ kind }) => kind === 'cabinet_supply').map(({ id }) => impair(id, 'no_output', at + 0.5)),
    ),
    ...sometimes(chance, 0.15, () => [impair(point.id, 'dead', at + 0.5)]),
  ];
}
