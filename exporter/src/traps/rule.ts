import type { LocalizedText } from '@roundsman/contract/text.ts';
import type { ProbeMetric } from '../probe/exposition.ts';
import type { NotificationReading } from './reading.ts';

/** Of what on the device a notification speaks: an interface, an ONU by its number on one, or a thing that has a name. */
export type Place = { ifIndex: number; onu?: number } | { name: string };

/** Something that notifications raise and clear. */
export interface Condition {
  name: string;
  /** The metric that polling says the same by: a newer poll that has it decides. */
  polledBy?: ProbeMetric;
  /** How long it stands when it is not told again, where devices repeat it. */
  repeatedWithinSeconds?: number;
}

/** What a notification tells of its device. */
export interface Told {
  /** Label of `device_notification_timestamp_seconds`. */
  notification: string;
  place?: Place | undefined;
  /** Whether a condition stands from now on. */
  condition?: Condition & { stands: boolean };
}

/** One notification of a MIB, and what we make of it. The words are ours; names and numbers are the MIB's. */
export interface NotificationRule {
  /** snmpTrapOID; a zero more or less before the last number makes no difference. */
  oid: string;
  mib: string;
  object: string;
  title: LocalizedText;
  /** `simulated`: our simulator or net-snmp's tools sent it so; `document`: written after the MIB, nothing has sent it yet. */
  confirmed: 'simulated' | 'document';
  /** Every name that it may tell. */
  notifications: readonly string[];
  /** Undefined: nothing of what is known; it is counted as unknown and kept for reading. */
  tells: (reading: NotificationReading) => Told | undefined;
}

type WhereIs = (reading: NotificationReading) => Place | undefined;
const nowhere: WhereIs = () => undefined;

/** How a notification is understood. */
export type Meaning = Pick<NotificationRule, 'notifications' | 'tells'>;

export const event = (notification: string, placeOf: WhereIs = nowhere): Meaning => ({
  notifications: [notification],
  tells: (reading) => ({ notification, place: placeOf(reading) }),
});

export const raises = (condition: Condition, placeOf: WhereIs = nowhere): Meaning => ({
  notifications: [condition.name],
  tells: (reading) => ({
    ...{ notification: condition.name, place: placeOf(reading) },
    condition: { ...condition, stands: true },
  }),
});

export const clears = (notification: string, condition: Condition, placeOf: WhereIs = nowhere): Meaning => ({
  notifications: [notification],
  tells: (reading) => ({ notification, place: placeOf(reading), condition: { ...condition, stands: false } }),
});

/** The interface of the first of these objects that came along. */
export const interfaceOf =
  (...objects: readonly string[]): WhereIs =>
  (reading) => {
    for (const object of objects) {
      const [ifIndex] = reading.index(object) ?? [];
      if (ifIndex !== undefined) return { ifIndex };
    }
    return undefined;
  };
