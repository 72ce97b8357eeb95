import type { Observation } from '@roundsman/contract/evidence.ts';
import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { InQuestion } from '../domain/diagnosis/inQuestion.ts';

export interface Wanted {
  /** Elements about which no earlier answer will do; of the others an answer counts until there may be anything new to read. */
  anew: ReadonlySet<string>;
  /** Also what tells faults of cameras and recorders apart, which is as much again and says nothing of power and ways. */
  endDevices: boolean;
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
  /**
   * Since when the rules have found something bad: before an alert fires it is bad for as long as its rule waits. ISO 8601, by
   * element; without those of which nothing is bad, and empty where Prometheus does not answer.
   */
  badSince(): Promise<ReadonlyMap<string, string>>;
}
