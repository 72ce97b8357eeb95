import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import type { Instant } from '../domain/instant.ts';

/**
 * What the firing alerts and the newest measurements say together. Where both speak of the same thing the alert counts: it was
 * confirmed over several samples, and a fault that fires must never vanish by one good sample in between.
 */
export function evidenceOf(firing: readonly Alert[], known: readonly Observation[], at: Instant): Evidence {
  const alerted = firing.map(observationOf);
  return { at, observations: [...alerted, ...unlessIn(alerted, known)] };
}

/** What is measured, and of what is not the last word on it. */
export function withLastWords(measured: readonly Observation[], lastWords: readonly Alert[]): Observation[] {
  return [...measured, ...unlessIn(measured, lastWords.map(observationOf))];
}

const observationOf = ({ element, symptom, labels, startsAt }: Alert): Observation => ({
  element,
  observable: symptoms[symptom].observable,
  value: false,
  at: startsAt,
  from: 'alert',
  ...faultOf(labels),
});

/** Those of which the first speak of nothing. */
function unlessIn(spoken: readonly Observation[], others: readonly Observation[]): Observation[] {
  const spokenFor = new Set(spoken.map(keyOf));
  return others.filter((one) => !spokenFor.has(keyOf(one)));
}

const keyOf = ({ element, observable }: Observation): string => `${element} ${observable}`;

const faultOf = ({ fault }: Alert['labels']): Pick<Observation, 'fault'> => {
  const found = pictureFaultIds.find((id) => id === fault);
  return found === undefined ? {} : { fault: found };
};
