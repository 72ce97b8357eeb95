import { define } from './symptom.ts';

/** Of what a camera shows. */
export const pictureSymptoms = define({
  picture_lost: {
    alertname: 'PictureLost',
    layer: 'picture',
    name: { en: 'Picture lost', zh: '画面丢失' },
    observable: 'picture_shown',
  },
  picture_unclear: {
    alertname: 'PictureUnclear',
    layer: 'picture',
    name: { en: 'Picture unclear', zh: '画面不清晰' },
    observable: 'picture_clear',
  },
  picture_disturbed: {
    alertname: 'PictureDisturbed',
    layer: 'picture',
    name: { en: 'Picture disturbed', zh: '画面受干扰' },
    observable: 'picture_undisturbed',
  },
  view_obstructed: {
    alertname: 'ViewObstructed',
    layer: 'picture',
    name: { en: 'View obstructed', zh: '视野被遮挡' },
    observable: 'view_free',
  },
  view_shifted: {
    alertname: 'ViewShifted',
    layer: 'picture',
    name: { en: 'View shifted', zh: '视野偏移' },
    observable: 'view_in_place',
  },
  picture_discoloured: {
    alertname: 'PictureDiscoloured',
    layer: 'picture',
    name: { en: 'Picture discoloured', zh: '画面颜色异常' },
    observable: 'colours_true',
  },
  picture_badly_lit: {
    alertname: 'PictureBadlyLit',
    layer: 'picture',
    name: { en: 'Picture badly lit', zh: '画面亮度异常' },
    observable: 'well_lit',
  },
  video_signal_lost: {
    alertname: 'VideoSignalLost',
    layer: 'picture',
    name: { en: 'Device says that its video signal is lost', zh: '设备上报视频信号丢失' },
    observable: 'signal_present',
  },
  camera_tampered: {
    alertname: 'CameraTampered',
    layer: 'picture',
    name: { en: 'Device says that it is tampered with', zh: '设备上报遭遮挡或破坏' },
    observable: 'untampered',
  },
});
