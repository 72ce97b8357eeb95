import type { Inventory } from '@roundsman/contract/inventory/schema.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { ClockName, SlaClock } from '@roundsman/contract/workOrder.ts';
import { operatorsPeople } from './dispatch.ts';
import { instantOf, millis, type Instant } from './instant.ts';
import { nextWorkingTime } from './workingHours.ts';
import { assigneeOf, isRecovered, type OrderState } from './workOrder.ts';

/** Somebody to be told because something did not happen; recorded as one `escalated` event for each contact. */
export interface EscalationStep {
  clock: ClockName;
  /** Of `accepted`: the place on the ladder. Of the others: 1 before the deadline, 2 when it is missed. */
  step: number;
  contacts: string[];
  dueAt: Instant;
}

/** Part of a budget after which a deadline is at risk. */
export const riskRatio = 0.75;

/**
 * All steps that are still to come as the order stands, the next first; those whose `dueAt` has passed are due now.
 *
 * - Nobody accepts: the party's escalation list one by one, each after the time to accept, then the operator's people together.
 *   When all who were asked have declined, the next one is asked at once.
 * - A deadline to be on site or to solve it: at three quarters of the time, and when it is missed, whoever has the order, the
 *   party's escalation list and the operator's people.
 * - A preventive order has time: nobody is asked again to accept it, and its deadline is spoken of in working hours only.
 */
export function escalationSteps(
  state: OrderState,
  clocks: readonly SlaClock[],
  inventory: Pick<Inventory, 'parties'>,
  now: Instant,
): EscalationStep[] {
  if (finishedStates.has(state.state) || isRecovered(state) || state.state === 'suspended') return [];
  const steps =
    state.forecast === null
      ? [...acceptanceLadder(state, clocks, inventory, now), ...deadlines(state, clocks, inventory, now)]
      : deadlines(state, clocks, inventory, now).map((step) => ({
          ...step,
          dueAt: nextWorkingTime(step.dueAt, timezoneOf(state, inventory)),
        }));
  return steps.sort((one, other) => millis(one.dueAt) - millis(other.dueAt));
}

export const escalationsDue = (steps: readonly EscalationStep[], now: Instant): EscalationStep[] =>
  steps.filter(({ dueAt }) => millis(dueAt) <= millis(now));

/** When the order is to be looked at again; null when there is nothing to wait for. */
export const nextEscalationAt = (steps: readonly EscalationStep[]): Instant | null => steps[0]?.dueAt ?? null;

const waitsForAcceptance = ({ state, holder }: OrderState): boolean =>
  state === 'open' || state === 'dispatched' || state === 'handed_over' || (state === 'reopened' && holder === null);

/** Of the party that is asked; one that has left the inventory has the default of the house. */
const timezoneOf = (state: OrderState, { parties }: Pick<Inventory, 'parties'>): string =>
  parties.find(({ id }) => id === state.asked?.party)?.timezone ?? 'Asia/Shanghai';

function escalationList(state: OrderState, inventory: Pick<Inventory, 'parties'>): string[] {
  return inventory.parties.find(({ id }) => id === state.asked?.party)?.escalation ?? [];
}

function acceptanceLadder(
  state: OrderState,
  clocks: readonly SlaClock[],
  inventory: Pick<Inventory, 'parties'>,
  now: Instant,
): EscalationStep[] {
  const patience = (clocks.find(({ name }) => name === 'accepted')?.budgetSeconds ?? 0) * 1000;
  if (!waitsForAcceptance(state)) return [];
  const partys = escalationList(state, inventory);
  // Where nobody was on duty the whole list was told with the dispatch.
  const asked = state.asked?.contact ? [state.asked.contact] : [...partys];
  const ladder = partys.filter((contact) => !asked.includes(contact)).map((contact) => [contact]);
  const declined = new Map(state.declined.map(({ contact, at }) => [contact, millis(at)]));
  let at = millis(state.waitingSince);
  const steps: EscalationStep[] = [];
  for (const [index, contacts] of [...ladder, operatorsPeople(inventory, now)].entries()) {
    const told = state.told.find(({ clock, step }) => clock === 'accepted' && step === index + 1);
    const left = contacts.filter((contact) => !declined.has(contact));
    if (told) at = millis(told.at);
    else if (left.length > 0) {
      const allDeclined = asked.length > 0 && asked.every((contact) => declined.has(contact));
      at = allDeclined ? Math.max(at, ...declined.values()) : at + patience;
      steps.push({ clock: 'accepted', step: index + 1, contacts: left, dueAt: instantOf(at) });
    }
    asked.push(...(told ? contacts : left));
  }
  return steps;
}

function deadlines(
  state: OrderState,
  clocks: readonly SlaClock[],
  inventory: Pick<Inventory, 'parties'>,
  now: Instant,
): EscalationStep[] {
  const assignee = assigneeOf(state);
  const contacts = [
    ...new Set([
      ...(assignee ? [assignee.contact] : []),
      ...escalationList(state, inventory),
      ...operatorsPeople(inventory, now),
    ]),
  ];
  if (contacts.length === 0) return [];
  const wasTold = (clock: ClockName, step: number): boolean =>
    state.told.some((one) => one.clock === clock && one.step === step);
  return clocks
    .filter((clock) => isWaitedFor(state, clock))
    .flatMap(({ name, dueAt, budgetSeconds, state: stands }) => {
      if (dueAt === null) return [];
      const due = millis(dueAt);
      const steps: EscalationStep[] = [];
      if (stands === 'running' && !wasTold(name, 1)) {
        const riskAt = instantOf(due - (1 - riskRatio) * budgetSeconds * 1000);
        steps.push({ clock: name, step: 1, contacts, dueAt: riskAt });
      }
      if (!wasTold(name, 2)) steps.push({ clock: name, step: 2, contacts, dueAt });
      return steps;
    });
}

/** A fix that is claimed without an arrival was made from afar: nobody need come any more unless it is refuted. */
function isWaitedFor(state: OrderState, { name, state: stands, metAt }: SlaClock): boolean {
  if (name === 'informed' || name === 'accepted') return false;
  if (name === 'on_site' && state.state === 'fix_claimed') return false;
  return stands === 'running' || (stands === 'breached' && metAt === null);
}
