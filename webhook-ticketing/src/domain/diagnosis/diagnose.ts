import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import { explain } from './explanation.ts';
import { sightingsOf } from './sightings.ts';
import { verdictOf } from './verdict.ts';
import { withDoubts } from './wrongEdges.ts';

/**
 * The causes behind what is bad in the evidence, the best founded first; one diagnosis per cause. Empty when nothing is bad.
 * Every bad observation is put down to exactly one of them. Pure: same topology and evidence, same answer, whatever the order of
 * the observations. Observations of elements that the topology does not know are left out. Goes by the built-in priors unless
 * learnt ones are given; the verdict then says which.
 */
export const diagnose = (topology: Topology, evidence: Evidence, priors: LearnedPriors | null = null): Diagnosis[] => {
  const sightings = sightingsOf(topology.graph, evidence);
  const version = priors ? { priors: priors.version } : {};
  return withDoubts(topology, explain(topology, sightings, priors?.perYear)).map((explanation) => ({
    ...verdictOf(topology, sightings, explanation),
    ...version,
  }));
};
