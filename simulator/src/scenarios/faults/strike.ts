import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Chance } from '../chance.ts';
import type { City } from '../city/city.ts';
import type { Part } from '../city/part.ts';
import { forever, type Disorder, type Effect } from '../physics/effect.ts';

/** Where faults strike, and the chance by which they differ. */
export interface Ground {
  city: City;
  chance: Chance;
  /** Whether anybody measures this of the element. */
  measures: (element: string, observable: Observable) => boolean;
}

/** A row of the taxonomy as it happens. */
export interface Strike {
  row: number;
  faultClass: FaultClassId;
  /** Where it can strike. */
  points: (ground: Ground) => Part[];
  /** What it does from `at` on, with the natural variation of its kind. */
  effects: (ground: Ground, point: Part, at: number) => Effect[];
}

export const ofKind = ({ city }: Ground, ...kinds: ElementKind[]): Part[] =>
  [...city.parts.values()].filter(({ kind }) => kinds.includes(kind));

/** Cameras whose own port somebody sees: behind a converter one without power or cable looks as if it hung. */
export const onSwitch = (ground: Ground): Part[] =>
  ofKind(ground, 'camera').filter(({ uplinks }) => uplinks[0]?.to.startsWith('switch-') === true);

export const impair = (element: string, what: Disorder, from: number, to = forever): Effect => ({
  element,
  what,
  from,
  to,
});
export const mark = (
  element: string,
  observable: Observable,
  from: number,
  rest: { to?: number; fault?: PictureFault } = {},
): Effect => ({ element, what: 'mark', observable, from, to: forever, ...rest });

/** The effects when chance wants it, else none. */
export const sometimes = (chance: Chance, probability: number, effects: () => Effect[]): Effect[] =>
  chance.happens(probability) ? effects() : [];

/** All that hangs on an element, directly or not, for data or for power; without itself. */
export function behind(on: City['carries'], id: string): Part[] {
  const found = new Map<string, Part>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const part of on.get(next) ?? []) {
      if (found.has(part.id)) continue;
      found.set(part.id, part);
      open.push(part.id);
    }
  }
  return [...found.values()];
}
export const behindOfKind = (on: City['carries'], id: string, kind: ElementKind): Part[] =>
  behind(on, id).filter((part) => part.kind === kind);

/** Short spells, dense in the first quarter of an hour and rarer later. */
export function spells(chance: Chance, at: number, shortest: number, longest: number): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = at;
  for (let left = chance.whole(5, 8); left > 0; left -= 1) {
    const to = from + chance.between(shortest, longest);
    found.push({ from, to });
    from = to + (left > 3 ? chance.between(30, 150) : chance.between(300, 1800));
  }
  return found;
}

/** Losing link and getting it back: the spells, and after the second of them that it is noticed to be unsteady. */
export const flapping = (
  chance: Chance,
  elements: readonly string[],
  at: number,
  what: Disorder = 'line_open',
): Effect[] => {
  const times = spells(chance, at, 4, 40);
  const noticed = times[1]?.from ?? at;
  return elements.flatMap((element) => [
    ...times.map(({ from, to }) => impair(element, what, from, to)),
    mark(element, 'connection_steady', noticed),
  ]);
};
