import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { observables, type Observable } from '@roundsman/contract/symptoms.ts';
import type { Graph } from '../topology/graph.ts';
import type { Hypothesis } from './hypotheses.ts';
import { showsIn } from './showsIn.ts';
import type { Sightings } from './sightings.ts';

/** Of the classes that show in a device itself, those that also show in what hangs on it. */
const spreads: ReadonlySet<FaultClassId> = new Set(['congestion']);

const ownSymptoms = new Map<FaultClassId, ReadonlySet<Observable>>(
  Object.entries(showsIn).map(([id, shown]) => [
    id as FaultClassId,
    new Set(observables.filter((observable) => observable in shown)),
  ]),
);

/**
 * Whether a hypothesis can account for anything that is bad, told without working out what it expects: a storm of thousands of
 * silent cameras has a dozen classes at each of them that show in nothing of the kind. True where that is not known so cheaply.
 */
export const mayReach = (graph: Graph, sightings: Sightings, { faultClass, point }: Hypothesis): boolean => {
  const own = ownSymptoms.get(faultClass);
  if (own === undefined || spreads.has(faultClass) || (graph.records[point]?.length ?? 0) > 0) return true;
  return sightings.of(point).some(({ observable, value }) => !value && own.has(observable));
};
