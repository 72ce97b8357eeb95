import type { OrderEvent } from '@roundsman/contract/events.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FoundCause } from '@roundsman/contract/foundCause.ts';
import type { Instant } from './instant.ts';
import { evolve, isMeasured, type OrderState, replay } from './workOrder.ts';

/** What a diagnosis said, as far as it can be compared with what was found. */
export type Verdict = Pick<Diagnosis, 'faultClass' | 'faultPoint' | 'party' | 'probability'>;

/** A closed order with a verdict, and what was found: one lesson for the diagnosis. */
export interface DiagnosisOutcome {
  openedAt: Instant;
  siteIds: readonly string[];
  /** With which somebody was first sent; of an order that was dispatched to nobody, the first there was. */
  atDispatch: Verdict;
  atEnd: Verdict;
  found: FoundCause;
}

/** The outcome of an order; null unless it is closed, was measured, and somebody has said what was found. */
export function outcomeOf(events: readonly OrderEvent[]): DiagnosisOutcome | null {
  const end = replay(events);
  if (end.state !== 'closed' || !isMeasured(end) || !end.diagnosis || !end.found) return null;
  const { openedAt, siteIds, diagnosis, found } = end;
  const first = firstVerdict(events) ?? diagnosis;
  return { openedAt, siteIds, atDispatch: verdictOf(first), atEnd: verdictOf(diagnosis), found: found.cause };
}

/** The verdict at the first dispatch after there was one. */
function firstVerdict(events: readonly OrderEvent[]): Diagnosis | null {
  const [opening, ...rest] = events;
  if (!opening) return null;
  let state: OrderState = replay([opening]);
  let first = isMeasured(state) ? state.diagnosis : null;
  for (const event of rest) {
    if (event.facts.type === 'dispatched' && isMeasured(state)) return state.diagnosis;
    state = evolve(state, event);
    first ??= isMeasured(state) ? state.diagnosis : null;
  }
  return first;
}

const verdictOf = ({ faultClass, faultPoint, party, probability }: Diagnosis): Verdict => ({
  faultClass,
  faultPoint,
  party,
  probability,
});
