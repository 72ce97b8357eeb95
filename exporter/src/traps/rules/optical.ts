import type { NotificationReading } from '../reading.ts';
import { event, interfaceOf, type NotificationRule, type Place } from '../rule.ts';

/** DOT3-OAM-MIB (RFC 4878) dot3OamEventLogTable. */
const oamLog = '1.3.6.1.2.1.158.1.6.1';
const oamTypes: Readonly<Record<number, string>> = { 256: 'link_fault', 257: 'dying_gasp', 258: 'critical_event' };
const local = 1;
const ifName = '1.3.6.1.2.1.31.1.1.1.1';

const huaweiTraps = '1.3.6.1.4.1.2011.6.128.1.1.12.2';
/** Huawei tables of ONTs are indexed by the ifIndex of the PON port and the number of the ONT on it: GPON, then EPON. */
const huaweiOnts = [46, 57, 51, 104, 43, 53].map((table) => `1.3.6.1.4.1.2011.6.128.1.1.2.${table}.1`);

/** The ONT whose object came along; else the port. */
function huaweiPlace(reading: NotificationReading): Place | undefined {
  for (const table of huaweiOnts) {
    // The column goes before the index.
    const [, ifIndex, onu] = reading.index(table) ?? [];
    if (ifIndex !== undefined && onu !== undefined) return { ifIndex, onu };
  }
  return interfaceOf(ifName, '1.3.6.1.2.1.2.2.1.1')(reading);
}
const huawei = (suffix: string, object: string, name: string, en: string, zh: string): NotificationRule => ({
  ...{ oid: `${huaweiTraps}.${suffix}`, mib: 'HUAWEI-XPON-MIB', object, title: { en, zh } },
  confirmed: suffix.endsWith('.263') ? 'simulated' : 'document',
  ...event(name, huaweiPlace),
});

/** ZXEPON-SERVICE-MIB: alarms, and the reasons that come along. */
const zte = '1.3.6.1.4.1.3902.1015.1010.1.10';
const ponReasons: Readonly<Record<number, string>> = { 1: 'pon_fibre_broken', 3: 'pon_power_off' };
const onuReasons: Readonly<Record<number, string>> = { 1: 'onu_loss_of_signal', 2: 'onu_power_off' };

/** The ONU or port that any of the alarm's objects is an instance of. */
const ztePlace = (reading: NotificationReading): Place | undefined => {
  const place = interfaceOf(ifName, '1.3.6.1.2.1.2.2.1.1')(reading);
  if (place) return place;
  const [, ...index] = reading.index(`${zte}.2`) ?? [];
  const named = index.length > 0 && index.some((number) => number !== 0);
  return named ? { name: index.slice(0, 8).join('.') } : undefined;
};
const zteEvent = (suffix: string, object: string, name: string, en: string, zh: string): NotificationRule => ({
  ...{ oid: `${zte}.${suffix}`, mib: 'ZXEPON-SERVICE-MIB', object, confirmed: 'document', title: { en, zh } },
  ...event(name, ztePlace),
});
const zteReasoned = (
  suffix: string,
  object: string,
  reason: { object: string; names: Readonly<Record<number, string>>; other: string },
  title: NotificationRule['title'],
): NotificationRule => ({
  ...{ oid: `${zte}.${suffix}`, mib: 'ZXEPON-SERVICE-MIB', object, confirmed: 'document', title },
  notifications: [...Object.values(reason.names), reason.other],
  tells: (reading) => ({
    notification: reason.names[reading.number(`${zte}.${reason.object}`) ?? 0] ?? reason.other,
    place: ztePlace(reading),
  }),
});

/** Of PON and Ethernet OAM: what tells lost power from lost fibre. */
export const opticalRules: readonly NotificationRule[] = [
  {
    ...{ oid: '1.3.6.1.2.1.158.0.2', mib: 'DOT3-OAM-MIB', object: 'dot3OamNonThresholdEvent', confirmed: 'simulated' },
    title: { en: 'An end of the link gasped, lost light or is critical', zh: '链路一端掉电告警、光丢失或严重事件' },
    notifications: Object.values(oamTypes),
    tells: (reading) => {
      const notification = oamTypes[reading.number(`${oamLog}.4`) ?? 0];
      if (notification === undefined) return undefined;
      // What the device logged of itself is not of what hangs on the port.
      const own = reading.number(`${oamLog}.5`) === local;
      return { notification, place: own ? undefined : interfaceOf(`${oamLog}.4`)(reading) };
    },
  },
  huawei('1.0.108', 'port LOS', 'pon_loss_of_signal', 'A PON port lost all light', 'PON 口光信号丢失'),
  huawei('1.0.121', 'mass offline', 'onus_mass_offline', 'Most ONUs of a PON port went offline', 'PON 口大量 ONU 离线'),
  huawei('2.0.45', 'district power-off', 'district_power_off', 'A whole area lost power', '区域停电'),
  huawei('2.0.258', 'EPON ONT LOS', 'onu_loss_of_signal', 'An ONU lost its light', 'ONU 光信号丢失'),
  huawei('2.0.263', 'EPON ONT dying gasp', 'dying_gasp', 'An ONU lost its power', 'ONU 掉电告警'),
  zteReasoned(
    '1.13',
    'ponLOS',
    { object: '2.7', names: ponReasons, other: 'pon_loss_of_signal' },
    { en: 'A PON port lost its ONUs', zh: 'PON 口光信号丢失' },
  ),
  zteReasoned(
    '1.15',
    'ONU offline',
    { object: '2.8', names: onuReasons, other: 'onu_offline' },
    { en: 'An ONU went offline', zh: 'ONU 离线' },
  ),
  zteEvent('3.12', 'ONU dying gasp', 'dying_gasp', 'An ONU lost its power', 'ONU 掉电告警'),
  zteEvent('3.15', 'ONU power off', 'onu_power_off', 'An ONU was switched off', 'ONU 断电'),
  zteEvent('4.2.11', 'intrusion', 'intrusion', 'The device was opened', '设备被入侵'),
];
