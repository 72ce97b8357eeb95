import type { Chance } from '../chance.ts';
import { both, type InventoryFile, type Part, type Parts } from './part.ts';
import { districts, people } from './people.ts';
import { roadside } from './roadside.ts';
import type { Shape } from './shape.ts';
import { trunk } from './trunk.ts';

/** A city as it really is. */
export interface City {
  /** All of its inventory but the elements. */
  around: Omit<InventoryFile, 'elements'>;
  parts: Parts;
  /** What hangs directly on an element for power, and for data. */
  feeds: ReadonlyMap<string, readonly Part[]>;
  carries: ReadonlyMap<string, readonly Part[]>;
}

/** @throws Error when the generator itself builds on what is not there. */
export const partOf = (parts: Parts, id: string): Part => {
  const part = parts.get(id);
  if (part === undefined) throw new Error(`no element "${id}" in the city`);
  return part;
};

/** A random city: cabinets dealt out at random to feeders and to PON ports, so that areas of power and of transmission cross. */
export function city(shape: Shape, chance: Chance): City {
  const { parts: trunkParts, ways } = trunk(shape, chance);
  const dealt = chance.shuffle(ways);
  const feeders = street(dealt.length, shape, chance);
  const roadsides = dealt.map((way, index) => roadside(index + 1, feeders.ofCabinet[index] ?? '', way, shape, chance));
  const cameras = roadsides.flat().filter(({ kind }) => kind === 'camera');
  const recorders = trunkParts.filter(({ kind }) => kind === 'recorder').length;
  const elements = [...feeders.parts, ...trunkParts, ...roadsides.flat()].map((part) =>
    part.kind === 'recorder' ? recording(part, cameras, recorders) : part,
  );
  const parts = new Map(elements.map((part) => [part.id, part]));
  return {
    around: { version: 1, ...people(chance), ...places(dealt.length, chance) },
    parts,
    feeds: hanging(elements, (part) => part.fedBy),
    carries: hanging(elements, (part) => part.uplinks.map(({ to }) => to)),
  };
}

const hanging = (parts: readonly Part[], on: (part: Part) => readonly string[]): Map<string, Part[]> => {
  const found = new Map<string, Part[]>();
  for (const part of parts) {
    for (const id of on(part)) {
      const list = found.get(id);
      if (list === undefined) found.set(id, [part]);
      else list.push(part);
    }
  }
  return found;
};

/** Transformers and feeders, and the feeder of each cabinet. The last feeder takes who would stand alone. */
function street(cabinets: number, shape: Shape, chance: Chance): { parts: Part[]; ofCabinet: string[] } {
  const parts: Part[] = [];
  const ofCabinet: string[] = [];
  let transformer = 0;
  let room = 0;
  for (let feeder = 1; ofCabinet.length < cabinets; feeder += 1) {
    if (room === 0) {
      transformer += 1;
      room = chance.whole(...shape.feedersPerTransformer);
      parts.push({ id: `transformer-${transformer}`, kind: 'transformer', fedBy: [], uplinks: [] });
    }
    room -= 1;
    parts.push({ id: `feeder-${feeder}`, kind: 'feeder', fedBy: [`transformer-${transformer}`], uplinks: [] });
    const left = cabinets - ofCabinet.length;
    const wanted = Math.min(left, chance.whole(...shape.cabinetsPerFeeder));
    for (let here = left - wanted === 1 ? left : wanted; here > 0; here -= 1) ofCabinet.push(`feeder-${feeder}`);
  }
  return { parts, ofCabinet };
}

/** A site for each cabinet, but the first two share one and its pole; and the exchange. */
function places(cabinets: number, chance: Chance): Pick<InventoryFile, 'districts' | 'sites' | 'cabinets'> {
  const numbers = Array.from({ length: cabinets }, (_, index) => index + 1);
  const siteOf = (number: number): string => `site-${number === 2 ? 1 : number}`;
  const site = (id: string, index: number): NonNullable<InventoryFile['sites']>[number] => ({
    id,
    name: both(id),
    district: districts[index % 2 === 0 ? 0 : 1],
    location: { latitude: 30 + Math.floor(index / 4) / 200, longitude: 120 + (index % 4) / 200 },
    ...(chance.happens(0.2) && { importance: 'important' }),
  });
  return {
    districts: districts.map((id) => ({ id, name: both(id) })),
    sites: [
      site('exchange', 0),
      ...numbers.filter((number) => number !== 2).map((number) => site(siteOf(number), number)),
    ],
    cabinets: numbers.map((number) => ({
      id: `cab-${number}`,
      site: siteOf(number),
      pole: `P-${number === 2 ? 1 : number}`,
    })),
  };
}

/** Recorders share the cameras out among themselves. */
const recording = (recorder: Part, cameras: readonly Part[], recorders: number): Part => {
  const which = Number(recorder.id.split('-')[1]) - 1;
  const own = cameras.filter((_, index) => index % recorders === which);
  return {
    ...recorder,
    recording: {
      retentionDays: 30,
      channels: own.map(({ id }, index) => ({ channel: `D${index + 1}`, element: id })),
    },
  };
};
