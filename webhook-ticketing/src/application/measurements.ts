import type { Observation } from '@roundsman/contract/evidence.ts';

/** What Prometheus knows. */
export interface Measurements {
  /**
   * Newest observations of these elements; null where Prometheus does not answer. `endDevices`: also what tells faults of cameras
   * and recorders apart, which is twice as much again and says nothing of power and ways.
   */
  observe(elements: readonly string[], about: { endDevices: boolean }): Promise<Observation[] | null>;
  /** All observations of these elements in the last `windowSeconds`; null where Prometheus does not answer. */
  history(elements: readonly string[], windowSeconds: number): Promise<Observation[] | null>;
  /**
   * Since when the rules have found something bad at these elements: before an alert fires it is bad for as long as its rule
   * waits. ISO 8601, by element; without those of which nothing is bad, and empty where Prometheus does not answer.
   */
  badSince(elements: readonly string[]): Promise<ReadonlyMap<string, string>>;
}
