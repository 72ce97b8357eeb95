import { upsAlarms } from '../../modules/upsAlarms.ts';
import { clears, event, raises, type Condition, type Meaning, type NotificationRule } from '../rule.ts';

const ups = '1.3.6.1.2.1.33';
const alarmDescription = `${ups}.1.6.2.1.2`;
/** UPS-MIB repeats upsTrapOnBattery each minute: after three that did not come, nobody knows. */
const onBattery: Condition = { name: 'ups_on_battery', polledBy: 'power_source', repeatedWithinSeconds: 200 };

/** A well-known alarm; those of the vendor are left to people. Without being repeated it stands until it is removed. */
function alarmEntry(stands: boolean): Meaning {
  const named = (alarm: string): string => `ups_${alarm}${stands ? '' : '_cleared'}`;
  return {
    notifications: [...upsAlarms.values()].map(named),
    tells: (reading) => {
      const alarm = upsAlarms.get(reading.objectId(alarmDescription) ?? '');
      if (alarm === undefined) return undefined;
      return { notification: named(alarm), condition: { name: `ups_${alarm}`, polledBy: 'ups_alarm', stands } };
    },
  };
}

const apc = (specific: number, object: string, en: string, zh: string, meaning: Meaning): NotificationRule => ({
  ...{ oid: `1.3.6.1.4.1.318.0.${specific}`, mib: 'PowerNet-MIB', object, confirmed: 'document', title: { en, zh } },
  ...meaning,
});
const apcOnBattery: Condition = { name: 'ups_on_battery', polledBy: 'power_source' };
const apcLow: Condition = { name: 'ups_low_battery', polledBy: 'ups_battery_status' };
const apcLost: Condition = { name: 'ups_communications_lost' };
const apcReplace: Condition = { name: 'ups_battery_bad', polledBy: 'ups_battery_replace_needed' };

/** UPS-MIB (RFC 1628) and APC's PowerNet-MIB. */
export const powerRules: readonly NotificationRule[] = [
  {
    ...{ oid: `${ups}.2.1`, mib: 'UPS-MIB', object: 'upsTrapOnBattery', confirmed: 'simulated' },
    title: { en: 'The UPS runs on battery', zh: 'UPS 转电池供电' },
    ...raises(onBattery),
  },
  {
    ...{ oid: `${ups}.2.2`, mib: 'UPS-MIB', object: 'upsTrapTestCompleted', confirmed: 'document' },
    title: { en: 'A test of the UPS ended', zh: 'UPS 测试完成' },
    ...event('ups_test_completed'),
  },
  {
    ...{ oid: `${ups}.2.3`, mib: 'UPS-MIB', object: 'upsTrapAlarmEntryAdded', confirmed: 'simulated' },
    title: { en: 'An alarm of the UPS began', zh: 'UPS 告警出现' },
    ...alarmEntry(true),
  },
  {
    ...{ oid: `${ups}.2.4`, mib: 'UPS-MIB', object: 'upsTrapAlarmEntryRemoved', confirmed: 'simulated' },
    title: { en: 'An alarm of the UPS ended', zh: 'UPS 告警消除' },
    ...alarmEntry(false),
  },
  apc(1, 'communicationLost', 'The card lost its UPS', '管理卡与 UPS 失去通信', raises(apcLost)),
  apc(5, 'upsOnBattery', 'The UPS runs on battery', 'UPS 转电池供电', raises(apcOnBattery)),
  apc(7, 'lowBattery', 'The battery is low', '电池电量低', raises(apcLow)),
  apc(
    8,
    'communicationEstablished',
    'The card has its UPS again',
    '管理卡与 UPS 恢复通信',
    clears('ups_communications_lost_cleared', apcLost),
  ),
  apc(9, 'powerRestored', 'Mains are back', '市电恢复', clears('ups_on_battery_cleared', apcOnBattery)),
  apc(
    11,
    'returnFromLowBattery',
    'The battery is no longer low',
    '电池电量恢复',
    clears('ups_low_battery_cleared', apcLow),
  ),
  apc(17, 'upsBatteryNeedsReplacement', 'The UPS asks for a new battery', 'UPS 要求更换电池', raises(apcReplace)),
];
