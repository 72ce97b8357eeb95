import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultClassId } from '@roundsman/contract/faultClasses.ts';
import { symptomIds, symptoms, type Observable, type SymptomId } from '@roundsman/contract/symptoms.ts';
import type { Alert } from './alertEpisode.ts';
import { canShowIn } from './diagnosis/showsIn.ts';

/** By these an element is seen to be there at all. */
const contact: ReadonlySet<Observable> = new Set<Observable>(['reachable', 'link_up']);
/**
 * What a device tells of itself and its surroundings and nobody else can see, and what bears on why it fell silent. That of the power
 * path is remembered by the rules themselves.
 */
const telling: ReadonlySet<Observable> = new Set<Observable>([
  'surge_protected',
  'door_shut',
  'cabinet_dry',
  'cabinet_cool',
  'battery_good',
  'keeps_running',
  'loop_free',
  'light_usual',
  'untampered',
]);
const symptomsOf = (observables: ReadonlySet<Observable>): readonly SymptomId[] =>
  symptomIds.filter((id) => observables.has(symptoms[id].observable));

/**
 * Which alerts that have ended are the last word of a device that fell silent: those of `said` that it raised itself, that fired before
 * one of `silence` did, and that ended for want of samples. They end with the first scrape that brings nothing, up to `beforeSeconds`
 * before the rule that finds the silence has waited, or where a rule counts over the last quarter of an hour, `afterSeconds` after.
 */
export const lastWordsAre = {
  silence: symptomsOf(contact),
  said: symptomsOf(telling),
  beforeSeconds: 60,
  afterSeconds: 1200,
} as const;
export type LastWordsAre = typeof lastWordsAre;

/**
 * Whether nothing but last words speaks for a verdict: of all that it explains another verdict explains the silence, which cannot be
 * why that was said. Last words tell causes of a silence apart. They neither ask for an order nor keep one from being corrected: a
 * light that grew dim before the fibre broke was the same fault, or is past.
 */
export const isOfLastWordsAlone = (
  verdict: Diagnosis,
  all: readonly Diagnosis[],
  lastWords: readonly Pick<Alert, 'element' | 'symptom'>[],
): boolean =>
  verdict.affected.every((element) =>
    lastWords.some(({ element: speaker, symptom }) => {
      const { observable } = symptoms[symptom];
      if (speaker !== element || !canShowIn(bestOf(verdict), observable)) return false;
      const others = all.filter((other) => other !== verdict && other.affected.includes(element));
      return others.some((other) => !canShowIn(bestOf(other), observable));
    }),
  );

/** What it is most probably, also where that is not enough to say so. */
const bestOf = ({ faultClass, candidates: [best] }: Diagnosis): FaultClassId => best?.faultClass ?? faultClass;
