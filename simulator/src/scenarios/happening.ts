import type { Chance } from './chance.ts';
import type { City } from './city/city.ts';
import type { Part } from './city/part.ts';
import type { Strike } from './faults/strike.ts';
import { strikeOf } from './faults/strikes.ts';
import type { Effect } from './physics/effect.ts';
import type { Measured } from './watch/measured.ts';

/** A fault of a scenario: what it is, where, from when on, and all that it does. */
export interface Happening {
  strike: Strike;
  point: Part;
  at: number;
  effects: readonly Effect[];
}

/**
 * Faults of these rows, from seconds to an hour after one another, at points of their own. A kind of element is as likely as
 * another that its class can strike. Undefined where the city has no point for one of them.
 */
export function happenings(
  rows: readonly number[],
  city: City,
  measured: readonly Measured[],
  chance: Chance,
): Happening[] | undefined {
  const known = new Set(measured.map(({ element, observable }) => `${element} ${observable}`));
  const ground = {
    city,
    chance,
    measures: (element: string, observable: string) => known.has(`${element} ${observable}`),
  };
  const found: Happening[] = [];
  let at = chance.between(0, 60);
  for (const row of rows) {
    const strike = strikeOf(row);
    const points = strike.points(ground).filter(({ id }) => found.every(({ point }) => point.id !== id));
    if (points.length === 0) return undefined;
    const kind = chance.pick([...new Set(points.map((point) => point.kind))]);
    const point = chance.pick(points.filter((each) => each.kind === kind));
    found.push({ strike, point, at, effects: strike.effects(ground, point, at) });
    at += 5 * 720 ** chance.next();
  }
  return found;
}
