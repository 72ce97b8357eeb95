import type { PictureFault } from '@roundsman/contract/pictureFaults.ts';
import { percentile, type Measures } from './measure.ts';
import type { PictureMemory } from './memory.ts';
import type { Observation } from './observation.ts';

/** From these scores on a visit speaks for the fault. */
export const thresholds: Readonly<Record<PictureFault, number>> = {
  no_signal: 1,
  black: 1,
  snow: 1,
  stripes: 1,
  covered: 1,
  too_dark: 1,
  too_bright: 1,
  monochrome: 1,
  colour_cast: 1,
  low_contrast: 1,
  blurred: 1,
  moved: 1,
  occluded: 1,
  frozen: 1,
  mosaic: 1,
  shake: 1,
};

export type Scores = Partial<Record<PictureFault, number>>;

export function scorePicture(_memory: PictureMemory, observation: Observation, measured: readonly Measures[]): Scores {
  const mosaic = observation.decoderErrors + observation.packetsLost / 4;
  const last = measured.at(-1);
  if (!last) return { mosaic };
  return {
    mosaic,
    black: 16 / (1 + percentile(last.histogram, 0.97)),
    too_dark: 30 / (1 + last.mean),
    too_bright: last.mean / 220,
  };
}
