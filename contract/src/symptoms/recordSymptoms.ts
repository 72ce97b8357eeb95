import { define } from './symptom.ts';

/** Of what must hold up later: time, identity, recordings, passages. */
export const recordSymptoms = define({
  clock_wrong: {
    alertname: 'ClockWrong',
    layer: 'records',
    name: { en: 'Clock wrong', zh: '时钟超差' },
    observable: 'clock_right',
  },
  identity_differs: {
    alertname: 'IdentityDiffers',
    layer: 'records',
    name: { en: 'Not the device of the inventory', zh: '设备与台账不符' },
    observable: 'identity_right',
  },
  disk_failed: {
    alertname: 'DiskFailed',
    layer: 'records',
    name: { en: 'Disk failed', zh: '硬盘故障' },
    observable: 'disks_good',
  },
  recording_stopped: {
    alertname: 'RecordingStopped',
    layer: 'records',
    name: { en: 'Not being recorded', zh: '录像中断' },
    observable: 'recording_runs',
  },
  recording_incomplete: {
    alertname: 'RecordingIncomplete',
    layer: 'records',
    name: { en: 'Gaps in the recording', zh: '录像缺失' },
    observable: 'recording_complete',
  },
  retention_short: {
    alertname: 'RetentionShort',
    layer: 'records',
    name: { en: 'Recordings not kept long enough', zh: '录像保存时长不足' },
    observable: 'recording_retained',
  },
  capture_dropped: {
    alertname: 'CaptureDropped',
    layer: 'records',
    name: { en: 'Hardly any passages captured', zh: '抓拍量骤降' },
    observable: 'passages_captured',
  },
});
