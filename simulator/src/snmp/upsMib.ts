import type { Element } from '@roundsman/contract/inventory/schema.ts';
import type { UpsState } from '../plant/plant.ts';
import { counter32, gauge, integer, octets, oid, table, timeTicks, type Value, type Variable } from './mibView.ts';

const mainsVolts = 228;
const lowCharge = 0.2;
const loadPercent = 38;
const line = [1] as const;

/** upsBatteryStatus: batteryNormal 2, batteryLow 3, batteryDepleted 4. */
const batteryStatus = ({ charge }: UpsState): number => (charge <= 0 ? 4 : charge <= lowCharge ? 3 : 2);

/** upsOutputSource: normal 3, battery 5. A UPS with an empty battery answers nobody. */
const outputSource = ({ mains }: UpsState): number => (mains ? 3 : 5);

/** upsWellKnownAlarms by their last sub-identifier, with when each stands. */
const alarms: Readonly<Record<number, (state: UpsState) => boolean>> = {
  2: ({ mains }) => !mains,
  3: ({ charge }) => charge <= lowCharge,
  6: ({ mains }) => !mains,
  10: ({ bypass }) => bypass === false,
};

/** UPS-MIB (RFC 1628) of a UPS with one line: main input behind the breaker, bypass input where its wiring says. */
export function upsMib(element: Element, now: () => number, bootedAt: () => number, state: () => UpsState): Variable[] {
  const scalar = (object: string, read: () => Value): Variable => ({ oid: oid(`1.3.6.1.2.1.33.1.${object}.0`), read });
  const sensesBypass = element.senses.some(({ input }) => input === 'bypass');
  const active = () => Object.values(alarms).filter((stands) => stands(state())).length;
  const alarmRows = Object.keys(alarms).map(Number);
  const whileStanding = (read: (alarm: number) => Value) => (alarm: number) =>
    alarms[alarm]?.(state()) ? read(alarm) : undefined;
  const volts = (live: boolean | undefined): Value => integer(live ? mainsVolts : 0);
  return [
    scalar('1.1', () => octets(element.vendor ?? '')),
    scalar('1.2', () => octets(element.model ?? '')),
    scalar('1.3', () => octets('1.0')),
    scalar('1.4', () => octets('1.0')),
    scalar('1.5', () => octets(element.id)),
    scalar('1.6', () => octets('onu,switch')),
    scalar('2.1', () => integer(batteryStatus(state()))),
    scalar('2.2', () => {
      const { onBatterySince } = state();
      return integer(onBatterySince === undefined ? 0 : Math.floor((now() - onBatterySince) / 1000));
    }),
    scalar('2.3', () => integer(Math.floor(state().remainingMs / 60_000))),
    scalar('2.4', () => integer(Math.round(state().charge * 100))),
    scalar('2.5', () => integer(state().mains ? 273 : Math.round(230 + 28 * state().charge))),
    scalar('2.6', () => integer(state().mains ? 0 : 84)),
    scalar('2.7', () => integer(27)),
    scalar('3.1', () => counter32(state().mainsLosses)),
    scalar('3.2', () => integer(1)),
    ...table('1.3.6.1.2.1.33.1.3.3.1', line, (index) => index, {
      2: () => integer(state().mains ? 500 : 0),
      3: () => volts(state().mains),
      4: () => integer(state().mains ? 9 : 0),
      5: () => integer(state().mains ? 205 : 0),
    }),
    scalar('4.1', () => integer(outputSource(state()))),
    scalar('4.2', () => integer(500)),
    scalar('4.3', () => integer(1)),
    ...table('1.3.6.1.2.1.33.1.4.4.1', line, (index) => index, {
      2: () => integer(220),
      3: () => integer(8),
      4: () => integer(190),
      5: () => integer(loadPercent),
    }),
    scalar('5.2', () => integer(sensesBypass ? 1 : 0)),
    ...(sensesBypass
      ? [
          scalar('5.1', () => integer(state().bypass ? 500 : 0)),
          ...table('1.3.6.1.2.1.33.1.5.3.1', line, (index) => index, {
            2: () => volts(state().bypass),
            3: () => integer(0),
            4: () => integer(0),
          }),
        ]
      : []),
    scalar('6.1', () => gauge(active())),
    ...table('1.3.6.1.2.1.33.1.6.2.1', alarmRows, (alarm) => alarm, {
      2: whileStanding((alarm) => ({ type: 'oid', value: oid(`1.3.6.1.2.1.33.1.6.3.${alarm}`) })),
      3: whileStanding(() => timeTicks(Math.max(0, (state().onBatterySince ?? bootedAt()) - bootedAt()))),
    }),
  ];
}
