import type { LocalizedText } from './text.ts';

/**
 * What can be wrong with a picture: the label `fault` of `picture_fault`. Of those that look alike the earlier one explains the
 * later ones: a black picture also has no contrast, and only `black` is said of it.
 */
export const pictureFaults = {
  no_signal: { en: 'No signal', zh: '无视频信号' },
  black: { en: 'Black picture', zh: '画面全黑' },
  covered: { en: 'Lens covered', zh: '镜头被遮盖' },
  stripes: { en: 'Stripes', zh: '条纹干扰' },
  snow: { en: 'Snow', zh: '雪花噪声' },
  too_dark: { en: 'Too dark', zh: '画面过暗' },
  too_bright: { en: 'Too bright', zh: '画面过亮' },
  low_contrast: { en: 'Low contrast', zh: '对比度过低' },
  shake: { en: 'Shaking', zh: '画面抖动' },
  frozen: { en: 'Frozen picture', zh: '画面冻结' },
  monochrome: { en: 'No colour in daytime', zh: '白天画面无彩色' },
  moved: { en: 'View moved', zh: '场景偏移' },
  occluded: { en: 'Partly occluded', zh: '局部遮挡' },
  colour_cast: { en: 'Colour cast', zh: '画面偏色' },
  blurred: { en: 'Blurred', zh: '画面模糊' },
  mosaic: { en: 'Mosaic', zh: '画面花屏' },
} as const satisfies Record<string, LocalizedText>;
export type PictureFault = keyof typeof pictureFaults;
export const pictureFaultIds = Object.keys(pictureFaults) as [PictureFault, ...PictureFault[]];

/** How a camera sees: the label `mode` of what is learnt of its view, each apart. */
export const pictureModes = {
  daylight: { en: 'Daylight', zh: '日光' },
  lamplight: { en: 'Colour at night', zh: '夜间彩色' },
  infrared: { en: 'Infrared, without colour', zh: '红外黑白' },
} as const satisfies Record<string, LocalizedText>;
export type PictureMode = keyof typeof pictureModes;
export const pictureModeIds = Object.keys(pictureModes) as [PictureMode, ...PictureMode[]];
