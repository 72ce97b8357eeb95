import { cpuUsage } from 'node:process';
import { chance } from './diagnosisRandom.ts';
import { wearCases } from './wearCases.ts';
import { falseOrders, trueOrders } from './wearScore.ts';

/**
 * How often wear is foreseen that is none, how often it is found, whether its dates come true, and what a look costs. Set YEARS
 * (of devices, of each kind), DEVICES (that wear, of each kind), SERIES and SEED for other counts.
 */
const years = Number(process.env['YEARS'] ?? 400);
const devices = Number(process.env['DEVICES'] ?? 200);
const series = Number(process.env['SERIES'] ?? 10_000);
const seed = Number(process.env['SEED'] ?? 500_001);

const rows: Record<string, Record<string, number>> = {};
let [wrong, wearing, found, dated, within] = [0, 0, 0, 0, 0];
for (const [kind, wear] of Object.entries(wearCases)) {
  const orders = falseOrders(wear, years, seed);
  const seen = trueOrders(wear, devices, seed + 1_000_000);
  wrong += orders;
  wearing += seen.devices;
  found += seen.found;
  dated += seen.dated;
  within += seen.within;
  rows[kind] = {
    'device-years': years,
    'false calls': orders,
    wearing: seen.devices,
    found: seen.found,
    'within 80 %': Number((seen.within / Math.max(1, seen.dated)).toFixed(3)),
    'days ahead, median': Math.round(seen.leads[Math.floor(seen.leads.length / 2)] ?? 0),
    'days ahead, worst tenth': Math.round(seen.leads[Math.floor(seen.leads.length / 10)] ?? 0),
  };
}
console.table(rows);

const kinds = Object.values(wearCases);
const measured = Array.from({ length: series }, (_, index) => {
  const wear = kinds[index % kinds.length];
  return wear ? [{ wear, values: wear.healthy(chance(seed + index), 90) }] : [];
}).flat();
const started = cpuUsage();
for (const { wear, values } of measured) wear.look(values, 89);
const { user, system } = cpuUsage(started);

const ratio = (part: number, of: number): number => Number((part / Math.max(1, of)).toFixed(3));
console.log(
  JSON.stringify({
    series,
    cpu_s: Number(((user + system) / 1e6).toFixed(2)),
    device_years: years * kinds.length,
    false_calls_per_100_device_years: ratio(100 * wrong, years * kinds.length),
    coverage_80: ratio(within, dated),
    found_ratio: ratio(found, wearing),
  }),
);
