import { faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { Layer } from '@roundsman/contract/vocabulary.ts';
import type { BadSightings } from './badSightings.ts';
import type { Explanation } from './explanation.ts';
import { timing } from './parameters.ts';

/** Where nobody knows what it is, none. */
export const layerOf = ({ ranked: [best] }: Explanation): Layer | undefined =>
  best === undefined || best.hypothesis.faultClass === 'undetermined'
    ? undefined
    : faultClasses[best.hypothesis.faultClass].layer;

/** How often faults come just now, by those that are there. */
export class FaultRate {
  readonly #bad: BadSightings;
  readonly #explanations: readonly Explanation[];
  #known: readonly Begun[] | undefined;

  /** By these faults. */
  constructor(bad: BadSightings, explanations: readonly Explanation[]) {
    this.#bad = bad;
    this.#explanations = explanations;
  }

  /**
   * Whether two faults that begin in the same moments are no wonder, as in a storm: a third one of the layer began in other moments
   * of the same ten minutes. Of faults that come as often as that, each fifteenth has another one within 20 s before or after it.
   */
  isHigh(cause: Explanation, other: Explanation): boolean {
    const [layer, at] = [layerOf(cause), beginOf(this.#bad, other)];
    return this.#begun().some((third) => {
      const apart = Math.abs(third.at - at);
      return (
        third.explanation !== cause && third.layer === layer && apart > timing.alertLag && apart <= timing.together
      );
    });
  }

  /** Told when first asked for: as a rule nothing is alike enough to ask. */
  #begun(): readonly Begun[] {
    this.#known ??= this.#explanations.map((explanation) => ({
      explanation,
      layer: layerOf(explanation),
      at: beginOf(this.#bad, explanation),
    }));
    return this.#known;
  }
}

interface Begun {
  explanation: Explanation;
  layer: Layer | undefined;
  at: number;
}

/** When the first of what does not come slowly began; no number where nobody knows. */
const beginOf = ({ since, slow }: BadSightings, { explained }: Explanation): number => {
  let first = NaN;
  for (let at = 0; at < explained.length; at += 1) {
    const place = explained[at] ?? -1;
    const onset = since[place] ?? NaN;
    if (slow[place] !== 1 && !Number.isNaN(onset) && !(onset >= first)) first = onset;
  }
  return first;
};
