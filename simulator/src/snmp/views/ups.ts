import type { UpsState } from '../../plant/plant.ts';
import { counter32, gauge, integer, objectId, octets, Table, timeTicks, type Value } from '../mibView.ts';
import type { Device, View } from './device.ts';

const mib = '1.3.6.1.2.1.33.1';
const lowCharge = 0.2;
const loadPercent = 38;
const milliamperes = 900;

const stateOf = ({ plant, element }: Device): UpsState => plant.ups(element.id);
const outputLive = (state: UpsState): boolean => state.source !== 'none';

/** upsBatteryStatus: batteryNormal 2, batteryLow 3, batteryDepleted 4. */
const batteryStatus = ({ charge }: UpsState): number => (charge <= 0 ? 4 : charge <= lowCharge ? 3 : 2);

/** upsOutputSource. A UPS with an empty battery answers nobody. */
const outputSource = { none: 2, normal: 3, bypass: 4, battery: 5 } as const;

/** upsWellKnownAlarms by their last sub-identifier, with when each stands. */
const alarms: Readonly<Record<number, (state: UpsState) => boolean>> = {
  1: ({ batteryBad }) => batteryBad,
  2: ({ source }) => source === 'battery',
  3: ({ charge }) => charge <= lowCharge,
  6: ({ inputVolts }) => inputVolts < 180,
  9: ({ source }) => source === 'bypass',
  10: ({ bypassVolts }) => bypassVolts === 0,
  14: ({ source }) => source === 'none',
  18: ({ inverterBad }) => inverterBad,
  19: ({ batteryBad }) => batteryBad,
};
export const upsAlarmNumbers: readonly number[] = Object.keys(alarms).map(Number);
export const upsAlarmStands = (state: UpsState, alarm: number): boolean => alarms[alarm]?.(state) === true;

/** Milliseconds of the plant's clock since which it runs on battery; 0 on mains. */
const onBatteryMs = (device: Device): number => {
  const { onBatterySince } = stateOf(device);
  return onBatterySince === undefined ? 0 : device.plant.now() - onBatterySince;
};

const ident = new Table<Device>(`${mib}.1`, {
  1: ({ element }) => octets(element.vendor ?? ''),
  2: ({ element }) => octets(element.model ?? ''),
  3: () => octets('1.0'),
  4: () => octets('1.0'),
  5: ({ element }) => octets(element.id),
  6: () => octets('onu,switch'),
});

const battery = new Table<Device>(`${mib}.2`, {
  1: (device) => integer(batteryStatus(stateOf(device))),
  2: (device) => integer(Math.floor(onBatteryMs(device) / 1000)),
  3: (device) => integer(Math.floor(stateOf(device).remainingMs / 60_000)),
  4: (device) => integer(stateOf(device).charge * 100),
  5: (device) => integer(stateOf(device).mains ? 273 : 230 + 28 * stateOf(device).charge),
  6: (device) => integer(stateOf(device).source === 'battery' ? 84 : 0),
  7: () => integer(27),
});

const input = new Table<Device>(`${mib}.3`, {
  1: (device) => counter32(stateOf(device).mainsLosses),
  2: () => integer(1),
});
const inputLine = new Table<Device>(`${mib}.3.3.1`, {
  2: (device) => integer(stateOf(device).mains ? 500 : 0),
  3: (device) => integer(stateOf(device).inputVolts),
  4: (device) => integer(stateOf(device).mains ? milliamperes / 100 : 0),
  5: (device) => integer((stateOf(device).inputVolts * milliamperes) / 1000),
});

const output = new Table<Device>(`${mib}.4`, {
  1: (device) => integer(outputSource[stateOf(device).source]),
  2: (device) => integer(outputLive(stateOf(device)) ? 500 : 0),
  3: () => integer(1),
});
const outputLine = new Table<Device>(`${mib}.4.4.1`, {
  2: (device) => integer(outputLive(stateOf(device)) ? 220 : 0),
  3: () => integer(8),
  4: (device) => integer(outputLive(stateOf(device)) ? 190 : 0),
  5: (device) => integer(outputLive(stateOf(device)) ? loadPercent : 0),
});

const bypass = new Table<Device>(`${mib}.5`, {
  1: (device) => unlessUnwired(device, (volts) => (volts > 0 ? 500 : 0)),
  2: (device) => integer(stateOf(device).bypassVolts === undefined ? 0 : 1),
});
const bypassLine = new Table<Device>(`${mib}.5.3.1`, {
  2: (device) => unlessUnwired(device, (volts) => volts),
  3: (device) => unlessUnwired(device, () => 0),
  4: (device) => unlessUnwired(device, () => 0),
});
function unlessUnwired(device: Device, read: (volts: number) => number): Value | undefined {
  const { bypassVolts } = stateOf(device);
  return bypassVolts === undefined ? undefined : integer(read(bypassVolts));
}

const standingAlarms = (device: Device): number[] =>
  upsAlarmNumbers.filter((alarm) => upsAlarmStands(stateOf(device), alarm));
const alarmCount = new Table<Device>(`${mib}.6`, { 1: (device) => gauge(standingAlarms(device).length) });
const alarmTable = new Table<{ device: Device; alarm: number }>(`${mib}.6.2.1`, {
  2: ({ device, alarm }) => (standing(device, alarm) ? objectId(`${mib}.6.3.${alarm}`) : undefined),
  3: ({ device, alarm }) =>
    standing(device, alarm) ? timeTicks(Math.max(0, device.uptimeMs() - onBatteryMs(device))) : undefined,
});
const standing = (device: Device, alarm: number): boolean => upsAlarmStands(stateOf(device), alarm);

/** upsTestResultsSummary: donePass 1, doneError 3. */
const test = new Table<Device>(`${mib}.7`, { 3: (device) => integer(stateOf(device).batteryBad ? 3 : 1) });

/** UPS-MIB (RFC 1628) of a UPS with one line: main input behind the breaker, bypass input where its wiring says. */
export const upsMib: View = (device) => [
  ...[ident, battery, input, output, bypass, alarmCount, test].map((group) => group.scalars(device)),
  ...[inputLine, outputLine, bypassLine].map((table) => table.of([device], () => [1])),
  alarmTable.of(
    upsAlarmNumbers.map((alarm) => ({ device, alarm })),
    ({ alarm }) => [alarm],
  ),
];
