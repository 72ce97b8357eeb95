import type { Evidence, Observation } from '@roundsman/contract/evidence.ts';
import { pictureFaultIds } from '@roundsman/contract/pictureFaults.ts';
import { symptoms } from '@roundsman/contract/symptoms.ts';
import type { Alert } from '../domain/alertEpisode.ts';
import type { Instant } from '../domain/instant.ts';

const keyOf = ({ element, observable }: Pick<Observation, 'element' | 'observable'>): string =>
  `${element} ${observable}`;

/**
 * What the firing alerts and the newest measurements say together. Where both speak of the same thing the alert counts: it was
 * confirmed over several samples, and a fault that fires must never vanish by one good sample in between.
 */
export function evidenceOf(firing: readonly Alert[], measured: readonly Observation[], at: Instant): Evidence {
  const alerted = firing.map(({ element, symptom, labels, startsAt }): Observation => ({
    element,
    observable: symptoms[symptom].observable,
    value: false,
    at: startsAt,
    from: 'alert',
    ...faultOf(labels),
  }));
  const spokenFor = new Set(alerted.map(keyOf));
  return { at, observations: [...alerted, ...measured.filter((one) => !spokenFor.has(keyOf(one)))] };
}

const faultOf = ({ fault }: Alert['labels']): Pick<Observation, 'fault'> => {
  const found = pictureFaultIds.find((id) => id === fault);
  return found === undefined ? {} : { fault: found };
};
