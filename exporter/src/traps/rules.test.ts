import { expect, test } from '@jest/globals';
import { labels } from '../probe/exposition.ts';
import { oid } from '../snmp/oid.ts';
import { Varbind } from '../snmp/varbind.ts';
import { NotificationReading } from './reading.ts';
import { notificationRules, ruleOf } from './rules.ts';

const object = (name: string, tag: number, ...contents: number[]): Varbind =>
  Varbind.of({ oid: oid(name), tag, contents: Uint8Array.from(contents) });
const integer = (name: string, value: number): Varbind => object(name, 2, value >> 8, value & 255);
const text = (name: string, value: string): Varbind => object(name, 4, ...Buffer.from(value));
const told = (name: string, ...objects: Varbind[]) => ruleOf(name)?.tells(new NotificationReading(objects));

test('no two rules are for one notification, with or without the zero', () => {
  const names = notificationRules.map((rule) => ruleOf(rule.oid));
  expect(names).toEqual([...notificationRules]);
  expect(new Set(names).size).toBe(notificationRules.length);
});

test('no rule tells what it does not say that it tells, or stumbles over missing objects', () => {
  for (const rule of notificationRules) {
    const without = rule.tells(new NotificationReading([]));
    if (without) expect(rule.notifications).toContain(without.notification);
    for (const name of rule.notifications) expect(name).toMatch(/^[a-z_]+$/);
  }
});

test('a gasp logged by an OLT of its own end is not of the ONU', () => {
  const log = (column: number) => `1.3.6.1.2.1.158.1.6.1.${column}.1001.1`;
  const event = (where: number) => told('1.3.6.1.2.1.158.0.2', integer(log(4), 257), integer(log(5), where));
  expect(event(2)).toEqual({ notification: 'dying_gasp', place: { ifIndex: 1001 } });
  expect(event(1)).toEqual({ notification: 'dying_gasp', place: undefined });
  expect(told('1.3.6.1.2.1.158.0.2', integer(log(4), 5))).toBeUndefined();
});

test.each([
  [1, 'pon_fibre_broken'],
  [2, 'pon_loss_of_signal'],
  [3, 'pon_power_off'],
])('a PON of a ZTE that lost its light for reason %i is %s', (reason, notification) => {
  const zte = '1.3.6.1.4.1.3902.1015.1010.1.10';
  expect(told(`${zte}.1.13`, integer(`${zte}.2.7.268566784`, reason))).toEqual({
    notification,
    place: { name: '268566784' },
  });
});

test('a PoE port that stopped to deliver is off, one that delivers is on again', () => {
  const status = (value: number) => told('1.3.6.1.2.1.105.0.1', integer('1.3.6.1.2.1.105.1.1.1.6.1.7', value));
  expect(status(2)).toMatchObject({ notification: 'poe_off', place: { name: '1/7' }, condition: { stands: true } });
  expect(status(3)).toMatchObject({ notification: 'poe_on', place: { name: '1/7' }, condition: { stands: false } });
});

test("an Axis alarm goes by its name, which can be no label's end", () => {
  const evil = '"} 1\ndevice_uptime_seconds 5';
  const alarm = told('1.3.6.1.4.1.368.4.2.0.1', text('1.3.6.1.4.1.368.4.2.2.0', `\u0000${evil}\u202e`));
  expect(alarm?.place).toEqual({ name: '"} 1device_uptime_seconds 5' });
  expect(labels({ port: '"} 1device_uptime_seconds 5' })).toBe('{port="\\"} 1device_uptime_seconds 5"}');
});

test('alarms of a UPS that only its vendor knows are left to people', () => {
  const added = (alarm: string) => told('1.3.6.1.2.1.33.2.3', object('1.3.6.1.2.1.33.1.6.2.1.2.4', 6, ...oid(alarm)));
  expect(added('1.3.6.1.2.1.33.1.6.3.3')).toMatchObject({ notification: 'ups_low_battery' });
  expect(added('1.3.6.1.4.1.318.1')).toBeUndefined();
});
