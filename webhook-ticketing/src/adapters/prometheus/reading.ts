import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { Series } from './prometheusQuery.ts';

/** What a sample says of an element. */
export interface Meaning {
  element: string | undefined;
  observable: Observable;
  value: boolean;
}
/** How a metric of the catalogue is read as observations. */
export interface Reading {
  /** Selects the series of these elements. */
  selector: (ids: string) => string;
  /** Its history is looked at in steps: it is worked out of several series, or scraped seldom. */
  derived?: true;
  /** The last known value counts for this long, though the device fell silent; see the rule MainsLost. */
  remembered?: string;
  /** What a sample of the series says of which element. */
  read: (labels: Series['labels'], value: number) => Meaning[];
}

export const of = (element: string | undefined, observable: Observable, value: boolean): Meaning => ({
  element,
  observable,
  value,
});
