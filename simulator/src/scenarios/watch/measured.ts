import type { Observable } from '@roundsman/contract/symptoms.ts';
import type { State } from '../physics/state.ts';

/** One thing that somebody measures of an element. */
export interface Measured {
  element: string;
  observable: Observable;
  /** Who must answer for a reading to be had; absent: it is seen from the core. */
  reader?: string;
  /** What is read, marks of faults apart; null where there is nothing to read. Absent: good. */
  value?: (state: State) => boolean | null;
}

/** What is read at a moment; null when nothing is. */
export function read({ element, observable, reader, value }: Measured, state: State): boolean | null {
  if (reader !== undefined && !state.answers(reader)) return null;
  const found = value === undefined ? true : value(state);
  return found === true && state.mark(element, observable) !== undefined ? false : found;
}
