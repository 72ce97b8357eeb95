import type { LookName } from './looks.ts';
import type { Light } from './street.ts';

/** How an encoder codes what the sensor gives: as its profile says, or not (row 32 of the fault taxonomy). */
export const codings = [
  'as_set',
  'low_frame_rate',
  'low_bit_rate',
  'other_size',
  'no_key_frames',
  'filler_only',
] as const;
export type Coding = (typeof codings)[number];

/** What a clip shows and how it is coded. */
export interface Recipe {
  scene: number;
  light: Light;
  look: LookName;
  coding: Coding;
  codec: 'H264' | 'H265';
  stream: 'sub' | 'main';
}

/** Different places that cameras look at. */
export const scenes = 6;
/** A main stream's clip is four times as dear to draw and seldom watched. */
export const clipSeconds = { sub: 8, main: 4 } as const;
/** Moments a second at which an encoder may send a picture; as it is set it sends one at each. */
export const picturesPerSecond = 15;
export const keyFrameSeconds = 1;

/** Profiles of the streams. */
export const profiles = {
  sub: { width: 640, height: 360, kilobitsPerSecond: 500 },
  main: { width: 1280, height: 720, kilobitsPerSecond: 1500 },
} as const;

/** What ffmpeg is to make: size, rate, and every how many moments there is a picture. */
export interface Exposure {
  width: number;
  height: number;
  kilobitsPerSecond: number;
  everyNth: number;
}

export function exposureOf({ stream, coding }: Recipe): Exposure {
  const set = { ...profiles[stream], everyNth: 1 };
  if (coding === 'low_frame_rate') return { ...set, everyNth: 3 };
  if (coding === 'low_bit_rate') return { ...set, kilobitsPerSecond: Math.round(set.kilobitsPerSecond / 8) };
  if (coding === 'other_size') return { ...set, width: 352, height: 288 };
  return set;
}

/** Number of the way in which clips are made: those that were made otherwise are not used again. */
const making = 3;

/** The name under which a clip is kept. What is done to a clip without coding anew is no part of it. */
export function clipFile({ scene, light, look, coding, codec, stream }: Recipe): string {
  const coded = coding === 'no_key_frames' || coding === 'filler_only' ? 'as_set' : coding;
  return `clip-${making}-${scene}-${light}-${look}-${coded}-${stream}.${codec.toLowerCase()}`;
}
