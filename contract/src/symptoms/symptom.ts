import type { LocalizedText } from '../text.ts';
import type { Layer } from '../vocabulary.ts';
import type { Observable } from './observables.ts';

/** What an alert of Prometheus says about one element; the label `symptom` of the alert. */
export interface Symptom {
  /** Name of the alerting rule; the runbook has the same name. */
  alertname: string;
  layer: Layer;
  name: LocalizedText;
  /** What the firing alert means as an observation: this of the element named by `element_id` is false. */
  observable: Observable;
}

/** Keeps the ids of a part of the symptoms as its type. */
export const define = <const T extends Record<string, Symptom>>(part: T): T => part;
