import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { Topology } from '../topology.ts';
import { explain } from './explanation.ts';
import { sightingsOf } from './sightings.ts';
import { verdictOf } from './verdict.ts';

/**
 * The causes behind what is bad in the evidence, the best founded first; one diagnosis per cause. Empty when nothing is bad.
 * Every bad observation is put down to exactly one of them. Pure: same topology and evidence, same answer, whatever the order of
 * the observations. Observations of elements that the topology does not know are left out.
 */
export const diagnose = (topology: Topology, evidence: Evidence): Diagnosis[] => {
  const sightings = sightingsOf(topology.graph, evidence);
  return explain(topology, sightings).map((explanation) => verdictOf(topology, sightings, explanation));
};
