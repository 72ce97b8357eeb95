import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Diagnosis } from '@roundsman/contract/evidence.ts';
import type { FaultReport } from '@roundsman/contract/faultReport.ts';
import type { FaultSource } from '@roundsman/contract/vocabulary.ts';
import { isRejected, type Outcome } from '../domain/rejection.ts';
import { locateReport, ordersAt, type ReportedPlace } from '../domain/reportedPlace.ts';
import { severityOf } from '../domain/severity.ts';
import { orderTitle } from '../domain/title.ts';
import { isRecovered } from '../domain/workOrder.ts';
import { actorName } from '../domain/workOrderRights.ts';
import type { Order } from './order.ts';
import { appendToOrder, lockOrder, openOrder, type Opening } from './orderRecording.ts';
import { nowOf, type Service } from './service.ts';
import { storable } from './storableText.ts';
import type { StoredReport, Transaction } from './store.ts';
import type { Ticketing, User } from './ticketing.ts';

type Receipt = Awaited<ReturnType<Ticketing['reportFault']>>;

/** 128 random bits; whoever has them may follow the report. Only their hash is kept. */
const newToken = (): string => randomBytes(16).toString('base64url');
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Takes up what a person reports: into the open order of that place, or as a new order for the unit that maintains it. The same
 * idempotency key again is the same report; its answer has a tracking link of its own, since the first one is kept as a hash.
 */
export async function reportFault(
  service: Service,
  user: User | null,
  given: FaultReport,
  source: FaultSource,
): Promise<Receipt> {
  const report = storable(given);
  const { topology, inventory } = service.city();
  const place = locateReport(report, inventory, topology);
  if (isRejected(place)) return place;
  const token = newToken();
  const taken = await service.store.transaction(async (transaction) => {
    // Whoever decides which orders are opened does so alone: two reports of one fault, and its alert, become one order.
    await transaction.lockDecisions();
    const before = await transaction.reports.byIdempotencyKey(report.idempotencyKey);
    if (before) {
      await transaction.reports.addToken(before.id, tokenHash(token));
      return { number: before.number, joined: before.joined, isNew: false };
    }
    const { order, joined, id } = await takeUp(transaction, service, user, report, source, place.ok);
    const { reporterName, reporterPhone, position } = report;
    const stored: StoredReport = {
      id,
      idempotencyKey: report.idempotencyKey,
      number: order.state.number,
      orderId: order.id,
      joined,
      source,
      kind: report.kind,
      element: place.ok.element,
      site: place.ok.site,
      position: position ?? null,
      description: report.description,
      language: report.language,
      personal: { reporterName, reporterPhone },
      receivedAt: nowOf(service),
    };
    await transaction.reports.insert(stored);
    await transaction.reports.addToken(id, tokenHash(token));
    return { number: order.state.number, joined, isNew: !joined };
  });
  if (taken.isNew) {
    service.meter.count('roundsman_work_orders_opened_total', { source, fault_class: 'reported_fault' });
    service.wake('drainOutbox');
  }
  return { ok: { trackingToken: token, number: taken.number, joinedOpenOrder: taken.joined } };
}

async function takeUp(
  transaction: Transaction,
  service: Service,
  user: User | null,
  report: FaultReport,
  source: FaultSource,
  place: ReportedPlace,
): Promise<{ order: Order; joined: boolean; id: string }> {
  const id = randomUUID();
  const attached = {
    facts: { type: 'report_attached', reportId: id, source } as const,
    personal: report.description === '' ? {} : { note: report.description },
  };
  const now = nowOf(service);
  const rows = (await transaction.orders.unfinished()).filter(({ planned }) => !planned);
  const open = await service.orders.load(transaction.orders, rows);
  const [there] = ordersAt(
    place,
    open.filter(({ state }) => !isRecovered(state)),
    (element) => service.city().topology.element(element)?.kind,
  );
  const locked = there && (await lockOrder(transaction, there.id));
  if (locked && !isRecovered(locked.state)) {
    const event = { at: now, recordedAt: now, actor: actorOf(user), ...attached };
    return { order: await appendToOrder(transaction, service, locked, [event]), joined: true, id };
  }
  const opening = openingOf(service, report, source, place);
  const order = await openOrder(transaction, service, opening, { actor: actorOf(user), alongside: [attached] });
  return { order, joined: false, id };
}

/** Whoever of the house takes a report owns the order until somebody accepts it; for a citizen's own report it is the service. */
const actorOf = (user: User | null): string => (user === null || user.role === 'police' ? 'system' : actorName(user));

const kinds: Record<FaultReport['kind'], { en: string; zh: string }> = {
  no_picture: { en: 'Reported: no picture', zh: '报修：无图像' },
  bad_picture: { en: 'Reported: bad picture', zh: '报修：图像异常' },
  damaged: { en: 'Reported: damaged', zh: '报修：设备损坏' },
  no_power: { en: 'Reported: no power', zh: '报修：无供电' },
  other: { en: 'Reported by a person', zh: '人工报修' },
};

function openingOf(
  service: Service,
  report: FaultReport,
  source: FaultSource,
  { element, site }: ReportedPlace,
): Opening {
  const { inventory, topology } = service.city();
  const siteIds = site === null ? [] : [site];
  const party = element === null ? null : topology.maintenanceUnitFor(element);
  const verdict = { faultClass: 'reported_fault', party, probability: 1 } as const;
  const check = { en: 'Look at the camera named in the report.', zh: '查看报修的摄像机。' };
  const diagnosis: Diagnosis | null =
    element === null
      ? null
      : {
          ...verdict,
          faultPoint: element,
          candidates: [
            {
              ...verdict,
              faultPoint: element,
              for: [{ text: kinds[report.kind], element, weight: 0 }],
              against: [],
              check,
            },
          ],
          affected: [element],
        };
  return {
    source,
    severity: severityOf('reported_fault', siteIds, inventory),
    title: orderTitle(diagnosis, siteIds, inventory),
    diagnosis,
    siteIds,
    affected: element === null ? [] : [element],
    onsetAt: nowOf(service),
  };
}

/** For those who ask with a tracking link. */
export async function reportOfToken({ store }: Pick<Service, 'store'>, token: string): Promise<Outcome<StoredReport>> {
  const wellFormed = /^[\w-]{22,64}$/.test(token);
  const report = wellFormed ? await store.reports.byToken(tokenHash(token)) : null;
  return report ? { ok: report } : { rejected: 'not_found', detail: 'there is no report behind this link' };
}
