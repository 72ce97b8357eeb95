import type { Diagnosis, Evidence } from '@roundsman/contract/evidence.ts';
import type { LearnedPriors } from '@roundsman/contract/priors.ts';
import type { Topology } from '../topology.ts';
import type { Step } from './course.ts';
import { explain } from './explanation.ts';
import { Field } from './field.ts';
import { Standings } from './standings.ts';
import { verdictOf } from './verdict.ts';
import { withDoubts } from './wrongEdges.ts';

/**
 * The causes behind what is bad in the evidence, the best founded first; one diagnosis per cause. Empty when nothing is bad.
 * Every bad observation is put down to exactly one of them. Pure: same topology and evidence, same answer, whatever the order of
 * the observations. Observations of elements that the topology does not know are left out. Goes by the built-in priors unless
 * learnt ones are given; the verdict then says which.
 */
export const diagnose = (topology: Topology, evidence: Evidence, priors: LearnedPriors | null = null): Diagnosis[] =>
  new Diagnoser(topology, priors).diagnose(evidence);

/**
 * Diagnoses the same city again and again. It keeps what it worked out, and works out anew only what depends on what is observed
 * differently; the answer is the one that `diagnose` gives. What it keeps is as much as the evidence at hand takes.
 */
export class Diagnoser {
  readonly #topology: Topology;
  readonly #priors: LearnedPriors | null;
  #standings: Standings;
  #steps: readonly Step[] = [];

  constructor(topology: Topology, priors: LearnedPriors | null = null) {
    this.#topology = topology;
    this.#priors = priors;
    this.#standings = new Standings(new Field(topology, priors?.perYear));
  }

  /** Throws where the diagnosis does; the next one then starts from nothing. */
  diagnose(evidence: Evidence): Diagnosis[] {
    try {
      const { field } = this.#standings;
      const changed = field.take(evidence);
      const { explanations, steps } = explain(this.#standings, changed, this.#steps);
      this.#steps = steps;
      const version = this.#priors ? { priors: this.#priors.version } : {};
      return withDoubts(this.#topology, field.sightings.byPlace, explanations).map((explanation) => ({
        ...verdictOf(this.#topology, field.sightings, explanation),
        ...version,
      }));
    } catch (error) {
      this.#standings = new Standings(new Field(this.#topology, this.#priors?.perYear));
      this.#steps = [];
      throw error;
    }
  }
}
