import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { inventoryFile } from '@roundsman/contract/inventory/schema.ts';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import { pictureObservables } from '@roundsman/contract/symptoms.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';

type Wire = Pick<Element, 'id' | 'kind'> & Partial<Element>;

const both = (text: string): { en: string; zh: string } => ({ en: text, zh: text });
const partyOf = (id: string, role: string) => ({
  id,
  role,
  name: both(id),
  contacts: [
    { id: `${id}-duty`, name: both(`${id} duty`), channels: [{ type: 'email', address: `duty@${id}.example` }] },
  ],
  rota: [{ contact: `${id}-duty` }],
});

/** A roadside cabinet with its path from the feeder and to the splitter, and its cameras; ids end in the cabinet's number. */
export const cabinetOf = (number: string, feeder: string, splitter: string, cameras: number): Wire[] => {
  const cabinet = `cab-${number}`;
  const at = (kind: Element['kind'], name: string, rest: Partial<Element>): Wire => ({
    id: `${name}-${number}`,
    kind,
    cabinet,
    ...rest,
  });
  return [
    at('meter', 'meter', { fedBy: [feeder] }),
    at('breaker', 'breaker', { fedBy: [`meter-${number}`] }),
    at('cabinet_supply', 'supply', { fedBy: [`breaker-${number}`] }),
    at('ups', 'ups', {
      fedBy: [`supply-${number}`],
      uplinks: [{ to: `onu-${number}` }],
      senses: [
        { input: 'main', element: `breaker-${number}` },
        { input: 'bypass', element: `meter-${number}` },
      ],
    }),
    at('onu', 'onu', { fedBy: [`ups-${number}`], uplinks: [{ to: splitter }] }),
    at('switch', 'switch', { fedBy: [`ups-${number}`], uplinks: [{ to: `onu-${number}`, port: 'eth1' }] }),
    ...Array.from({ length: cameras }, (_, index) =>
      at('camera', `camera-${index + 1}`, {
        fedBy: [`ups-${number}`],
        uplinks: [{ to: `switch-${number}`, port: `ge${index + 1}` }],
      }),
    ),
  ];
};

/** Parties, responsibilities, one district and a site per cabinet, around the elements. */
export const inventoryOf = (elements: readonly Wire[]): Inventory => {
  const cabinets = [...new Set(elements.flatMap((element) => element.cabinet ?? []))];
  return inventoryFile.omit({ version: true }).parse({
    parties: [
      partyOf('keepers', 'maintenance_unit'),
      partyOf('builders', 'integrator'),
      partyOf('telco', 'carrier'),
      partyOf('grid', 'power_company'),
      partyOf('police', 'operator'),
    ],
    responsibilities: [
      { kinds: ['transformer', 'feeder', 'meter'], party: 'grid' },
      { kinds: ['olt', 'pon_port', 'splitter', 'sdh_node'], party: 'telco' },
      { kinds: ['core', 'aggregation'], party: 'police' },
      {
        kinds: [
          'breaker',
          'cabinet_supply',
          'ups',
          'pdu',
          'pdu_outlet',
          'onu',
          'switch',
          'media_converter',
          'camera',
          'recorder',
        ],
        party: 'keepers',
      },
    ],
    districts: [{ id: 'east', name: both('East') }],
    sites: cabinets.map((id, index) => ({
      id: `site-${id}`,
      name: both(`Site ${id}`),
      district: 'east',
      location: { latitude: 30 + index / 1000, longitude: 120 },
    })),
    cabinets: cabinets.map((id) => ({ id, site: `site-${id}` })),
    elements,
  });
};

/**
 * Five cabinets with three cameras each. Power: transformer-1 → feeder-1 (cabinets 1, 2, 3) and feeder-2 (4, 5).
 * Transmission: core-1 → agg-1 → olt-1 → pon-1 → splitter-1 (1, 2) and splitter-2 (3, 4); olt-1 → pon-2 → splitter-3 (5).
 */
export const city = (): Inventory =>
  inventoryOf([
    { id: 'transformer-1', kind: 'transformer' },
    { id: 'feeder-1', kind: 'feeder', fedBy: ['transformer-1'] },
    { id: 'feeder-2', kind: 'feeder', fedBy: ['transformer-1'] },
    { id: 'core-1', kind: 'core' },
    { id: 'agg-1', kind: 'aggregation', uplinks: [{ to: 'core-1', port: 'xe1' }] },
    { id: 'olt-1', kind: 'olt', uplinks: [{ to: 'agg-1', port: 'xe1' }] },
    { id: 'pon-1', kind: 'pon_port', uplinks: [{ to: 'olt-1', port: '0/1' }] },
    { id: 'pon-2', kind: 'pon_port', uplinks: [{ to: 'olt-1', port: '0/2' }] },
    { id: 'splitter-1', kind: 'splitter', uplinks: [{ to: 'pon-1' }] },
    { id: 'splitter-2', kind: 'splitter', uplinks: [{ to: 'pon-1' }] },
    { id: 'splitter-3', kind: 'splitter', uplinks: [{ to: 'pon-2' }] },
    ...cabinetOf('1', 'feeder-1', 'splitter-1', 3),
    ...cabinetOf('2', 'feeder-1', 'splitter-1', 3),
    ...cabinetOf('3', 'feeder-1', 'splitter-2', 3),
    ...cabinetOf('4', 'feeder-2', 'splitter-2', 3),
    ...cabinetOf('5', 'feeder-2', 'splitter-3', 3),
  ]);

/** The moment of the fault in the tests. */
export const onset = Date.parse('2026-05-04T03:00:00.000Z');
/** An instant so many seconds after the fault. */
export const after = (seconds: number): string => new Date(onset + seconds * 1000).toISOString();

const ofCamera = [
  'reachable',
  'authorised',
  'media_flowing',
  'packets_whole',
  'profile_kept',
  ...pictureObservables,
  'clock_right',
  'identity_right',
] as const satisfies readonly Observable[];

/** What is measured of an element when everything is well. */
export const measuredOf = (inventory: Inventory): (readonly [element: string, observable: Observable])[] =>
  inventory.elements.flatMap((element): [string, Observable][] => {
    const measured: [string, Observable][] = element.senses.map((sense) => [sense.element, 'energised']);
    if (element.uplinks.some((uplink) => uplink.port !== undefined)) measured.push([element.id, 'link_up']);
    switch (element.kind) {
      case 'ups':
        return [...measured, [element.id, 'mains_present'], [element.id, 'reachable']];
      case 'camera':
        return [...measured, ...ofCamera.map((observable): [string, Observable] => [element.id, observable])];
      case 'recorder':
        return [...measured, [element.id, 'reachable'], [element.id, 'disks_good'], [element.id, 'clock_right']];
      case 'core':
      case 'aggregation':
      case 'olt':
      case 'onu':
      case 'switch':
        return [...measured, [element.id, 'reachable']];
      default:
        return measured;
    }
  });

interface Scene {
  /** `element.observable`, or a pattern of it: alerts that fire, with their start in seconds after the fault. */
  bad: readonly (readonly [pattern: RegExp, startsAt: number])[];
  /** What cannot be read any more: last seen good this many seconds after the fault (before it: negative). */
  lastGood?: readonly (readonly [pattern: RegExp, at: number])[];
  /** What nothing is known of. */
  absent?: RegExp;
  /** When it is looked at, and when the rest was read, in seconds after the fault. */
  at?: number;
  readAt?: number;
}

/** All measurements of the inventory as good readings, but for what the scene says. */
export const evidenceOf = (inventory: Inventory, scene: Scene): Evidence => {
  const { bad, lastGood = [], absent, at = 60, readAt = at - 5 } = scene;
  const observations = measuredOf(inventory).flatMap(([element, observable]): Observation[] => {
    const name = `${element}.${observable}`;
    const alert = bad.find(([pattern]) => pattern.test(name));
    if (alert !== undefined) return [{ element, observable, value: false, at: after(alert[1]), from: 'alert' }];
    if (absent?.test(name) === true) return [];
    const last = lastGood.find(([pattern]) => pattern.test(name));
    return [{ element, observable, value: true, at: after(last?.[1] ?? readAt), from: 'metric' }];
  });
  return { at: after(at), observations };
};
