import type { Observation } from '@roundsman/contract/evidence.ts';
import type { Observable, SymptomId } from '@roundsman/contract/symptoms.ts';
import type { InQuestion } from '../domain/diagnosis/inQuestion.ts';
import type { Instant } from '../domain/instant.ts';

export interface Wanted {
  /** Elements about which no earlier answer will do; of the others an answer counts until there may be anything new to read. */
  anew: ReadonlySet<string>;
  /** Also what tells faults of cameras and recorders apart, which is as much again and says nothing of power and ways. */
  endDevices: boolean;
}

/** Something that the rules find bad. */
export interface FoundBad {
  element: string;
  symptom: SymptomId;
  /** When they first did: an alert fires only after its rule has waited. */
  since: Instant;
}

/** What Prometheus knows. */
export interface Measurements {
  /**
   * Newest observations of what is in question, each with the time when Prometheus was asked: all there is of what is near, and of
   * what is far only what tells how wide a cause reaches. Null where Prometheus does not answer.
   */
  observe(inQuestion: InQuestion, wanted: Wanted): Promise<Observation[] | null>;
  /** All observations of these kinds of these elements in the last `windowSeconds`; null where Prometheus does not answer. */
  history(
    elements: readonly string[],
    observables: ReadonlySet<Observable>,
    windowSeconds: number,
  ): Promise<Observation[] | null>;
  /** What the rules find bad, before and after its alert fires; empty where Prometheus does not answer. */
  foundBad(): Promise<readonly FoundBad[]>;
}
