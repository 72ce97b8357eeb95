import { decide, type PlannedOrder } from '../src/domain/prediction/decide.ts';
import { forecastOf } from '../src/domain/prediction/forecastOf.ts';
import { millisecondsOfDay, type DailySeries } from '../src/domain/prediction/dailySeries.ts';
import type { Sight } from '../src/domain/prediction/sight.ts';
import { instantOf } from '../src/domain/instant.ts';
import { chance } from './diagnosisRandom.ts';
import type { WearCase } from './wearCases.ts';

/** As configured by default. */
const leadDays = 45;
/** The first day that is looked at: before it there is nothing to judge by. */
const firstDay = 60;

/** The days on which the service would open an order, each with what was foreseen; every day is looked at, as the service does. */
export function ordersOf(
  { look }: WearCase,
  values: DailySeries,
  from: number,
  to: number,
): { day: number; sight: Sight }[] {
  const opened: { day: number; sight: Sight }[] = [];
  let order: PlannedOrder | null = null;
  for (let day = from; day < to; day += 1) {
    const now = instantOf(day * millisecondsOfDay);
    const [decision] = decide({
      sights: [look(values, day)],
      orders: order ? [order] : [],
      faulty: new Map(),
      suffering: new Set(),
      lately: new Set(),
      leadDays,
      now,
    });
    if (decision?.action === 'open') {
      const { sight } = decision;
      const { forecast } = forecastOf(sight, { name: { en: '', zh: '' }, party: null, timezone: 'UTC', now });
      order = { id: '', forecast, openedAt: now, accepted: false };
      opened.push({ day, sight });
    } else if (decision?.action === 'withdraw' || decision?.action === 'verify') order = null;
  }
  return opened;
}

/** Orders about healthy devices, of so many years of one device each. */
export function falseOrders(wear: WearCase, years: number, seed: number): number {
  let orders = 0;
  for (let device = 0; device < years; device += 1) {
    const values = wear.healthy(chance(seed + device), firstDay + 365);
    orders += ordersOf(wear, values, firstDay, firstDay + 365).length;
  }
  return orders;
}

export interface Found {
  devices: number;
  found: number;
  /** Of those whose date is told with both ends: how many came true between them. */
  dated: number;
  within: number;
  /** Days from the order to the fault, ascending. */
  leads: number[];
}

/** Orders about devices that wear, up to the day of the fault. */
export function trueOrders(wear: WearCase, devices: number, seed: number): Found {
  const result: Found = { devices, found: 0, dated: 0, within: 0, leads: [] };
  for (let device = 0; device < devices; device += 1) {
    const { values, limitDay, dated } = wear.wearing(chance(seed + device));
    const [first] = ordersOf(wear, values, 21, Math.floor(limitDay));
    if (!first) continue;
    const left = limitDay - first.day;
    result.found += 1;
    result.leads.push(left);
    const { reaches } = first.sight;
    if (!dated || reaches === null || reaches.late === null) continue;
    result.dated += 1;
    if (left >= reaches.early && left <= reaches.late) result.within += 1;
  }
  result.leads.sort((one, other) => one - other);
  return result;
}
