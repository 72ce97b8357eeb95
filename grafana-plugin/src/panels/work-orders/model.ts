import { finishedStates, severities, workOrderStates, type WorkOrderState } from '@roundsman/contract/vocabulary.ts';
import type { CommandName, SlaClock, WorkOrder } from '@roundsman/contract/workOrder.ts';

/** How pressing a clock is: `soon` when less than a quarter of its budget is left. */
export type Urgency = 'ok' | 'soon' | 'breached';

export interface Countdown {
  urgency: Urgency;
  /** Time left, or time over where the clock is breached; `H:MM:SS`, or `MM:SS` under an hour. */
  text: string;
  /** Share of the budget that is used up, 0 to 1. */
  usedRatio: number;
}

const soonShare = 0.25;

/** What a clock shows at `now` (epoch milliseconds of the service's clock). Null where the clock has no deadline. */
export function countdown(clock: Pick<SlaClock, 'dueAt' | 'budgetSeconds'>, now: number): Countdown | null {
  if (clock.dueAt === null) {
    return null;
  }
  const left = (Date.parse(clock.dueAt) - now) / 1000;
  if (left <= 0) {
    return { urgency: 'breached', text: clockText(-left), usedRatio: 1 };
  }
  const leftShare = clock.budgetSeconds > 0 ? Math.min(1, left / clock.budgetSeconds) : 1;
  return { urgency: leftShare < soonShare ? 'soon' : 'ok', text: clockText(left), usedRatio: 1 - leftShare };
}

function clockText(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (figure: number) => String(figure).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${two(minutes)}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** An age in the largest unit that gives a whole figure, for `ago.*` phrases. */
export function age(since: string, now: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 60) {
    return { unit: 'minutes', count: minutes };
  }
  return minutes < 48 * 60
    ? { unit: 'hours', count: Math.floor(minutes / 60) }
    : { unit: 'days', count: Math.floor(minutes / (24 * 60)) };
}

const deadline = (order: WorkOrder) => (order.nextClock?.dueAt ? Date.parse(order.nextClock.dueAt) : Infinity);

/** The order whose clock runs out next comes first; those without a running clock last, the gravest and oldest of them first. */
export function byUrgency(a: WorkOrder, b: WorkOrder): number {
  const [dueA, dueB] = [deadline(a), deadline(b)];
  if (dueA !== dueB) {
    return dueA - dueB;
  }
  const graver = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return graver !== 0 ? graver : a.openedAt.localeCompare(b.openedAt);
}

/** Unfinished orders by state, in the order of the way through it, empty states left out. */
export function countByState(orders: readonly WorkOrder[]): Array<{ state: WorkOrderState; count: number }> {
  return workOrderStates
    .map((state) => ({ state, count: orders.filter((order) => order.state === state).length }))
    .filter(({ count }) => count > 0);
}

/** Puts what commands have answered over what was listed: the higher version wins, and what is finished leaves the board. */
export function withReplies(listed: readonly WorkOrder[], replies: ReadonlyMap<string, WorkOrder>): WorkOrder[] {
  return listed
    .map((order) => {
      const reply = replies.get(order.id);
      return reply && reply.version > order.version ? reply : order;
    })
    .filter((order) => !finishedStates.has(order.state));
}

/** Which command a person most likely wants next, most wanted first. What is not named here is in the menu. */
const leading: readonly CommandName[] = [
  'accept',
  'depart',
  'arrive',
  'claim_fix',
  'evaluate',
  'close',
  'resume',
  'dispatch',
];

/** The commands that an order allows: one on a button, the others in a menu. Without the right to write there are none. */
export function arrangeActions(
  order: WorkOrder,
  mayWrite: boolean,
): { first: CommandName | null; others: CommandName[] } {
  if (!mayWrite) {
    return { first: null, others: [] };
  }
  const first = leading.find((name) => order.actions.includes(name)) ?? order.actions[0] ?? null;
  return { first, others: order.actions.filter((name) => name !== first) };
}
