import { decide, subjectOf, type Decision, type PlannedOrder } from '../domain/prediction/decide.ts';
import { forecastOf, type Foreseen } from '../domain/prediction/forecastOf.ts';
import type { Sight } from '../domain/prediction/sight.ts';
import { plusSeconds } from '../domain/instant.ts';
import { isRejected } from '../domain/rejection.ts';
import { isRecovered } from '../domain/workOrder.ts';
import { isWorkingTime } from '../domain/workingHours.ts';
import type { Order } from './order.ts';
import { lockOrder, openOrder, recordFact } from './orderRecording.ts';
import { nowOf, type Service } from './service.ts';
import type { Transaction } from './store.ts';

/** After an order about it is over the same wear makes no other one for so long. */
const quietSeconds = 30 * 86_400;

/**
 * Brings the preventive orders into line with what was seen of wear, in the working hours of whom it is told: at other times a
 * decision waits, and is made anew. All in one transaction, by one replica at a time.
 */
export async function planWork(service: Service, sights: readonly Sight[]): Promise<void> {
  const decisions = await service.store.transaction(async (transaction) => {
    if (!(await transaction.tryLockDecisions())) return [];
    const decided = await decideOn(transaction, service, sights);
    const now = decided.filter((decision) =>
      isWorkingTime(nowOf(service), timezoneOf(service, partyOf(service, decision))),
    );
    for (const decision of now) await carryOut(transaction, service, decision);
    return now;
  });
  for (const decision of decisions) {
    const { kind, element } = decision.action === 'open' ? decision.sight : decision.order.forecast;
    service.meter.count('roundsman_forecasts_total', { kind, decision: decision.action });
    service.logger.info({ element, kind, decision: decision.action }, 'planned work was decided on');
  }
  if (decisions.length > 0) service.wake('drainOutbox');
}

async function decideOn(transaction: Transaction, service: Service, sights: readonly Sight[]): Promise<Decision[]> {
  const now = nowOf(service);
  const rows = await transaction.orders.unfinished();
  const recent = (await transaction.orders.plannedSince(plusSeconds(now, -quietSeconds))).filter(
    ({ finished }) => finished,
  );
  const orders = await service.orders.load(transaction.orders, [...rows, ...recent]);
  const unfinished = new Set(rows.map(({ id }) => id));
  const planned: PlannedOrder[] = [];
  const lately = new Set<string>();
  const faulty = new Map<string, string>();
  const suffering = new Set<string>();
  for (const { id, state } of orders) {
    const { forecast, openedAt } = state;
    if (forecast !== null) {
      // Recovered ones wait for a person's evaluation; the wear itself is over.
      if (!unfinished.has(id) || isRecovered(state)) lately.add(subjectOf(forecast));
      else planned.push({ id, forecast, openedAt, accepted: state.holder !== null });
    } else if (!isRecovered(state)) {
      for (const element of atFault(state)) faulty.set(element, state.number);
      for (const element of state.affected) suffering.add(element);
    }
  }
  return decide({
    sights,
    orders: planned,
    faulty,
    suffering,
    lately,
    leadDays: service.settings.prediction.leadDays,
    now,
  });
}

/** The fault point; while the cause is not determined or only reported, each of those that suffer may be it. */
function atFault({ diagnosis, affected }: Order['state']): readonly string[] {
  if (!diagnosis || diagnosis.faultClass === 'reported_fault') return affected;
  return diagnosis.faultClass === 'undetermined' ? [diagnosis.faultPoint, ...affected] : [diagnosis.faultPoint];
}

function partyOf(service: Service, decision: Decision): string | null {
  if (decision.action !== 'open') return decision.order.forecast.party;
  const { element, faultClass } = decision.sight;
  return service.city().topology.partyFor(element, faultClass, nowOf(service));
}

const timezoneOf = ({ city, settings }: Service, party: string | null): string =>
  (party === null ? undefined : city().topology.party(party)?.timezone) ?? settings.timezone;

function foreseen(service: Service, sight: Sight): Foreseen {
  const { topology } = service.city();
  const party = topology.partyFor(sight.element, sight.faultClass, nowOf(service));
  return forecastOf(sight, {
    name: topology.name(sight.element),
    party,
    timezone: timezoneOf(service, party),
    now: nowOf(service),
  });
}

async function carryOut(transaction: Transaction, service: Service, decision: Decision): Promise<void> {
  if (decision.action === 'open') return open(transaction, service, decision.sight);
  const order = await lockOrder(transaction, decision.order.id);
  if (!order) throw new Error(`work order ${decision.order.id} is decided on and not there`);
  await note(transaction, service, order, decision);
}

async function open(transaction: Transaction, service: Service, sight: Sight): Promise<void> {
  const { forecast, title } = foreseen(service, sight);
  const siteIds = service
    .city()
    .topology.sitesOf([sight.element])
    .map(({ id }) => id);
  await openOrder(
    transaction,
    service,
    {
      source: 'inspection',
      severity: 'warning',
      title,
      diagnosis: null,
      siteIds,
      affected: [sight.element],
      onsetAt: nowOf(service),
      forecast,
    },
    { actor: 'system' },
  );
}

/** Somebody may have accepted or closed it meanwhile: then nothing is recorded, and it is decided on anew the next time. */
async function note(
  transaction: Transaction,
  service: Service,
  order: Order,
  decision: Exclude<Decision, { action: 'open' }>,
): Promise<void> {
  const facts = factsOf(service, decision);
  const outcome = await recordFact(transaction, service, order, facts);
  if (isRejected(outcome)) service.logger.info({ work_order_id: order.id, why: outcome.detail }, 'an order moved on');
}

function factsOf(service: Service, decision: Exclude<Decision, { action: 'open' }>): Parameters<typeof recordFact>[3] {
  switch (decision.action) {
    case 'reforecast':
      return { type: 'reforecast', ...foreseen(service, decision.sight) };
    case 'withdraw':
      return { type: 'withdrawn', reason: decision.reason };
    case 'verify':
      return { type: 'verified', solvedAt: nowOf(service), by: 'measurement' };
  }
}
