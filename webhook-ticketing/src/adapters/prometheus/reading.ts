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
  /** What its samples may speak of. */
  says: readonly Observable[];
  /**
   * Seconds for which an answer does where nothing new is bad: two scrapes of a device, one look of the rules that take minutes, one
   * round of the judge of pictures. No more than half of the time for which the diagnosis counts it.
   */
  every: 30 | 60 | 300;
  /** Also read of what is far from all that is bad: it tells how wide a cause reaches. */
  wide?: true;
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
