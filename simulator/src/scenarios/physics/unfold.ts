import type { City } from '../city/city.ts';
import type { Effect } from './effect.ts';
import type { Facts } from './facts.ts';
import { stateAt, type State } from './state.ts';

/** From `from` to the next segment nothing changes. Seconds after the scenario's zero. */
export interface Segment {
  from: number;
  state: State;
}

/** What the effects make of the city, moment by moment, until `end`: batteries run down, ONUs tell that their power goes. */
export function unfold(city: City, facts: Facts, effects: readonly Effect[], end: number): Segment[] {
  const pending = new Set(effects.flatMap(({ from, to }) => [from, to]).filter((time) => time < end));
  const upses = [...city.parts.values()].filter(({ kind }) => kind === 'ups').map(({ id }) => id);
  const onus = [...city.parts.values()].filter(({ kind }) => kind === 'onu').map(({ id }) => id);
  /** When the battery of a UPS that has lost its input is empty. */
  const emptyAt = new Map<string, number>();
  const segments: Segment[] = [
    {
      from: Number.NEGATIVE_INFINITY,
      state: stateAt({ city, effects: new Map(), charged: new Set(upses), gasped: new Set() }),
    },
  ];
  let gasped = new Set<string>();
  while (pending.size > 0) {
    const time = Math.min(...pending);
    pending.delete(time);
    const active = inForce(effects, time);
    const before = segments[segments.length - 1]?.state;
    const chargedAt = (): Set<string> => new Set(upses.filter((id) => time < (emptyAt.get(id) ?? Infinity)));
    const assumed = stateAt({ city, effects: active, charged: chargedAt(), gasped });
    for (const id of upses) {
      if (assumed.input(id) !== 'none') emptyAt.delete(id);
      else if (!emptyAt.has(id)) {
        const empty = time + (facts.runtime.get(id) ?? 0) * shareLeft(active.get(id));
        emptyAt.set(id, empty);
        if (empty > time && empty < end) pending.add(empty);
      }
    }
    const now = stateAt({ city, effects: active, charged: chargedAt(), gasped });
    gasped = new Set(gasped);
    for (const id of onus) {
      if (now.linked(id)) gasped.delete(id);
      else if (
        before?.linked(id) === true &&
        losesPower(now, active, id) &&
        facts.gasping.has(id) &&
        fibreHolds(city, active, id)
      )
        gasped.add(id);
    }
    segments.push({ from: time, state: stateAt({ city, effects: active, charged: chargedAt(), gasped }) });
  }
  return segments;
}

const inForce = (effects: readonly Effect[], time: number): Map<string, Effect[]> => {
  const active = new Map<string, Effect[]>();
  for (const effect of effects) {
    if (effect.from > time || effect.to <= time) continue;
    const list = active.get(effect.element);
    if (list === undefined) active.set(effect.element, [effect]);
    else list.push(effect);
  }
  return active;
};

const shareLeft = (effects: readonly Effect[] = []): number =>
  effects.reduce((share, effect) => (effect.what === 'worn_battery' ? share * effect.share : share), 1);

const losesPower = (state: State, active: ReadonlyMap<string, readonly Effect[]>, id: string): boolean =>
  state.input(id) === 'none' || (active.get(id)?.some(({ what }) => what === 'unpowered') ?? false);

/** A last word needs the way that it takes. */
const fibreHolds = (city: City, active: ReadonlyMap<string, readonly Effect[]>, onu: string): boolean => {
  for (let id: string | undefined = onu; id !== undefined; id = city.parts.get(id)?.uplinks[0]?.to) {
    const stops = active.get(id)?.some(({ what }) => what === 'line_open' || what === 'dark' || what === 'dead');
    if (stops === true) return false;
    if (city.parts.get(id)?.kind === 'olt') return true;
  }
  return false;
};
