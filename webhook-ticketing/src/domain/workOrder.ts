import type { EventFacts, OrderEvent } from '@roundsman/contract/events.ts';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { Forecast } from '@roundsman/contract/forecast.ts';
import type { RecordedCause } from '@roundsman/contract/foundCause.ts';
import type { CaseReference } from '@roundsman/contract/recordedCase.ts';
import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { FaultSource, Severity, WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { ClockName, EvidencePicture } from '@roundsman/contract/workOrder.ts';
import type { Instant } from './instant.ts';

/** The party that is asked, and its person; `contact` is null where everybody of its escalation list was told. */
export interface Asked {
  party: string;
  contact: string | null;
}

/** Somebody was told because nothing had happened; see `escalation.ts` for the steps. */
export interface Told {
  contact: string;
  clock: ClockName;
  step: number;
  at: Instant;
}

/** What the events of an order amount to. */
export interface OrderState {
  /** Number of events so far. */
  version: number;
  state: WorkOrderState;
  number: string;
  source: FaultSource;
  severity: Severity;
  title: LocalizedText;
  diagnosis: Diagnosis | null;
  /** What is foreseen; null of an order about a fault. */
  forecast: Forecast | null;
  /** What the diagnosis was made from last; null where nothing was recorded. */
  recordedCase: CaseReference | null;
  siteIds: string[];
  affected: string[];
  onsetAt: Instant;
  openedAt: Instant;
  /** The actor who answers for the order: who received it first, until a named person accepts. */
  owner: string;
  /** To whom it was dispatched last. */
  asked: Asked | null;
  askedAt: Instant | null;
  /** Since when it waits for somebody to accept it: opened, dispatched, reopened or resumed last. */
  waitingSince: Instant;
  /** Who accepted it and has it; stays so while it is being handed over, until the next one accepts. */
  holder: { contact: string; party: string | null } | null;
  /** Who declined since the last dispatch. */
  declined: { contact: string; at: Instant }[];
  told: Told[];
  /** Where a suspended or handed-over order stands when it comes back. */
  returnTo: WorkOrderState | null;
  /** First arrival that counts. */
  arrivedAt: Instant | null;
  /** The assignee asks for a spare and nobody has approved the wait. */
  spareRequested: boolean;
  /** The last claim of a fix that was not sent back: when it was made, and when the service learnt of it. */
  claimed: { contact: string; at: Instant; learntAt: Instant } | null;
  /** Why the order came back; null unless it did. */
  sentBack: LocalizedText | null;
  solvedAt: Instant | null;
  score: number | null;
  closedAt: Instant | null;
  joinedTo: string | null;
  /** The planned works that keep it back, and whether any ever did. */
  heldFor: { maintenance: string; until: Instant } | null;
  wasHeld: boolean;
  /** The order that this one was split off, and those that were split off this one. */
  splitFrom: string | null;
  splitInto: string[];
  /** People's reports attached to it. */
  reports: number;
  /** Pictures in which the fault shows, in the order in which they were kept. */
  pictures: EvidencePicture[];
  /** What was found on site, by the last who said so; a cause whose repair did not hold was none. */
  found: RecordedCause | null;
}

/** The person who has the order, or is asked to take it and has not declined. */
export function assigneeOf(state: OrderState): { contact: string; party: string | null } | null {
  if (state.holder && state.state !== 'handed_over') return state.holder;
  const contact = state.asked?.contact ?? null;
  if (contact === null || state.declined.some((one) => one.contact === contact)) return state.holder;
  return { contact, party: state.asked?.party ?? null };
}

/**
 * Whether probes can tell that the fault is gone. What only a person saw (a dirty lens, a bent pole) they cannot, however healthy
 * the camera measures; there the operator's evaluation takes the place of the measurement.
 */
export const isMeasured = (state: OrderState): boolean =>
  state.diagnosis !== null && state.diagnosis.faultClass !== 'reported_fault';

/** Joined and cancelled orders never change again; a closed one only by being reopened. */
const ended: ReadonlySet<WorkOrderState> = new Set(['joined', 'cancelled']);

/** Whether a dispatch there would tell nobody anything new: it is asked already and has not answered, or has the order. */
export function isAskedAlready(state: OrderState, { party, contact }: Asked): boolean {
  if (ended.has(state.state)) return false;
  if (state.holder && state.state !== 'handed_over' && state.holder.contact === contact) return true;
  const waits = state.state === 'dispatched' || state.state === 'handed_over';
  return waits && state.asked?.party === party && state.asked.contact === contact;
}

/** Replays the record of an order. Throws where it does not begin with `opened`: that is a bug, not an input. */
export function replay(events: readonly OrderEvent[]): OrderState {
  const [first, ...rest] = events;
  if (!first || first.facts.type !== 'opened') throw new Error('the record of an order begins with "opened"');
  return rest.reduce(evolve, opened(first, first.facts));
}

function opened(event: OrderEvent, facts: Extract<EventFacts, { type: 'opened' }>): OrderState {
  return {
    version: 1,
    state: 'open',
    number: facts.number,
    source: facts.source,
    severity: facts.severity,
    title: facts.title,
    diagnosis: facts.diagnosis,
    forecast: facts.forecast ?? null,
    recordedCase: facts.recordedCase ?? null,
    siteIds: facts.siteIds,
    affected: facts.affected,
    onsetAt: facts.onsetAt,
    openedAt: event.at,
    owner: event.actor,
    asked: null,
    askedAt: null,
    waitingSince: event.at,
    holder: null,
    declined: [],
    told: [],
    returnTo: null,
    arrivedAt: null,
    spareRequested: false,
    claimed: null,
    sentBack: null,
    solvedAt: null,
    score: null,
    closedAt: null,
    joinedTo: null,
    heldFor: null,
    wasHeld: false,
    splitFrom: null,
    splitInto: [],
    reports: 0,
    pictures: [],
    found: null,
  };
}

/** The state after one more event. Total: what was recorded is a fact, and never refused here. */
export function evolve(state: OrderState, event: OrderEvent): OrderState {
  const next = { ...state, version: state.version + 1 };
  if (ended.has(state.state)) return next;
  const { facts } = event;
  const recordedCase = ('recordedCase' in facts ? facts.recordedCase : undefined) ?? state.recordedCase;
  return { ...next, recordedCase, ...change(state, event) };
}

function change(state: OrderState, { at, recordedAt, actor, facts, personal }: OrderEvent): Partial<OrderState> {
  switch (facts.type) {
    case 'opened':
    case 'took_over':
    case 'informed':
    case 'noted':
      return {};
    case 'rediagnosed': {
      const { diagnosis, title, severity, siteIds, affected } = facts;
      return { diagnosis, title, severity, siteIds, affected };
    }
    case 'affected_grew':
      return {
        affected: union(state.affected, facts.affected),
        siteIds: union(state.siteIds, facts.siteIds),
        severity: facts.severity ?? state.severity,
      };
    case 'report_attached':
      return { reports: state.reports + 1 };
    case 'picture_kept': {
      const { number, element, fault, takenAt, sha256 } = facts;
      return { pictures: [...state.pictures, { number, element, fault, takenAt, sha256 }] };
    }
    case 'joined':
      return { state: 'joined', joinedTo: facts.into, returnTo: null, heldFor: null };
    case 'split_from':
      return { splitFrom: facts.from };
    case 'split_off':
      return splitOff(state, facts);
    case 'dispatched':
      return dispatched(state, { party: facts.party, contact: facts.contact }, at);
    case 'escalated':
      return { told: [...state.told, { contact: facts.contact, clock: facts.clock, step: facts.step, at }] };
    case 'accepted':
      return {
        holder: { contact: facts.contact, party: state.asked?.party ?? null },
        owner: `contact:${facts.contact}`,
        declined: [],
        ...(state.state === 'suspended' ? { returnTo: 'accepted' } : { state: 'accepted', returnTo: null }),
      };
    case 'declined':
      return declined(state, facts.contact, at);
    case 'departed':
      return underWay(state, 'en_route');
    case 'arrived':
      return facts.accepted ? { ...underWay(state, 'on_site'), arrivedAt: state.arrivedAt ?? at } : {};
    case 'fix_claimed':
      return {
        claimed: { contact: facts.contact, at, learntAt: recordedAt },
        spareRequested: false,
        sentBack: null,
        ...(isRecovered(state) ? {} : { state: 'fix_claimed', returnTo: null, ...takenBack(state) }),
      };
    case 'cause_found':
      return { found: { cause: facts.cause, by: actor, at } };
    case 'fix_refuted':
      return { state: 'reopened', returnTo: null, claimed: null, found: null, sentBack: facts.reason };
    case 'verified':
      return {
        state: 'verified',
        returnTo: null,
        heldFor: null,
        spareRequested: false,
        sentBack: null,
        solvedAt: facts.solvedAt,
        ...takenBack(state),
      };
    case 'evaluated':
      return { state: 'evaluated', score: facts.score };
    case 'closed':
      return { state: 'closed', closedAt: at };
    case 'reopened':
      return {
        state: 'reopened',
        returnTo: null,
        claimed: null,
        found: null,
        solvedAt: null,
        score: null,
        closedAt: null,
        told: [],
        declined: [],
        waitingSince: at,
        // What a person wrote is erasable, and so is not in the facts.
        sentBack: personal.note === undefined ? facts.reason : { en: personal.note, zh: personal.note },
      };
    case 'suspended':
      return state.state === 'suspended' ? {} : { state: 'suspended', returnTo: state.state };
    case 'resumed':
    case 'released_from_maintenance':
      return state.state === 'suspended'
        ? { state: state.returnTo ?? 'open', returnTo: null, waitingSince: at, heldFor: null }
        : {};
    case 'held_for_maintenance': {
      const { maintenance, until } = facts;
      return { state: 'suspended', returnTo: 'open', heldFor: { maintenance, until }, wasHeld: true };
    }
    case 'spare_requested':
      return { spareRequested: true };
    case 'waiting_spare':
      return { state: 'waiting_spare', returnTo: null, spareRequested: false };
    case 'reforecast':
      return { forecast: facts.forecast, title: facts.title };
    case 'withdrawn':
    case 'cancelled':
      return { state: 'cancelled', returnTo: null, heldFor: null };
  }
}

/** What suffered from a cause that is gone did so, whatever is wrong with it now. */
function splitOff(
  state: OrderState,
  { into, affected }: Extract<EventFacts, { type: 'split_off' }>,
): Partial<OrderState> {
  const gone = new Set(affected);
  const splitInto = union(state.splitInto, [into]);
  return isRecovered(state) ? { splitInto } : { splitInto, affected: state.affected.filter((id) => !gone.has(id)) };
}

const union = (one: readonly string[], other: readonly string[]): string[] => [...new Set([...one, ...other])];

export const isRecovered = ({ state }: OrderState): boolean => ['verified', 'evaluated', 'closed'].includes(state);

/** What is done on the way to a suspended or handed-over order shows when it comes back; a recovered one it does not move. */
function underWay(state: OrderState, to: 'en_route' | 'on_site'): Partial<OrderState> {
  if (state.state === 'suspended' || state.state === 'handed_over') return { returnTo: to };
  return isRecovered(state) ? {} : { state: to };
}

/** Handing over somebody's order leaves it with that person until the next one accepts (the rule of the first receiver). */
function dispatched(state: OrderState, asked: Asked, at: Instant): Partial<OrderState> {
  const told = state.told.filter((one) => one.clock !== 'accepted');
  const sent = { asked, askedAt: at, waitingSince: at, declined: [], told };
  if (!state.holder)
    return state.state === 'suspended' ? { ...sent, returnTo: 'dispatched' } : { ...sent, state: 'dispatched' };
  if (state.holder.contact === asked.contact) {
    return state.state === 'handed_over' ? { ...sent, state: state.returnTo ?? 'accepted', returnTo: null } : sent;
  }
  return { ...sent, state: 'handed_over', returnTo: state.returnTo ?? state.state };
}

function declined(state: OrderState, contact: string, at: Instant): Partial<OrderState> {
  if (state.state === 'handed_over' && state.asked?.contact === contact)
    return { state: state.returnTo ?? 'accepted', returnTo: null, ...takenBack(state) };
  const declined = [...state.declined, { contact, at }];
  return state.state === 'dispatched' && state.asked?.contact === contact ? { declined, state: 'open' } : { declined };
}

/** A handover that came to nothing: the order is asked of its holder again. */
function takenBack(state: OrderState): Partial<OrderState> {
  if (state.state !== 'handed_over' || !state.holder?.party) return {};
  return { asked: { party: state.holder.party, contact: state.holder.contact }, declined: [] };
}
