import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { Element, Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import type { Chance } from './diagnosisRandom.ts';
import type { Fault } from './diagnosisScenario.ts';

/** What is struck: class by class, so that rare classes are seen as often as frequent ones. */
const strikes: readonly (readonly [FaultClassId, ElementKind])[] = [
  ['area_mains_outage', 'transformer'],
  ['area_mains_outage', 'feeder'],
  ['service_drop', 'meter'],
  ['breaker_trip', 'breaker'],
  ['cabinet_supply_failure', 'cabinet_supply'],
  ['feeder_fibre_cut', 'pon_port'],
  ['drop_fibre_cut', 'splitter'],
  ['drop_fibre_cut', 'onu'],
  ['onu_failure', 'onu'],
  ['aggregation_down', 'olt'],
  ['aggregation_down', 'aggregation'],
  ['switch_hang', 'switch'],
  ['switch_dead', 'switch'],
  ['camera_hang', 'camera'],
  ['camera_cable_open', 'camera'],
  ['camera_dead', 'camera'],
  ['credentials_changed', 'camera'],
  ['stream_abnormal', 'camera'],
  ['congestion', 'switch'],
  ['congestion', 'camera'],
  ['camera_misconfigured', 'camera'],
  ['picture_lost', 'camera'],
  ['lens_dirty', 'camera'],
  ['view_occluded', 'camera'],
  ['view_moved', 'camera'],
  ['infrared_failure', 'camera'],
  ['clock_wrong', 'camera'],
];

/** Kinds of which only those with at least two parts of their own count: else they cannot be told from their only part. */
const needTwo: ReadonlySet<ElementKind> = new Set(['pon_port', 'splitter', 'olt', 'aggregation']);

/** The fault of the n-th scenario; undefined where the city has no such point. */
export const randomFault = (inventory: Inventory, random: Chance, number: number, at = 0): Fault | undefined => {
  const [faultClass, kind] = strikes[number % strikes.length] ?? ['camera_hang', 'camera'];
  const inUse = usedParts(inventory);
  const points = inventory.elements.filter(
    (element) => element.kind === kind && (!needTwo.has(kind) || (inUse.get(element.id)?.size ?? 0) >= 2),
  );
  return points.length === 0 ? undefined : { faultClass, faultPoint: random.pick(points).id, at };
};

/** Per element the parts of it, one step down, behind which there is an ONU. */
const usedParts = (inventory: Inventory): Map<string, Set<string>> => {
  const elements = new Map(inventory.elements.map((element) => [element.id, element]));
  const parts = new Map<string, Set<string>>();
  for (const onu of inventory.elements.filter((element) => element.kind === 'onu')) {
    let part: Element | undefined = onu;
    while (part !== undefined) {
      const above: Element | undefined = elements.get(part.uplinks[0]?.to ?? '');
      if (above !== undefined) parts.set(above.id, (parts.get(above.id) ?? new Set()).add(part.id));
      part = above;
    }
  }
  return parts;
};
