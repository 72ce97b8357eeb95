import type { Observable } from '@roundsman/contract/symptoms.ts';
import { partOf, type City } from '../city/city.ts';
import type { Part } from '../city/part.ts';
import type { Disorder, Effect, Mark } from './effect.ts';

export type Voltage = 'none' | 'low' | 'good';

/** A city at a moment. */
export interface State {
  /** Voltage at what feeds the element, and behind it. */
  input: (id: string) => Voltage;
  output: (id: string) => Voltage;
  /** Signals get from the element to the core and back. */
  answers: (id: string) => boolean;
  /** The port towards the element, one step nearer to the core, has link. */
  linked: (id: string) => boolean;
  /** Packets get lost between the element and the core. */
  loses: (id: string) => boolean;
  /** The last word of the ONU was that its power goes. */
  gasped: (id: string) => boolean;
  mark: (id: string, observable: Observable) => Mark | undefined;
}

export interface Moment {
  city: City;
  /** What is in force, by element. */
  effects: ReadonlyMap<string, readonly Effect[]>;
  /** UPSs whose battery still gives voltage. */
  charged: ReadonlySet<string>;
  gasped: ReadonlySet<string>;
}

const remembered = <T>(of: (id: string) => T): ((id: string) => T) => {
  const known = new Map<string, T>();
  return (id) => {
    const found = known.get(id);
    if (found !== undefined) return found;
    const value = of(id);
    known.set(id, value);
    return value;
  };
};

/** Kinds that need no power: light passes them. */
const passive: ReadonlySet<Part['kind']> = new Set(['splitter', 'pon_port']);

/** Follows power and signals through the city as they are under the effects in force. */
export function stateAt({ city, effects, charged, gasped }: Moment): State {
  const ails = (id: string, what: Disorder): boolean =>
    effects.get(id)?.some((effect) => effect.what === what) ?? false;
  const open = (id: string, uplink: number): boolean =>
    effects
      .get(id)
      ?.some((effect) => effect.what === 'line_open' && (effect.uplink === undefined || effect.uplink === uplink)) ??
    false;

  const input = remembered((id: string): Voltage => {
    const { fedBy } = partOf(city.parts, id);
    if (fedBy.length === 0) return 'good';
    const all = fedBy.map((feed) => output(feed));
    return all.includes('good') ? 'good' : all.includes('low') ? 'low' : 'none';
  });
  const output = remembered((id: string): Voltage => {
    if (ails(id, 'no_output') || ails(id, 'dead')) return 'none';
    const fed = input(id);
    const { kind } = partOf(city.parts, id);
    if (kind === 'ups' && !ails(id, 'on_bypass')) return fed !== 'none' || charged.has(id) ? 'good' : 'none';
    return fed === 'good' && ails(id, 'low_output') ? 'low' : fed;
  });
  const powered = (id: string): boolean =>
    (input(id) !== 'none' || (charged.has(id) && !ails(id, 'on_bypass'))) &&
    !ails(id, 'unpowered') &&
    !ails(id, 'no_output');
  const works = (part: Part): boolean =>
    passive.has(part.kind)
      ? !ails(part.id, 'dark')
      : powered(part.id) && !ails(part.id, 'dead') && !ails(part.id, 'stopped');
  /** Which uplink signals take: the first that leads to the core. */
  const way = (part: Part): number => part.uplinks.findIndex(({ to }, uplink) => !open(part.id, uplink) && answers(to));
  const answers = remembered((id: string): boolean => {
    const part = partOf(city.parts, id);
    return works(part) && (part.uplinks.length === 0 || way(part) >= 0);
  });

  /** Light gets from the OLT to the ONU and back. */
  const registered = (part: Part): boolean => {
    if (!powered(part.id) || ails(part.id, 'dead') || ails(part.id, 'line_open')) return false;
    for (let above = part.uplinks[0]; above !== undefined;) {
      const next = partOf(city.parts, above.to);
      if (next.kind === 'olt') return works(next);
      if (ails(next.id, 'line_open') || ails(next.id, 'dark')) return false;
      above = next.uplinks[0];
    }
    return false;
  };
  const linked = remembered((id: string): boolean => {
    const part = partOf(city.parts, id);
    if (part.kind === 'onu') return registered(part);
    if (passive.has(part.kind)) return (city.carries.get(id) ?? []).some((below) => linked(below.id));
    return powered(id) && !ails(id, 'dead') && !open(id, 0);
  });
  const loses = remembered((id: string): boolean => {
    if (ails(id, 'lossy')) return true;
    const part = partOf(city.parts, id);
    const above = part.uplinks[way(part)];
    return above !== undefined && loses(above.to);
  });
  return {
    input,
    output,
    answers,
    linked,
    loses,
    gasped: (id) => gasped.has(id),
    mark: (id, observable) =>
      effects.get(id)?.find((effect): effect is Mark => effect.what === 'mark' && effect.observable === observable),
  };
}
