import { faultClasses, faultClassIds } from '@roundsman/contract/faultClasses.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import type { ElementKind } from '@roundsman/contract/vocabulary.ts';
import { kindAt } from '../topology/graph.ts';
import type { Graph } from '../topology/graph.ts';
import { why, type Scope } from './scope.ts';

/** "This class of fault struck this element." */
export interface Hypothesis {
  faultClass: FaultClassId;
  /** Position of the element at fault. */
  point: number;
}

/** A person's report is no cause; the undetermined is added for every bad element. */
const strikes = faultClassIds.filter((id) => id !== 'reported_fault' && id !== 'undetermined');
const classesByKind = new Map<ElementKind, FaultClassId[]>();
for (const faultClass of strikes) {
  for (const kind of faultClasses[faultClass].faultPoints) {
    classesByKind.set(kind, [...(classesByKind.get(kind) ?? []), faultClass]);
  }
}

/** What could have struck the element, as far as it is in the scope of what is bad. */
export const classesAt = (graph: Graph, scope: Scope, point: number): FaultClassId[] => {
  const reasons = scope[point] ?? 0;
  if (reasons === 0) return [];
  if ((reasons & why.onTheWay) === 0) {
    // What neither feeds nor connects those that suffer: an ONU disturbs its neighbours, a stroke hits what stands near.
    return (reasons & why.sharesThePon) !== 0 ? ['rogue_onu'] : ['lightning_damage'];
  }
  const answers = (reasons & why.answers) !== 0;
  const known = classesByKind.get(kindAt(graph, point));
  const found = (known ?? []).filter(
    (faultClass) =>
      !(answers && faultClass === 'aggregation_down') &&
      !(faultClass === 'rogue_onu' && (reasons & why.sharesThePon) === 0) &&
      canStrike(graph, faultClass, point),
  );
  // What has no class of its own can fail all the same, and take others along.
  if ((reasons & why.isBad) !== 0 || known === undefined) found.push('undetermined');
  return found;
};

/** Whether the class can strike this very element: one of a kind is built in several ways. */
const canStrike = (graph: Graph, faultClass: FaultClassId, point: number): boolean => {
  switch (faultClass) {
    case 'camera_adapter_failure':
      return (graph.feeders[point]?.length ?? 0) > 0 && !isFedByItsPort(graph, point);
    case 'poe_short':
      return isFedByItsPort(graph, point);
    case 'poe_budget_exceeded':
      return (graph.fed[point]?.length ?? 0) > 0;
    default:
      return true;
  }
};

const isFedByItsPort = (graph: Graph, point: number): boolean =>
  graph.feeders[point]?.some((feeder) => kindAt(graph, feeder) === 'switch') ?? false;
