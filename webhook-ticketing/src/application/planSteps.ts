import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { CaseReference } from '@roundsman/contract/recordedCase.ts';
import { finishedStates } from '@roundsman/contract/vocabulary.ts';
import type { Plan } from '../domain/correlation.ts';
import type { Suspected } from '../domain/correlation/suspicion.ts';
import type { Instant } from '../domain/instant.ts';
import { isRejected } from '../domain/rejection.ts';
import { isMoreSevere, severityOf } from '../domain/severity.ts';
import { orderTitle } from '../domain/title.ts';
import { isRecovered } from '../domain/workOrder.ts';
import type { SystemFacts } from '../domain/workOrderRecord.ts';
import type { CaseKeeper } from './keepCases.ts';
import type { Order } from './order.ts';
import { worksThatExplain } from './maintenance.ts';
import { lockOrder, openOrder, recordFact, type Opening } from './orderRecording.ts';
import { sendOut, type Dispatched } from './sendOut.ts';
import type { Service } from './service.ts';
import type { Transaction } from './store.ts';

export interface CarriedOut {
  opened: { order: Order; faultClass: string }[];
  /** As they are now, in the order in which they were opened. */
  orders: Order[];
}

/** Somebody changed an order between the reading and its lock: what was decided is to be decided anew. */
export class OrderMovedOn extends Error {
  override name = 'OrderMovedOn';
}

/** Does what the correlation decided, step by step, in the transaction. `orders` are all that are not finished. */
export async function carryOut(
  transaction: Transaction,
  service: Service,
  plan: Plan,
  orders: readonly Order[],
  onsetOf: (elements: readonly string[]) => Instant,
  firstSignOf: (suspected: Suspected) => Instant,
  cases: CaseKeeper,
): Promise<CarriedOut> {
  const { topology } = service.city();
  const current = new Map(orders.map((order) => [order.id, order]));
  const opened: CarriedOut['opened'] = [];
  const sitesOf = (elements: readonly string[]): string[] => topology.sitesOf(elements).map(({ id }) => id);

  /** Locks an order when it is first touched: somebody may be giving it a command right now. */
  const touched = new Map<string, Order>();
  const take = async (id: string): Promise<Order> => {
    const order = touched.get(id) ?? (await lockOrder(transaction, id));
    if (!order) throw new Error(`the correlation speaks of work order ${id}, which is not there`);
    touched.set(id, order);
    return order;
  };
  const keep = (order: Order): void => {
    touched.set(order.id, order);
    current.set(order.id, order);
  };
  const note = async (id: string, facts: SystemFacts): Promise<void> => {
    const outcome = await recordFact(transaction, service, await take(id), facts);
    if (!isRejected(outcome)) keep(outcome.ok);
    // Whom to send is not asked of an order whose fix is being checked, or that is suspended.
    else if (facts.type !== 'dispatched') {
      // Somebody closed it between the reading and the lock: all of the decision is taken back, and taken anew.
      throw new OrderMovedOn(`work order ${id} moved on while it was judged: ${outcome.detail ?? facts.type}`);
    }
  };

  const named = async (...ids: string[]): Promise<{ id: string; number: string }[]> => {
    const orders: Order[] = [];
    for (const id of ids) orders.push(await take(id));
    return orders.map(({ id, state }) => ({ id, number: state.number }));
  };
  const naming = (recordedCase: CaseReference | undefined) => recordedCase && { recordedCase };

  /** More suffers from it; where an important site does now, it is more severe. */
  const grow = async (id: string, affected: string[]): Promise<void> => {
    const { state } = await take(id);
    const siteIds = sitesOf(affected);
    const all = [...state.siteIds, ...siteIds];
    const severity = state.diagnosis
      ? severityOf(state.diagnosis.faultClass, all, service.city().inventory)
      : state.severity;
    const raised = isMoreSevere(severity, state.severity) ? { severity } : {};
    await note(id, { type: 'affected_grew', affected, siteIds, ...raised });
  };

  /** The order of this very fault, which had recovered: it is opened again. False where there is none. */
  const reopen = async (verdict: Diagnosis, onsetAt: Instant): Promise<boolean> => {
    const recovered = [...current.values()].find((order) => isSameFault(order, verdict));
    if (!recovered) return false;
    // What planned works bring about is no relapse, and is told to nobody.
    if (await worksThatExplain(transaction, service, { ...verdictOf(service, verdict), onsetAt })) return false;
    const { id } = recovered;
    await note(id, { type: 'reopened', reason: cameBack, ...naming(await cases.keep(verdict, await named(id))) });
    await grow(id, verdict.affected);
    // Where nobody has the order nobody is there to whom it comes back: it is sent out anew.
    if ((await take(id)).state.holder === null) {
      const facts = sendOut(service, await take(id));
      if (facts) await note(id, facts);
    }
    return true;
  };
  const openFor = async (
    verdict: Diagnosis,
    onsetAt: Instant,
    about: Omit<Parameters<typeof openOrder>[3], 'actor'> = {},
  ): Promise<Order> => {
    const opening: Opening = { ...verdictOf(service, verdict), source: 'alarm', onsetAt };
    const order = await openOrder(transaction, service, opening, {
      actor: 'system',
      because: (opened) => cases.keep(verdict, [opened]),
      ...about,
    });
    keep(order);
    opened.push({ order, faultClass: verdict.faultClass });
    return order;
  };

  for (const step of plan) {
    switch (step.action) {
      case 'open': {
        const onsetAt = onsetOf(step.verdict.affected);
        if (!(await reopen(step.verdict, onsetAt))) await openFor(step.verdict, onsetAt);
        break;
      }
      case 'split': {
        const { verdict, why } = step.suspected;
        const detectedAt = firstSignOf(step.suspected);
        // What the first cause did to these elements is no part of the second.
        const onsetAt = why === 'behind' ? detectedAt : onsetOf(verdict.affected);
        if (await reopen(verdict, onsetAt)) break;
        const origin = { facts: { type: 'split_from', from: step.order, reason: step.reason } as const, personal: {} };
        const order = await openFor(verdict, onsetAt, { detectedAt, alongside: [origin] });
        await note(step.order, { type: 'split_off', into: order.id, affected: step.affected, reason: step.reason });
        break;
      }
      case 'attach':
        await grow(step.order, step.affected);
        break;
      case 'rediagnose': {
        const { state } = await take(step.order);
        const verdict = verdictOf(service, step.verdict);
        const affected = [...new Set([...state.affected, ...step.affected])];
        const siteIds = [...new Set([...state.siteIds, ...verdict.siteIds])];
        const kept = naming(await cases.keep(step.verdict, await named(step.order)));
        await note(step.order, { ...verdict, type: 'rediagnosed', affected, siteIds, reason: step.reason, ...kept });
        const facts = redispatch(service, await take(step.order));
        if (facts) await note(step.order, facts);
        break;
      }
      case 'join': {
        const { diagnosis } = (await take(step.into)).state;
        const kept = naming(await cases.keepOf(diagnosis, await named(step.into, step.order)));
        await note(step.into, { type: 'took_over', from: step.order, reason: step.reason, ...kept });
        await grow(step.into, step.affected);
        await note(step.order, { type: 'joined', into: step.into, reason: step.reason, ...kept });
        await transaction.alerts.moveToOrder(step.order, step.into);
        for (const report of await transaction.reports.moveToOrder(step.order, step.into)) {
          await note(step.into, { type: 'report_attached', reportId: report.id, source: report.source });
        }
        break;
      }
    }
  }
  return { opened, orders: [...current.values()] };
}

const cameBack = { en: 'The fault came back before the order was closed.', zh: '工单关闭前故障再次出现。' };

const isSameFault = ({ state }: Order, verdict: Diagnosis): boolean =>
  isRecovered(state) &&
  !finishedStates.has(state.state) &&
  state.diagnosis?.faultClass === verdict.faultClass &&
  state.diagnosis.faultPoint === verdict.faultPoint;

/** What an order says of itself by a verdict. */
function verdictOf(
  service: Service,
  verdict: Diagnosis,
): Omit<Opening, 'source' | 'onsetAt' | 'diagnosis'> & { diagnosis: Diagnosis } {
  const { inventory, topology } = service.city();
  const siteIds = topology.sitesOf([verdict.faultPoint, ...verdict.affected]).map(({ id }) => id);
  return {
    severity: severityOf(verdict.faultClass, siteIds, inventory),
    title: orderTitle(verdict, siteIds, inventory),
    diagnosis: verdict,
    siteIds,
    affected: verdict.affected,
  };
}

/** The dispatch to another party, where the verdict now names another one. */
function redispatch(service: Service, order: Order): Dispatched | null {
  const chosen = sendOut(service, order);
  const has = order.state.holder?.party ?? order.state.asked?.party;
  return chosen?.party === has ? null : chosen;
}
