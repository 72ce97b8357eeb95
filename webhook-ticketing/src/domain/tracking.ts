import type { OrderEvent } from '@roundsman/contract/events.ts';
import type { Tracking, trackingSteps } from '@roundsman/contract/faultReport.ts';
import { trackingStepNames } from '@roundsman/contract/names.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import { later, millis, type Instant } from './instant.ts';

type Step = (typeof trackingSteps)[number];
interface Reached {
  step: Step;
  at: Instant;
}

/**
 * How a report stands, for whoever made it. Made of nothing but the kinds and times of the order's events: no person, place,
 * cause or words of anybody can leak. `events` are those of the order to which the report belongs now.
 */
export function trackingOf(
  events: readonly OrderEvent[],
  report: { number: string; receivedAt: Instant },
  hotline: string,
): Tracking {
  const received: Reached = { step: 'received', at: report.receivedAt };
  const reached = events.flatMap(({ at, facts }): Reached[] => {
    const step = stepOf(facts);
    return step ? [{ step, at }] : [];
  });
  // What was done before the report came in is where the report begins, not a history of its own.
  const before = reached.filter(({ at }) => millis(at) < millis(report.receivedAt)).at(-1);
  const after = reached.filter(({ at }) => millis(at) >= millis(report.receivedAt));
  const history = [received, ...(before ? [{ step: before.step, at: report.receivedAt }] : []), ...after].reduce<
    Reached[]
  >((steps, { step, at }) => {
    const last = steps.at(-1);
    // A phone that reported late does not turn time back.
    return last?.step === step ? steps : [...steps, { step, at: last ? later(last.at, at) : at }];
  }, []);
  const { step } = history.at(-1) ?? received;
  return {
    number: report.number,
    step,
    stepName: trackingStepNames[step],
    receivedAt: report.receivedAt,
    history,
    outcome: outcomeOf(events),
    hotline,
  };
}

function stepOf(facts: OrderEvent['facts']): Step | null {
  switch (facts.type) {
    case 'dispatched':
    case 'accepted':
    case 'fix_refuted':
    case 'reopened':
      return 'assigned';
    case 'departed':
      return 'on_the_way';
    case 'arrived':
      return facts.accepted ? 'on_site' : null;
    case 'fix_claimed':
      return 'being_checked';
    case 'verified':
      return 'solved';
    case 'closed':
    case 'cancelled':
      return 'closed';
    default:
      return null;
  }
}

/** What came of it; null while nothing has, and again after a reopening. */
export function outcomeOf(events: readonly OrderEvent[]): LocalizedText | null {
  return events.reduce<LocalizedText | null>((outcome, { facts }) => {
    switch (facts.type) {
      case 'verified':
        return facts.by === 'measurement'
          ? { en: 'It works again; measurements confirm it.', zh: '已恢复正常，并经测量确认。' }
          : { en: 'It was repaired and checked.', zh: '已修复并经核查。' };
      case 'cancelled':
        return { en: 'It was checked; no repair was needed.', zh: '已核查，无需维修。' };
      case 'reopened':
        return null;
      default:
        return outcome;
    }
  }, null);
}
