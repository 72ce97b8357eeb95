import { describe, expect, test } from '@jest/globals';
import { chance } from '../chance.ts';
import { city as cityOf, type City } from '../city/city.ts';
import type { Part } from '../city/part.ts';
import { shapes } from '../city/shape.ts';
import { forever, type Effect } from './effect.ts';
import type { Facts } from './facts.ts';
import type { State } from './state.ts';
import { unfold } from './unfold.ts';

const ringed = cityOf(shapes.ringed, chance(7));
const radial = cityOf(shapes.radial, chance(7));
const holding = 600;

/** Every battery holds ten minutes, and every ONU gets its last word out. */
const factsOf = (city: City): Facts => ({
  runtime: new Map(all(city, 'ups').map(({ id }) => [id, holding])),
  gasping: new Set(all(city, 'onu').map(({ id }) => id)),
});
const all = (city: City, kind: Part['kind']): Part[] => [...city.parts.values()].filter((part) => part.kind === kind);
const first = (city: City, kind: Part['kind'], fits: (part: Part) => boolean = () => true): string => {
  const found = all(city, kind).find(fits);
  if (found === undefined) throw new Error(`the city has no such ${kind}`);
  return found.id;
};
const strikes = (
  element: string,
  what: 'no_output' | 'line_open' | 'stopped' | 'dead' | 'on_bypass',
  from = 0,
): Effect => ({
  element,
  what,
  from,
  to: forever,
});
const after = (city: City, seconds: number, ...effects: Effect[]): State => {
  const state = unfold(city, factsOf(city), effects, 86_400)
    .filter(({ from }) => from <= seconds)
    .at(-1)?.state;
  if (state === undefined) throw new Error('a city has a state at any time');
  return state;
};
const cabinetOf = (city: City, id: string): string | undefined => city.parts.get(id)?.cabinet;
/** A UPS of a cabinet that others live on: no sentinel, and not the exchange's. */
const buffers = (city: City, { id, cabinet }: Part): boolean =>
  cabinet !== undefined && (city.feeds.get(id) ?? []).length > 0;
const hasUps = (city: City, { cabinet }: Part): boolean =>
  all(city, 'ups').some((ups) => ups.cabinet === cabinet && buffers(city, ups));
const silent = (city: City, state: State): string[] =>
  all(city, 'camera').flatMap(({ id }) => (state.answers(id) ? [] : [id]));

describe('in a city that goes its way', () => {
  test('all is well without a fault', () => {
    for (const id of radial.parts.keys()) expect(after(radial, 0).answers(id)).toBe(true);
  });

  test('an ONU without a UPS gives its last word when its power goes, and nothing of its cabinet answers', () => {
    const onu = first(radial, 'onu', (part) => !hasUps(radial, part));
    const breaker = first(radial, 'breaker', ({ cabinet }) => cabinet === cabinetOf(radial, onu));
    const state = after(radial, 1, strikes(breaker, 'no_output'));
    expect(state.gasped(onu)).toBe(true);
    expect(state.linked(onu)).toBe(false);
    expect(silent(radial, state)).toEqual(
      all(radial, 'camera').flatMap(({ id, cabinet }) => (cabinet === cabinetOf(radial, onu) ? [id] : [])),
    );
  });

  test('an ONU behind a UPS gives none until the battery is empty', () => {
    const onu = first(radial, 'onu', (part) => hasUps(radial, part));
    const meter = first(radial, 'meter', ({ cabinet }) => cabinet === cabinetOf(radial, onu));
    const outage = strikes(meter, 'no_output', 100);
    expect(after(radial, 100 + holding - 1, outage).gasped(onu)).toBe(false);
    expect(after(radial, 100 + holding - 1, outage).answers(onu)).toBe(true);
    expect(after(radial, 100 + holding, outage).gasped(onu)).toBe(true);
  });

  test('a worn battery is empty long before', () => {
    const ups = first(radial, 'ups', (part) => buffers(radial, part));
    const meter = first(radial, 'meter', ({ cabinet }) => cabinet === cabinetOf(radial, ups));
    const worn: Effect = { element: ups, what: 'worn_battery', share: 0.1, from: 0, to: forever };
    const outage = strikes(meter, 'no_output', 100);
    expect(after(radial, 100 + holding / 10 - 1, worn, outage).output(ups)).toBe('good');
    expect(after(radial, 100 + holding / 10, worn, outage).output(ups)).toBe('none');
  });

  test('a battery bridges nothing while its UPS is on bypass', () => {
    const ups = first(radial, 'ups', (part) => buffers(radial, part));
    const meter = first(radial, 'meter', ({ cabinet }) => cabinet === cabinetOf(radial, ups));
    const state = after(radial, 50, strikes(ups, 'on_bypass'), strikes(meter, 'no_output', 50));
    expect(state.output(ups)).toBe('none');
  });

  test('a drop cut gives no last word, and none comes later over the cut fibre', () => {
    const onu = first(radial, 'onu', (part) => !hasUps(radial, part));
    const meter = first(radial, 'meter', ({ cabinet }) => cabinet === cabinetOf(radial, onu));
    const cut = strikes(onu, 'line_open');
    expect(after(radial, 10, cut).linked(onu)).toBe(false);
    expect(after(radial, 10, cut).gasped(onu)).toBe(false);
    expect(after(radial, 90, cut, strikes(meter, 'no_output', 60)).gasped(onu)).toBe(false);
  });

  test('a PON port is dark only when all of its ONUs are', () => {
    const port = first(radial, 'pon_port');
    const splitters = all(radial, 'splitter').filter(({ uplinks }) => uplinks[0]?.to === port);
    const cuts = splitters.map(({ id }) => strikes(id, 'line_open'));
    expect(after(radial, 10, ...cuts.slice(1)).linked(port)).toBe(true);
    expect(after(radial, 10, ...cuts).linked(port)).toBe(false);
  });

  test('a hung switch keeps its link, a dead one does not; neither lets its cameras answer', () => {
    const networkSwitch = first(radial, 'switch');
    const hung = after(radial, 10, strikes(networkSwitch, 'stopped'));
    const dead = after(radial, 10, strikes(networkSwitch, 'dead'));
    expect([hung.linked(networkSwitch), dead.linked(networkSwitch)]).toEqual([true, false]);
    expect(silent(radial, hung)).not.toEqual([]);
    expect(silent(radial, dead)).toEqual(silent(radial, hung));
  });

  test('a ring loses nothing by one section or one node, a tree all that is behind', () => {
    const ring = first(ringed, 'sdh_node', ({ uplinks }) => uplinks.length === 2);
    const section: Effect = { ...strikes(ring, 'line_open'), what: 'line_open', uplink: 0 };
    expect(silent(ringed, after(ringed, 10, section))).toEqual([]);
    expect(silent(ringed, after(ringed, 10, strikes('agg-1', 'dead'))).filter((id) => behindPon(ringed, id))).toEqual(
      [],
    );
    const above = all(radial, 'olt')[0]?.uplinks[0]?.to ?? '';
    expect(silent(radial, after(radial, 10, strikes(above, 'dead')))).not.toEqual([]);
  });
});

const behindPon = (city: City, camera: string): boolean =>
  all(city, 'onu').some(({ cabinet }) => cabinet === cabinetOf(city, camera));
