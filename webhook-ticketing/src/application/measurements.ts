import type { Observation } from '@roundsman/contract/evidence.ts';

/** What Prometheus knows. */
export interface Measurements {
  /** Newest observations of these elements; null where Prometheus does not answer. */
  observe(elements: readonly string[]): Promise<Observation[] | null>;
  /** All observations of these elements in the last `windowSeconds`; null where Prometheus does not answer. */
  history(elements: readonly string[], windowSeconds: number): Promise<Observation[] | null>;
}
