import { symptomIds, symptoms, type Observable, type SymptomId } from '@roundsman/contract/symptoms.ts';

/** By these an element is seen to be there at all. */
const contact: ReadonlySet<Observable> = new Set<Observable>(['reachable', 'link_up']);

/** What says that an element is silent. */
export const symptomsOfSilence: readonly SymptomId[] = symptomIds.filter((id) => contact.has(symptoms[id].observable));

/**
 * An alert ends with the first scrape that brings nothing; the rules that find its element silent wait for further ones. What ended
 * longer before that was well while the element still answered.
 */
export const silenceSaidLateSeconds = 180;
