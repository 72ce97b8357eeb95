import { subjectOf } from '../domain/prediction/decide.ts';
import type { Sight } from '../domain/prediction/sight.ts';
import { millis } from '../domain/instant.ts';
import { lookForWear } from './lookForWear.ts';
import { planWork } from './planWork.ts';
import { nowOf, type Service } from './service.ts';

/** What was seen the last time that everything was looked at. */
export interface Seen {
  at: number | null;
  /** Only what makes an order, or is about an order. */
  sights: Sight[];
}

/** Looks at all wear once in a while (`prediction.intervalHours`), and in between does what waits for somebody's working hours. */
export async function predict(service: Service, seen: Seen, stop?: AbortSignal): Promise<undefined> {
  const now = millis(nowOf(service));
  if (seen.at === null || now - seen.at >= service.settings.prediction.intervalHours * 3_600_000) {
    const ofOrders = await subjectsOfOrders(service);
    const sights: Sight[] = [];
    const keep = (sight: Sight): void => {
      if (sight.verdict === 'foreseen' || ofOrders.has(subjectOf(sight))) sights.push(sight);
    };
    await lookForWear(service, keep, stop);
    if (stop?.aborted) return;
    seen.at = now;
    seen.sights = sights;
    service.meter.set('roundsman_prediction_last_success_timestamp_seconds', now / 1000);
    service.logger.info(
      { foreseen: sights.filter(({ verdict }) => verdict === 'foreseen').length },
      'wear was looked at',
    );
  }
  if (seen.sights.length > 0) await planWork(service, seen.sights);
}

async function subjectsOfOrders({ store, orders }: Service): Promise<ReadonlySet<string>> {
  const rows = (await store.orders.unfinished()).filter(({ planned }) => planned);
  const found = await orders.load(store.orders, rows);
  return new Set(found.flatMap(({ state }) => (state.forecast ? [subjectOf(state.forecast)] : [])));
}
