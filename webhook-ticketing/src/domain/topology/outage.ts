import { closure, fallen } from './graph.ts';
import type { Graph } from './graph.ts';

/** What happens when an element loses its voltage; positions in the graph. */
export interface PowerOutage {
  /** Without voltage at once, the start first; a UPS is in it (its input is dead) although what hangs on it may live on. */
  readonly dead: readonly number[];
  /** Powered, but without a way to the core, because what is on the way is dead. */
  readonly cutOff: readonly number[];
  /** The UPSes of `dead`: each decides by its battery what else goes. */
  readonly onBattery: readonly number[];
}

/** What a device takes along when it goes dark or mute: what it feeds and what reaches the core only through it. */
export interface DeviceLoss {
  /** The element and what is left without voltage. */
  readonly dead: readonly number[];
  readonly cutOff: readonly number[];
}

/** Computes once per element, when first asked. */
export interface Outages {
  /** The element carries no voltage any more; UPSes below hold for a while. */
  power(position: number): PowerOutage;
  /** The element gives nothing to what it feeds (an empty UPS), nor passes anything on. */
  output(position: number): DeviceLoss;
  /** No way to the core through the element: itself and what has no other way. */
  transmission(position: number): readonly number[];
  /** The same, to ask of one. */
  cutOffBy(position: number): ReadonlySet<number>;
  /** What has a way through the element, itself first, whether or not it has another. */
  through(position: number): readonly number[];
}

const remembered = <T>(compute: (position: number) => T): ((position: number) => T) => {
  const known = new Map<number, T>();
  return (position) => {
    const before = known.get(position);
    if (before !== undefined) return before;
    const fresh = compute(position);
    known.set(position, fresh);
    return fresh;
  };
};

export const outagesOf = (graph: Graph): Outages => {
  const isUps = (position: number): boolean => graph.elements[position]?.kind === 'ups';
  const withoutWay = (dead: readonly number[]): number[] => {
    const darkened = new Set(dead);
    return fallen(dead, graph.uplinks, graph.downlinks).filter((position) => !darkened.has(position));
  };
  const transmission = remembered((position) => fallen([position], graph.uplinks, graph.downlinks));
  return {
    power: remembered((position) => {
      const dead = fallen([position], graph.feeders, graph.fed, isUps);
      const onBattery = dead.filter(isUps);
      return { dead, cutOff: withoutWay(dead.filter((each) => !isUps(each))), onBattery };
    }),
    output: remembered((position) => {
      const dead = fallen([position], graph.feeders, graph.fed, (each) => each !== position && isUps(each));
      return { dead, cutOff: withoutWay(dead) };
    }),
    transmission,
    cutOffBy: remembered((position) => new Set(transmission(position))),
    through: remembered((position) => closure(position, graph.downlinks)),
  };
};

/** Everything that power or signal reaches through an element, whether or not it has another way; the element first. */
export const reachedThrough = (graph: Graph, position: number): number[] => {
  const found = new Set<number>();
  const powered = closure(position, graph.fed);
  for (const each of powered) {
    for (const reached of closure(each, graph.downlinks)) found.add(reached);
  }
  return [...found];
};
