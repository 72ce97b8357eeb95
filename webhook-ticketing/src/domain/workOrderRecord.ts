import type { EventFacts, OrderEvent } from '@roundsman/contract/events.ts';
import { finishedStates, type WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { Instant } from './instant.ts';
import type { Outcome } from './rejection.ts';
import { isAskedAlready, isRecovered, type OrderState } from './workOrder.ts';

/** What the service itself records of an order that is open: found out, sent, measured; never what a person decides. */
export type SystemFacts = Extract<
  EventFacts,
  {
    type:
      | 'rediagnosed'
      | 'reforecast'
      | 'withdrawn'
      | 'affected_grew'
      | 'report_attached'
      | 'picture_kept'
      | 'joined'
      | 'took_over'
      | 'split_off'
      | 'dispatched'
      | 'released_from_maintenance'
      | 'informed'
      | 'escalated'
      | 'fix_refuted'
      | 'verified'
      | 'reopened';
  }
>;

const undispatchable: ReadonlySet<WorkOrderState> = new Set(['fix_claimed', 'suspended']);

/**
 * The event for something that the service found out; none where the order says so already; rejected where the order has moved
 * on meanwhile (two replicas, a late worker): then nothing is to be recorded, and that is no fault.
 */
export function record(state: OrderState, facts: SystemFacts, at: Instant, now: Instant): Outcome<OrderEvent[]> {
  if (saysNothingNew(state, facts)) return { ok: [] };
  if (!isPossible(state, facts)) {
    return { rejected: 'command_not_possible', detail: `"${facts.type}" of an order that is ${state.state}` };
  }
  return { ok: [{ at, recordedAt: now, actor: 'system', facts, personal: {} }] };
}

function saysNothingNew(state: OrderState, facts: SystemFacts): boolean {
  switch (facts.type) {
    case 'affected_grew':
      return (
        facts.affected.every((id) => state.affected.includes(id)) &&
        facts.siteIds.every((id) => state.siteIds.includes(id))
      );
    case 'dispatched':
      return isAskedAlready(state, facts);
    case 'picture_kept':
      return state.pictures.some(({ element, fault }) => element === facts.element && fault === facts.fault);
    case 'verified':
      return isRecovered(state);
    case 'joined':
      return state.joinedTo === facts.into;
    case 'split_off':
      return state.splitInto.includes(facts.into);
    case 'escalated':
      return state.told.some(
        ({ contact, clock, step }) => contact === facts.contact && clock === facts.clock && step === facts.step,
      );
    default:
      return false;
  }
}

function isPossible(state: OrderState, facts: SystemFacts): boolean {
  const finished = finishedStates.has(state.state);
  switch (facts.type) {
    // The channel's receipt may come when all is over.
    case 'informed':
      return true;
    case 'report_attached':
    case 'picture_kept':
    case 'rediagnosed':
    case 'affected_grew':
    case 'took_over':
    case 'split_off':
    case 'escalated':
      return !finished;
    case 'dispatched':
      return !finished && !isRecovered(state) && !undispatchable.has(state.state);
    case 'joined':
    case 'verified':
      return !finished && !isRecovered(state);
    case 'fix_refuted':
      return state.state === 'fix_claimed';
    case 'reopened':
      return isRecovered(state);
    case 'released_from_maintenance':
      return state.heldFor?.maintenance === facts.maintenance;
    case 'reforecast':
      return !finished && !isRecovered(state) && state.forecast !== null;
    // Who has accepted it may be on the way: then it is the operator's to cancel.
    case 'withdrawn':
      return !finished && state.forecast !== null && state.holder === null;
  }
}
