import { define } from './faultClass.ts';

/** Rows 28 to 37: the camera itself, its stream and its picture. */
export const endDeviceFaults = define({
  camera_hang: {
    row: 28,
    name: { en: 'Camera hung', zh: '摄像机死机' },
    layer: 'device',
    severity: 'major',
    probableCause: 163,
    faultPoints: ['camera'],
    remedy: {
      en: 'Restart the camera, remotely by its PoE port where possible.',
      zh: '重启摄像机，可行时通过 PoE 端口远程重启。',
    },
  },
  camera_dead: {
    row: 29,
    name: { en: 'Camera dead', zh: '摄像机损坏' },
    layer: 'device',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: { en: 'Swap the camera; claim the warranty where it still runs.', zh: '更换摄像机；质保期内走质保。' },
  },
  credentials_changed: {
    row: 30,
    name: { en: 'Camera credentials changed', zh: '摄像机口令已变更' },
    layer: 'device',
    severity: 'major',
    probableCause: 600,
    faultPoints: ['camera'],
    remedy: {
      en: 'Find who changed the password; renew it in the credentials file.',
      zh: '查明口令变更人；更新凭据文件。',
    },
  },
  camera_misconfigured: {
    row: 31,
    name: { en: 'Not the device of the inventory', zh: '设备与台账不符' },
    layer: 'records',
    severity: 'minor',
    probableCause: 159,
    faultPoints: ['camera', 'recorder', 'server'],
    remedy: {
      en: 'Compare the label of the device with the inventory; put the right one there, or correct the inventory.',
      zh: '核对设备铭牌与台账；换回正确设备或更正台账。',
    },
  },
  stream_abnormal: {
    row: 32,
    name: { en: 'Stream abnormal', zh: '视频流异常' },
    layer: 'stream',
    severity: 'minor',
    probableCause: 163,
    faultPoints: ['camera'],
    remedy: { en: 'Reset the stream profile; restart the encoder.', zh: '重置码流配置；重启编码器。' },
  },
  picture_lost: {
    row: 33,
    name: { en: 'Picture black, frozen or gone', zh: '画面黑屏、冻结或丢失' },
    layer: 'picture',
    severity: 'major',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: {
      en: 'Restart the camera; swap it where the picture stays away.',
      zh: '重启摄像机；画面仍不恢复则更换。',
    },
  },
  lens_dirty: {
    row: 34,
    name: { en: 'Lens dirty or out of focus', zh: '镜头脏污或失焦' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Clean the dome and the lens, then focus anew.',
      zh: '清洁护罩和镜头，再重新对焦。',
    },
  },
  view_occluded: {
    row: 35,
    name: { en: 'View covered or occluded', zh: '视野被遮挡' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Remove what covers the view: cut leaves, tell the police of a cover.',
      zh: '清除遮挡物：修剪枝叶；人为遮挡报警。',
    },
  },
  view_moved: {
    row: 36,
    name: { en: 'View shifted', zh: '视野偏移' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 532,
    faultPoints: ['camera'],
    remedy: {
      en: 'Realign the camera by its reference picture and tighten the bracket.',
      zh: '按基准画面重新对准并紧固支架。',
    },
  },
  infrared_failure: {
    row: 37,
    name: { en: 'Infrared filter or light failed', zh: '红外滤光片或补光故障' },
    layer: 'picture',
    severity: 'minor',
    probableCause: 514,
    faultPoints: ['camera'],
    remedy: {
      en: 'Check fill light, filter and exposure; replace what has failed.',
      zh: '检查补光灯、滤光片和曝光设置；更换故障件。',
    },
  },
});
