import { define } from './faultClass.ts';

/** Rows 38 to 44: what must hold up later, the platform, and the cabinet. */
export const recordFaults = define({
  clock_wrong: {
    row: 38,
    name: { en: 'Clock wrong', zh: '时钟偏差' },
    layer: 'records',
    severity: 'major',
    probableCause: 70,
    faultPoints: ['camera', 'recorder', 'server'],
    remedy: {
      en: 'Set the clock by NTP and check that the time server is reached.',
      zh: '通过 NTP 校时，并确认时间服务器可达。',
    },
  },
  disk_failure: {
    row: 39,
    name: { en: 'Disk failed', zh: '硬盘故障' },
    layer: 'records',
    severity: 'major',
    probableCause: 73,
    faultPoints: ['recorder', 'server', 'camera'],
    remedy: {
      en: 'Replace the disk and rebuild; secure recordings that are needed first.',
      zh: '更换硬盘并重建；先备份需保全的录像。',
    },
  },
  recording_incomplete: {
    row: 40,
    name: { en: 'Recording missing or too short', zh: '录像缺失或保存不足' },
    layer: 'records',
    severity: 'major',
    probableCause: 151,
    faultPoints: ['recorder', 'camera'],
    remedy: {
      en: 'Check the recording plan of the channel and the room on the disks.',
      zh: '检查通道录像计划和存储空间。',
    },
  },
  platform_down: {
    row: 41,
    name: { en: 'Platform down', zh: '平台服务中断' },
    layer: 'device',
    severity: 'critical',
    probableCause: 158,
    faultPoints: ['server'],
    remedy: {
      en: 'Restart the service or fail over; the operator of the platform looks at its log.',
      zh: '重启服务或切换备机；平台运行方检查日志。',
    },
  },
  cabinet_opened: {
    row: 42,
    name: { en: 'Cabinet opened', zh: '机柜门被打开' },
    layer: 'device',
    severity: 'critical',
    probableCause: 118,
    faultPoints: ['ups', 'pdu', 'switch', 'server'],
    remedy: {
      en: 'Send a guard or the police where nobody of ours is there; make good what is missing.',
      zh: '若非我方人员作业，通知安保或报警；补齐缺失设备。',
    },
  },
  cabinet_climate: {
    row: 43,
    name: { en: 'Heat or water in the cabinet', zh: '机柜高温或进水' },
    layer: 'device',
    severity: 'minor',
    probableCause: 123,
    faultPoints: ['ups', 'pdu', 'switch', 'server'],
    remedy: {
      en: 'Check fan and filter, or find where water comes in, dry and seal.',
      zh: '检查风扇和滤网；或查明进水点，干燥并密封。',
    },
  },
  capture_drop: {
    row: 44,
    name: { en: 'Hardly any passages captured', zh: '抓拍量骤降' },
    layer: 'records',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Check trigger, lanes and exposure of the capture; retune it.',
      zh: '检查抓拍触发、车道和曝光参数；重新调试。',
    },
  },
});
