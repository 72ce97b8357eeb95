import { labels } from '../probe/exposition.ts';
import type { Exposition } from '../probe/exposition.ts';
import type { Prober } from '../probe/prober.ts';
import { oid, subidentifiers } from '../snmp/oid.ts';
import type { WalkResult } from '../snmp/walk.ts';
import { asNumber, type ReadSnmp } from './snmp.ts';

/** UPS-MIB (RFC 1628), 1.3.6.1.2.1.33.1. */
const ups = (suffix: string): ReturnType<typeof oid> => oid(`1.3.6.1.2.1.33.1.${suffix}`);

const scalars = {
  sysUpTime: oid('1.3.6.1.2.1.1.3'),
  batteryStatus: ups('2.1'),
  secondsOnBattery: ups('2.2'),
  minutesRemaining: ups('2.3'),
  chargeRemaining: ups('2.4'),
  batteryTemperature: ups('2.7'),
  outputSource: ups('4.1'),
};
const columns = { inputVoltage: ups('3.3.1.3'), outputPercentLoad: ups('4.4.1.5'), bypassVoltage: ups('5.3.1.2') };
const plan = { scalars: Object.values(scalars), columns: Object.values(columns) };

/** In the order of the MIB's enumerations, which count from 1. */
const batteryStates = ['unknown', 'normal', 'low', 'depleted'];
const outputSources = ['other', 'none', 'normal', 'bypass', 'battery', 'booster', 'reducer'];

/** The catalogue's bound: far above what an open phase picks up, far below any mains that a device could run on. */
const energisedVolts = 50;

/** A UPS, and with it what feeds it. */
export function snmpUpsProber(read: ReadSnmp): Prober {
  return async (probe) => {
    const found = await read(probe, plan);
    const scalar = (name: keyof typeof scalars): number | undefined =>
      asNumber(found.scalars[Object.keys(scalars).indexOf(name)]);
    const column = (name: keyof typeof columns): WalkResult['columns'][number] =>
      found.columns[Object.keys(columns).indexOf(name)] ?? [];
    const { exposition } = probe;

    exposition.add('device_uptime_seconds', scaled(scalar('sysUpTime'), 0.01));
    addState(exposition, 'ups_battery_status', 'status', batteryStates, scalar('batteryStatus'));
    exposition.add('ups_on_battery_seconds', scalar('secondsOnBattery'));
    exposition.add('ups_battery_runtime_seconds', scaled(scalar('minutesRemaining'), 60));
    exposition.add('ups_battery_charge_ratio', scaled(scalar('chargeRemaining'), 0.01));
    exposition.add('ups_battery_temperature_celsius', scalar('batteryTemperature'));
    addState(exposition, 'power_source', 'source', outputSources, scalar('outputSource'));
    for (const { index, value } of column('outputPercentLoad'))
      exposition.add('ups_output_load_ratio', scaled(asNumber(value), 0.01), labels({ line: line(index) }));

    const inputs = { main: column('inputVoltage'), bypass: column('bypassVoltage') };
    for (const [input, rows] of Object.entries(inputs))
      for (const { index, value } of rows)
        exposition.add('power_input_volts', asNumber(value), labels({ input, line: line(index) }));
    for (const { input, element } of probe.target.senses) {
      const volts = inputs[input].map(({ value }) => asNumber(value)).filter((value) => value !== undefined);
      // No reading is no knowledge: neither energised nor not.
      if (volts.length === 0) continue;
      const energised = Math.max(...volts) >= energisedVolts ? 1 : 0;
      exposition.add('power_element_energised', energised, labels({ element_id: element }));
    }
  };
}

/** Decimal factors by division: 0.01 × 100 ticks must not show as 1.0000000000000002. */
const scaled = (value: number | undefined, factor: number): number | undefined =>
  value === undefined ? undefined : factor < 1 ? value / Math.round(1 / factor) : value * factor;

const line = (index: Uint8Array): string => subidentifiers(index).join('.');

function addState(
  exposition: Exposition,
  metric: 'ups_battery_status' | 'power_source',
  label: string,
  states: readonly string[],
  current: number | undefined,
): void {
  if (current === undefined || states[current - 1] === undefined) return;
  states.forEach((state, at) => exposition.add(metric, at + 1 === current ? 1 : 0, labels({ [label]: state })));
}
