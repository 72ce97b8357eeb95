import { unfinishedStates } from '@roundsman/contract/api.ts';
import type { Meter } from '../../application/meter.ts';
import type { Service } from '../../application/service.ts';
import { foundLabelOf, partyOutcome } from '../../domain/diagnosisAccuracy.ts';
import { millis } from '../../domain/instant.ts';
import { slaClocks } from '../../domain/slaClock.ts';

type OutcomeGauges = Pick<Meter, 'set' | 'clear'>;

/** Read from the store so that a restart forgets nothing; gauges, since an order that is reopened or corrected leaves its place. */
async function refreshOutcomeGauges(outcomes: Service['store']['outcomes'], meter: OutcomeGauges): Promise<void> {
  meter.clear('roundsman_diagnosis_outcomes');
  meter.clear('roundsman_diagnosis_party_outcomes');
  const byPair = new Map<string, number>();
  const byParty = new Map<string, number>();
  const add = (counts: Map<string, number>, key: string, orders: number): void => {
    counts.set(key, (counts.get(key) ?? 0) + orders);
  };
  for (const { faultClass, party, found, orders } of await outcomes.counts()) {
    add(byPair, `${faultClass} ${foundLabelOf(found)}`, orders);
    if (party !== null) add(byParty, `${party} ${partyOutcome({ faultClass, party }, found)}`, orders);
  }
  for (const [key, orders] of byPair) {
    const [diagnosed = '', found = ''] = key.split(' ');
    meter.set('roundsman_diagnosis_outcomes', orders, { diagnosed, found });
  }
  for (const [key, orders] of byParty) {
    const [party = '', outcome = ''] = key.split(' ');
    meter.set('roundsman_diagnosis_party_outcomes', orders, { party, outcome });
  }
}

/** Gauges that are read from the store when they are asked for. While it is away they are absent. */
export async function refreshStoreGauges({
  store,
  orders,
  clock,
  meter,
}: Pick<Service, 'store' | 'orders' | 'clock' | 'meter'>): Promise<void> {
  const now = clock.now();
  for (const name of [
    'roundsman_work_orders',
    'roundsman_planned_work_orders',
    'roundsman_sla_clocks_running',
    'roundsman_outbox_pending',
    'roundsman_outbox_oldest_pending_age_seconds',
  ] as const) {
    meter.clear(name);
  }
  await refreshOutcomeGauges(store.outcomes, meter);
  const [counts, planned, rows, pending] = await Promise.all([
    store.orders.countByState(),
    store.orders.countPlanned(),
    store.orders.unfinished(),
    store.outbox.pending(),
  ]);
  const byState = new Map(counts.map(({ state, count }) => [state, count]));
  for (const state of unfinishedStates) meter.set('roundsman_work_orders', byState.get(state) ?? 0, { state });
  meter.set('roundsman_planned_work_orders', planned);
  meter.set('roundsman_outbox_pending', pending.count);
  const age = pending.oldestAt === null ? 0 : Math.max(0, now.getTime() - millis(pending.oldestAt)) / 1000;
  meter.set('roundsman_outbox_oldest_pending_age_seconds', age);

  const running = new Map<string, number>();
  for (const order of await orders.load(
    store.orders,
    rows.filter((row) => !row.planned),
  )) {
    for (const { name, state, metAt } of slaClocks(order.events, now.toISOString())) {
      const overdue = state === 'breached' && metAt === null;
      if (state !== 'running' && !overdue) continue;
      const key = `${name} ${overdue}`;
      running.set(key, (running.get(key) ?? 0) + 1);
    }
  }
  for (const [key, count] of running) {
    const [clockName = '', overdue = ''] = key.split(' ');
    meter.set('roundsman_sla_clocks_running', count, { clock: clockName, overdue });
  }
}
