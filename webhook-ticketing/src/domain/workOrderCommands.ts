import type { EventFacts, OrderEvent, PersonalData } from '@roundsman/contract/events.ts';
import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import type { WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import { commandNames, type Command, type CommandName } from '@roundsman/contract/workOrder.ts';
import { isSaidAgain, judgeCause } from './causeFound.ts';
import { dispatchByHand } from './dispatch.ts';
import { millis, type Instant } from './instant.ts';
import { isRejected, type Outcome, type Rejection } from './rejection.ts';
import { isAskedAlready, isMeasured, type OrderState } from './workOrder.ts';
import { judgeArrival } from './workOrderArrival.ts';
import { actorName, isAssignee, isOfTheField, rightsOf, type Actor } from './workOrderRights.ts';

type City = Pick<Inventory, 'parties' | 'sites' | 'elements'>;

/** A closed order is reopened within this time; the same fault later is a new order. */
export const reopenWithinDays = 7;

/**
 * A claimed fix of which the measurements have said nothing for this long (the device has left the inventory, Prometheus is away) is
 * the operator's to judge; usually they verify or refuse it within minutes.
 */
export const measurementPatienceMinutes = 30;

const active: readonly WorkOrderState[] = [
  'open',
  'dispatched',
  'accepted',
  'en_route',
  'on_site',
  'waiting_spare',
  'reopened',
];
const inHand: readonly WorkOrderState[] = ['accepted', 'en_route', 'on_site', 'waiting_spare', 'reopened'];
const aside: readonly WorkOrderState[] = ['suspended', 'handed_over'];

/** States from which each command leads on; what is done on the way also counts while the order stands aside. */
const possibleIn: Record<Exclude<CommandName, 'note'>, readonly WorkOrderState[]> = {
  dispatch: [...active, 'handed_over'],
  accept: ['open', 'dispatched', 'handed_over', 'reopened', 'suspended'],
  decline: ['open', 'dispatched', 'handed_over', 'reopened'],
  depart: [...inHand.filter((state) => state !== 'on_site'), ...aside],
  arrive: [...inHand, ...aside, 'verified', 'evaluated'],
  claim_fix: [...inHand, ...aside, 'verified', 'evaluated'],
  record_cause: ['fix_claimed', 'verified', 'evaluated', 'closed'],
  evaluate: ['verified', 'fix_claimed'],
  close: ['evaluated'],
  reopen: ['fix_claimed', 'verified', 'evaluated', 'closed'],
  suspend: active,
  resume: ['suspended'],
  wait_for_spare: ['accepted', 'en_route', 'on_site', 'reopened'],
  cancel: [...active, ...aside, 'fix_claimed'],
};

/** What the person may do to the order as it stands, in the order of the vocabulary. */
export function allowedCommands(state: OrderState, actor: Actor, now: Instant): CommandName[] {
  const rights = rightsOf(state, actor);
  return commandNames.filter((name) => rights.has(name) && !hindrance(state, name, actor, now));
}

/**
 * Judges a command: the events to be recorded; none where it changes nothing (the same command twice); or why not.
 * Fieldwork counts from `occurredAt` (see `slaClock.ts` for when that is believed); decisions at a desk from now, never earlier.
 */
export function decide(
  state: OrderState,
  command: Command,
  actor: Actor,
  inventory: City,
  now: Instant,
): Outcome<OrderEvent[]> {
  if (!rightsOf(state, actor).has(command.command)) {
    return { rejected: 'forbidden', detail: `"${command.command}" of this order is not for this account` };
  }
  const cause = causeFacts(state, command, actor, inventory);
  if (isRejected(cause)) return cause;
  const facts = isAlreadySo(state, command, actor)
    ? cause
    : (hindrance(state, command.command, actor, now) ?? factsOf(state, command, actor, inventory, now, cause.ok));
  if (isRejected(facts)) return facts;
  const at = fieldCommands.has(command.command) ? occurred(command, now) : now;
  const personal = personalOf(command);
  // Of several events that one command makes, the words belong to the first.
  return {
    ok: facts.ok.map((one, index) => ({
      at,
      recordedAt: now,
      actor: actorName(actor),
      facts: one,
      personal: index === 0 ? personal : {},
    })),
  };
}

const fieldCommands: ReadonlySet<CommandName> = new Set(['accept', 'decline', 'depart', 'arrive', 'claim_fix', 'note']);

/** A phone whose clock is ahead has not seen the future. */
function occurred({ occurredAt }: Command, now: Instant): Instant {
  return occurredAt !== undefined && millis(occurredAt) < millis(now) ? occurredAt : now;
}

/** The same command again, as a phone sends it that did not hear the answer. */
function isAlreadySo(state: OrderState, command: Command, actor: Actor): boolean {
  const holds = actor.contact !== null && state.holder?.contact === actor.contact && state.state !== 'handed_over';
  switch (command.command) {
    case 'accept':
      return holds;
    case 'decline':
      return state.declined.some(({ contact }) => contact === actor.contact);
    case 'depart':
      return state.state === 'en_route';
    case 'arrive':
      return state.state === 'on_site';
    case 'claim_fix':
      return state.claimed !== null && state.claimed.contact === actor.contact;
    case 'evaluate':
      return state.state === 'evaluated' && state.score === command.score;
    case 'close':
      return state.state === 'closed';
    case 'suspend':
      return state.state === 'suspended' && !isAssignee(state, actor);
    case 'cancel':
      return state.state === 'cancelled';
    case 'wait_for_spare':
      return isAssignee(state, actor) || !approves(actor) ? state.spareRequested : state.state === 'waiting_spare';
    // Whom a dispatch means is known once the rota has been asked.
    case 'dispatch':
    case 'reopen':
    case 'resume':
    case 'record_cause':
    case 'note':
      return false;
  }
}

const approves = (actor: Actor): boolean => actor.role !== 'engineer';

/** What stands in the way of a command that the person has the right to; null where nothing does. */
function hindrance(state: OrderState, name: CommandName, actor: Actor, now: Instant): Rejection | null {
  if (name === 'note') return null;
  const notPossible = (detail: string): Rejection => ({ rejected: 'command_not_possible', detail });
  const holder = state.holder?.contact ?? null;
  if (!possibleIn[name].includes(state.state)) {
    return notPossible(`the order is ${state.state}${holder === null ? '' : `; ${holder} has it`}`);
  }
  switch (name) {
    case 'accept':
    case 'decline':
      if (!state.asked) return notPossible('the order was not dispatched to anybody yet');
      if (holder !== null && state.state !== 'handed_over') return notPossible(`${holder} has accepted it`);
      return holder !== null && holder === actor.contact
        ? notPossible('it is being handed over to somebody else')
        : null;
    case 'depart':
    case 'arrive':
    case 'claim_fix':
      return holder === null ? notPossible('nobody has accepted the order; accept it first') : null;
    case 'record_cause':
      return state.state === 'closed' && !approves(actor)
        ? notPossible('the order is closed; an operator may still correct the cause')
        : null;
    case 'evaluate':
      if (state.state === 'fix_claimed' && isMeasured(state) && !isOverdueToMeasure(state, now)) {
        return notPossible('the fix is being verified by measurement');
      }
      return approval(state, actor);
    case 'reopen':
      return state.closedAt !== null && millis(now) - millis(state.closedAt) > reopenWithinDays * 86_400_000
        ? notPossible(`it was closed more than ${String(reopenWithinDays)} days ago; open a new order`)
        : null;
    case 'suspend':
    case 'resume':
      return approval(state, actor);
    case 'wait_for_spare':
      if (holder === null) return notPossible('nobody has accepted the order; accept it first');
      return approves(actor) ? approval(state, actor) : null;
    case 'dispatch':
    case 'close':
    case 'cancel':
      return null;
  }
}

const causeMissing =
  'the order had a diagnosis, and nobody has said what was found on site: a fault, another cause, or nothing';

const isOverdueToMeasure = ({ claimed }: OrderState, now: Instant): boolean =>
  claimed !== null && millis(now) - millis(claimed.learntAt) > measurementPatienceMinutes * 60_000;

function approval(state: OrderState, actor: Actor): Rejection | null {
  return isAssignee(state, actor) ? { rejected: 'approver_is_assignee' } : null;
}

/** What a command says of the cause; nothing where the same person has said the same last. */
function causeFacts(state: OrderState, command: Command, actor: Actor, inventory: City): Outcome<EventFacts[]> {
  const stated = 'found' in command ? command.found : undefined;
  if (stated === undefined) return { ok: [] };
  const cause = judgeCause(stated, inventory);
  if (isRejected(cause)) return cause;
  return { ok: isSaidAgain(state.found, cause.ok, actorName(actor)) ? [] : [{ type: 'cause_found', cause: cause.ok }] };
}

function factsOf(
  state: OrderState,
  command: Command,
  actor: Actor,
  inventory: City,
  now: Instant,
  cause: readonly EventFacts[],
): Outcome<EventFacts[]> {
  // Rights to fieldwork imply a contact; the compiler does not know that.
  const contact = isOfTheField(state, actor) ? actor.contact : '';
  switch (command.command) {
    case 'dispatch': {
      const chosen = dispatchByHand(command.party, command.contact, inventory, now);
      if (isRejected(chosen)) return chosen;
      const { party, contact: asked, reason } = chosen.ok;
      if (isAskedAlready(state, { party, contact: asked })) return { ok: [] };
      return { ok: [{ type: 'dispatched', party, contact: asked, reason }] };
    }
    case 'accept':
      return { ok: [{ type: 'accepted', contact }] };
    case 'decline':
      return { ok: [{ type: 'declined', contact }] };
    case 'depart':
      return { ok: [{ type: 'departed', contact }] };
    case 'arrive':
      return { ok: [{ type: 'arrived', contact, ...judgeArrival(command.position, state.siteIds, inventory) }] };
    case 'claim_fix':
      return { ok: [{ type: 'fix_claimed', contact }, ...cause] };
    case 'record_cause':
      return { ok: [...cause] };
    case 'evaluate': {
      const evaluated: EventFacts = { type: 'evaluated', score: command.score };
      const solvedAt = state.claimed?.at ?? now;
      return {
        ok: [
          ...(state.state === 'fix_claimed' ? [{ type: 'verified', solvedAt, by: 'operator' } as const] : []),
          evaluated,
          ...cause,
        ],
      };
    }
    case 'close':
      // What was measured and diagnosed is to be learnt from; a report of what nobody measures has no verdict to compare with.
      return isMeasured(state) && !state.found && cause.length === 0
        ? { rejected: 'cause_missing', field: 'found', detail: causeMissing }
        : { ok: [...cause, { type: 'closed' }] };
    case 'reopen':
      return { ok: [{ type: 'reopened', reason: { en: 'Sent back by the operator.', zh: '值班调度退回。' } }] };
    case 'suspend':
      return { ok: [{ type: 'suspended', reason: command.reason, approver: actorName(actor) }] };
    case 'resume':
      return { ok: [{ type: 'resumed' }] };
    case 'wait_for_spare':
      return {
        ok: [
          approves(actor)
            ? { type: 'waiting_spare', approver: actorName(actor) }
            : { type: 'spare_requested', contact },
        ],
      };
    case 'cancel':
      return { ok: [{ type: 'cancelled' }] };
    case 'note':
      return { ok: [{ type: 'noted' }] };
  }
}

/** What a person wrote stays outside the hash, to be erased on demand. */
function personalOf(command: Command): PersonalData {
  return {
    ...(command.note !== undefined ? { note: command.note } : {}),
    ...(command.command === 'claim_fix' ? { done: command.done } : {}),
    ...(command.command === 'arrive' && command.position ? { position: command.position } : {}),
  };
}
