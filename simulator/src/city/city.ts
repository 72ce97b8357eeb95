import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import { defaultPorts, maxSites, webPort, type Ports } from './addresses.ts';
import { fibre } from './fibre.ts';
import { parties } from './parties.ts';
import { places, sitesPerFeeder } from './places.ts';
import { streetPower } from './power.ts';
import { random, type Random } from './random.ts';
import { roadside } from './roadside.ts';

/** Cameras of the sites of one feeder: 2 to 6 each, never fewer than 12 together. */
const cameraCounts = [
  [4, 4, 4],
  [5, 4, 3],
  [6, 4, 2],
  [6, 3, 3],
  [5, 5, 3],
  [6, 5, 2],
] as const;

export interface CityPlan {
  /** Roadside sites. The exchange, where the OLTs stand, is one more. */
  sites: number;
  seed?: number;
  ports?: Ports;
}

/** A city's inventory by the part of it that one file holds; together they are the inventory. */
export interface CityParts {
  parties: Pick<Inventory, 'parties' | 'responsibilities'>;
  sites: Pick<Inventory, 'districts' | 'sites' | 'cabinets'>;
  power: { elements: Element[] };
  transmission: { elements: Element[] };
  cameras: { elements: Element[] };
}

/**
 * A city of roadside cabinets, the same for the same plan: transformer → feeder (3 sites) → meter → breaker → supply → UPS →
 * ONU and switch → cameras (PoE); core → aggregation → OLT → PON port → splitter → ONU → switch → cameras.
 * @throws RangeError for a number of sites that has no addresses in 127.0.0.0/8.
 */
export function cityParts({ sites: count, seed = 1, ports = defaultPorts }: CityPlan): CityParts {
  if (!Number.isInteger(count) || count < 1 || count > maxSites) {
    throw new RangeError(`sites: expected a whole number from 1 to ${maxSites}, got ${count}`);
  }
  const dice = random(seed);
  const { districts, sites } = places(count, dice);
  const transmission = fibre(sites, ports, dice);
  const cabinets = sites
    .map(camerasPerSite(dice))
    .map(({ site, index, cameras }) => roadside(site, index, cameras, ports, dice));
  const seen = cabinets.flatMap(({ cameras }) => cameras).slice(0, recorderChannels);
  const recording = (element: Element): Element =>
    element.kind === 'recorder' ? recorderOf(element, seen, ports) : element;
  return {
    parties: parties(districts),
    sites: {
      districts,
      sites: [...sites, ...transmission.exchanges],
      cabinets: cabinets.map(({ cabinet }) => cabinet),
    },
    power: { elements: [...streetPower(count), ...cabinets.flatMap(({ power }) => power)] },
    transmission: {
      elements: [
        ...transmission.elements.map((each) => recording(each)),
        ...cabinets.flatMap(({ transmission: devices }) => devices),
      ],
    },
    cameras: { elements: cabinets.flatMap(({ cameras }) => cameras) },
  };
}

/** As many as a recorder takes. */
const recorderChannels = 64;

/** A recorder that keeps these cameras for thirty days. */
const recorderOf = (recorder: Element, cameras: readonly Element[], ports: Ports): Element => ({
  ...recorder,
  modules: [...recorder.modules, 'onvif', 'onvif_recording'],
  loginCredentials: 'camera-default',
  onvif: { scheme: 'http', port: webPort(ports), path: '/onvif/device_service' },
  recording: {
    retentionDays: 30,
    channels: cameras.map(({ id }, index) => ({ channel: `D${index + 1}`, element: id })),
    http: { scheme: 'http', port: webPort(ports), path: '/recorder' },
  },
});

function camerasPerSite(dice: Random) {
  let ofFeeder: readonly number[] = [];
  return <S>(site: S, index: number): { site: S; index: number; cameras: number } => {
    if (index % sitesPerFeeder === 0) ofFeeder = dice.shuffle(dice.pick<readonly number[]>(cameraCounts));
    return { site, index, cameras: ofFeeder[index % sitesPerFeeder] ?? 4 };
  };
}

/** The whole inventory of a city. */
export function city(plan: CityPlan): Inventory {
  const { parties: people, sites, power, transmission, cameras } = cityParts(plan);
  return {
    ...people,
    ...sites,
    elements: [...power.elements, ...transmission.elements, ...cameras.elements],
  };
}
