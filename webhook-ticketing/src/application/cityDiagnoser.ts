import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import { Diagnoser } from '../domain/diagnosis/diagnose.ts';
import type { Topology } from '../domain/topology.ts';

const diagnosers = new WeakMap<Topology, { priors: number | null; diagnoser: Diagnoser }>();

/**
 * The diagnoser of a city, which remembers its last diagnosis: the next webhook of a storm of thousands of alerts brings a few. A
 * reloaded inventory has a new one, and the old is forgotten with its topology; so have other priors.
 */
export function diagnoserOf(topology: Topology, priors: LearnedPriors | null): Diagnoser {
  const version = priors?.version ?? null;
  const known = diagnosers.get(topology);
  if (known?.priors === version) return known.diagnoser;
  const diagnoser = new Diagnoser(topology, priors);
  diagnosers.set(topology, { priors: version, diagnoser });
  return diagnoser;
}
