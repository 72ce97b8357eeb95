import type { NotificationReading } from '../reading.ts';
import { clears, event, raises, type Condition, type NotificationRule, type Place } from '../rule.ts';

const axis = '1.3.6.1.4.1.368.4.2';
const deviceAlarm: Condition = { name: 'device_alarm' };
/** Axis names each alarm and numbers it. */
const axisAlarm = (reading: NotificationReading): Place | undefined => {
  const name = reading.text(`${axis}.2`) ?? reading.number(`${axis}.1`)?.toString();
  return name === undefined ? undefined : { name };
};

const hikvision = (specific: number, object: string, name: string, en: string, zh: string): NotificationRule => ({
  ...{ oid: `1.3.6.1.4.1.39165.1.0.${specific}`, mib: 'HIKVISION-MIB', object, confirmed: 'document' },
  ...{ title: { en, zh }, ...event(name) },
});
const dahua = (suffix: string, object: string, name: string, en: string, zh: string): NotificationRule => ({
  ...{ oid: `1.3.6.1.4.1.1004849.2.${suffix}`, mib: 'DAHUA-SNMP-MIB', object, confirmed: 'document' },
  ...{ title: { en, zh }, ...event(name) },
});

/** Of cameras and recorders. */
export const cameraRules: readonly NotificationRule[] = [
  {
    ...{ oid: `${axis}.0.1`, mib: 'AXIS-VIDEO-MIB', object: 'alarmNew', confirmed: 'document' },
    title: { en: 'An alarm of the camera began', zh: '摄像机告警出现' },
    ...raises(deviceAlarm, axisAlarm),
  },
  {
    ...{ oid: `${axis}.0.2`, mib: 'AXIS-VIDEO-MIB', object: 'alarmCleared', confirmed: 'document' },
    title: { en: 'An alarm of the camera ended', zh: '摄像机告警消除' },
    ...clears('device_alarm_cleared', deviceAlarm, axisAlarm),
  },
  hikvision(1, 'powerOn', 'power_on', 'The device was switched on', '设备上电'),
  hikvision(2, 'powerOff', 'power_off', 'The device was switched off', '设备断电'),
  hikvision(3, 'reboot', 'reboot', 'The device reboots', '设备重启'),
  dahua('11.11.2', 'blind', 'video_blind', 'The view is covered', '视频遮挡'),
  dahua('11.11.3', 'videoLoss', 'video_loss', 'A channel lost its picture', '视频丢失'),
  dahua('11.13.1', 'storageFail', 'storage_failure', 'A disk failed', '存储故障'),
  dahua('11.13.2', 'storageLow', 'storage_low', 'Storage is running out', '存储空间不足'),
  dahua('11.13.4', 'storageSmart', 'storage_smart_failure', 'A disk expects to fail', '硬盘 SMART 告警'),
];
