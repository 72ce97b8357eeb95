import { identifier } from '@roundsman/contract/inventory/schema.ts';
import type { Clock } from '../../application/clock.ts';
import type { WearMeasure, WearReading, WearSource } from '../../application/wearSource.ts';
import { millisecondsOfDay } from '../../domain/prediction/dailySeries.ts';
import type { Query, Series } from './prometheusQuery.ts';

/** Where each measure comes from: the recording rules of `provisioning/prometheus/rules/prediction.yml`. */
const sources: Readonly<
  Record<WearMeasure, { metric: string; of: 'device_id' | 'element_id'; part: string; days: number }>
> = {
  onu_light: { metric: 'daily:onu_receive_power_dbm:median', of: 'element_id', part: '', days: 60 },
  olt_light: { metric: 'daily:olt_receive_power_dbm:median', of: 'element_id', part: '', days: 60 },
  ups_runtime: { metric: 'daily:ups_battery_runtime_seconds:median', of: 'device_id', part: '', days: 90 },
  ups_load: { metric: 'daily:ups_output_load_ratio:mean', of: 'device_id', part: '', days: 90 },
  ups_ailing: { metric: 'daily:ups_battery_ailing:share', of: 'device_id', part: '', days: 14 },
  poe_watts: { metric: 'daily:poe_port_power_watts:max', of: 'device_id', part: 'port', days: 60 },
  poe_class: { metric: 'daily:poe_port_class:max', of: 'device_id', part: 'port', days: 1 },
  restarts: { metric: 'daily:device_restarts:sum', of: 'device_id', part: '', days: 90 },
  frame_errors: { metric: 'daily:network_port_fcs_errors:ratio', of: 'device_id', part: 'port', days: 60 },
  disk_ailing: { metric: 'daily:device_disk_ailing:share', of: 'device_id', part: 'disk', days: 14 },
};

export const dailyMetrics: readonly string[] = Object.values(sources).map(({ metric }) => metric);

/** The rules write once an hour; Prometheus itself forgets a sample after five minutes. */
const keptFor = '2h';

/** Daily values from Prometheus: the value of a day is that of the last evaluation before its end, midnight UTC. */
export const prometheusWear = (query: Query, clock: Clock): WearSource => ({
  read: async (measure, ids) => {
    const { metric, of, part, days } = sources[measure];
    const known = ids.filter((id) => identifier.safeParse(id).success);
    if (known.length === 0) return [];
    // The steps of a subquery lie on whole days of UTC, whenever it is asked.
    const expression = `last_over_time(${metric}{${of}=~"${known.join('|')}"}[${keptFor}])[${days}d:1d]`;
    return (await query(expression, clock.now())).flatMap((series) => readingOf(series, part));
  },
});

function readingOf({ labels, samples }: Series, part: string): WearReading[] {
  const device = labels['device_id'];
  if (device === undefined) return [];
  const element = labels['element_id'];
  return [
    {
      device,
      element: element === undefined || element === '' ? null : element,
      part: part === '' ? '' : (labels[part] ?? ''),
      values: samples.map(({ at, value }) => ({ day: Math.round(at / millisecondsOfDay), value })),
    },
  ];
}
