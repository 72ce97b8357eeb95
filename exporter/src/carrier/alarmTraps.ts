import { perceivedSeverities, probableCauseName, type PerceivedSeverity } from '@roundsman/contract/carrierAlarms.ts';
import { unixSeconds } from '../modules/dateAndTime.ts';
import type { SnmpNotification } from '../snmp/notification.ts';
import type { NotificationReading } from '../traps/reading.ts';
import type { AlarmState } from './alarmBook.ts';

/** ALARM-MIB (RFC 3877): alarmActiveState and alarmClearState, and the columns of alarmActiveTable that come with both. */
const alarmActiveState = '1.3.6.1.2.1.118.0.2';
const alarmClearState = '1.3.6.1.2.1.118.0.3';
const activeEntry = '1.3.6.1.2.1.118.1.2.2.1';
const resourceId = `${activeEntry}.10`;
const modelPointer = `${activeEntry}.13`;
/** ITU-ALARM-MIB (RFC 3877) ituAlarmProbableCause, of which the last number of the index is the severity. */
const ituProbableCause = '1.3.6.1.2.1.121.1.1.1.1.3';

/** What alarmModelState means where the model is that of ITU-ALARM-MIB (RFC 3877 section 5.4). */
const severityOfState: Readonly<Record<number, PerceivedSeverity>> = {
  1: 'cleared',
  2: 'indeterminate',
  3: 'warning',
  4: 'minor',
  5: 'major',
  6: 'critical',
};

/** Characters of what an inventory can name, and numbers of a list's name with that of a model. */
const maxManagedObject = 256;
const maxModel = 64;

/** Whether a notification is of RFC 3877. */
export const isAlarmTrap = ({ name }: Pick<SnmpNotification, 'name'>): boolean =>
  name === alarmActiveState || name === alarmClearState;

/** The alarm that a notification of RFC 3877 raises or clears; undefined without a resource. `arrived` in ms. */
export function alarmOfTrap(
  name: string,
  reading: NotificationReading,
  arrived: number,
): { id: string; state: AlarmState } | undefined {
  const managedObject = reading.resource(resourceId);
  if (managedObject === undefined || managedObject.length > maxManagedObject) return undefined;
  // Column, then list name and number of the model, then its state.
  const [, ...model] = reading.objectId(modelPointer)?.split('.').slice(11) ?? [];
  const modelState = Number(model.pop());
  const cleared = name === alarmClearState;
  const cause = reading.number(ituProbableCause);
  const severity =
    perceivedSeverities[(reading.index(ituProbableCause)?.at(-1) ?? 0) - 1] ??
    severityOfState[modelState] ??
    'indeterminate';
  const raised = raisedAt(reading.index(resourceId) ?? []);
  return {
    id: model.slice(0, maxModel).join('.'),
    state: {
      ...{ managedObject, probableCause: cause === undefined ? '' : probableCauseName(cause) },
      severity: cleared ? 'cleared' : severity,
      // Both notifications name the row by when the alarm was raised; its end comes after it.
      asOf: raised === undefined ? arrived : raised + (cleared ? 1 : 0),
    },
  };
}

/** When an alarm was raised, in ms by the agent's clock: alarmActiveTable is indexed by list name, date and time, and number. */
function raisedAt([nameLength = 0, ...index]: readonly number[]): number | undefined {
  const [length = 0, ...octets] = index.slice(nameLength);
  const seconds = unixSeconds(Uint8Array.from(octets.slice(0, length)), true);
  return seconds === undefined ? undefined : seconds * 1000;
}
