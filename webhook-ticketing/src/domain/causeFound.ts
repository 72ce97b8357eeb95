import { type FaultClass, faultClasses } from '@roundsman/contract/faultClasses.ts';
import type { FoundCause, RecordedCause, StatedCause } from '@roundsman/contract/foundCause.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { canonicalJson } from './eventChain.ts';
import type { Outcome, Rejection } from './rejection.ts';

/**
 * Whether what a person says to have found can be so: an element of the inventory, a class that strikes elements of its kind, a
 * party that there is. What cannot be so would be learnt from all the same, and is refused.
 */
export function judgeCause(
  stated: StatedCause,
  { elements, parties }: Pick<Inventory, 'elements' | 'parties'>,
): Outcome<FoundCause> {
  if (stated.outcome === 'nothing') return { ok: stated };
  const refused = (field: string, detail: string): Rejection => ({
    rejected: 'invalid_request',
    field: `found.${field}`,
    detail,
  });
  const { faultPoint, party = null } = stated;
  const element = elements.find(({ id }) => id === faultPoint);
  if (!element)
    return refused('faultPoint', `the inventory has no element ${faultPoint}; give the code of one that it has`);
  if (party !== null && !parties.some(({ id }) => id === party)) {
    return refused('party', `the inventory has no party ${party}; leave it out, or give one that it has`);
  }
  if (stated.outcome === 'fault') {
    const { faultPoints }: FaultClass = faultClasses[stated.faultClass];
    if (!faultPoints.includes(element.kind)) {
      const kinds = faultPoints.join(', ');
      return refused('faultClass', `${stated.faultClass} strikes ${kinds}; ${faultPoint} is a ${element.kind}`);
    }
  }
  return { ok: { ...stated, party } };
}

/** The same person repeats what was said last: a phone that did not hear the answer. Another who says the same confirms it. */
export const isSaidAgain = (last: RecordedCause | null, cause: FoundCause, actor: string): boolean =>
  last !== null && last.by === actor && canonicalJson(last.cause) === canonicalJson(cause);
