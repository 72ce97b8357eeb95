import type { BitReader } from './bitReader.ts';

const extendedAspect = 255;
/** Frame rates outside of these are not of a camera, whatever a parameter set says. */
const plausible = { least: 0.1, most: 240 } as const;

/** The frame rate that the usability information of a parameter set declares (ITU-T H.264 annex E.1.1); undefined where it does not. */
export function frameRateOfVui(bits: BitReader): number | undefined {
  if (bits.bit() === 1 && bits.bits(8) === extendedAspect) bits.skip(32);
  if (bits.bit() === 1) bits.skip(1);
  if (bits.bit() === 1) {
    bits.skip(4);
    if (bits.bit() === 1) bits.skip(24);
  }
  if (bits.bit() === 1) {
    bits.unsigned();
    bits.unsigned();
  }
  if (bits.bit() === 0) return undefined;
  const unitsInTick = bits.bits(32);
  const timeScale = bits.bits(32);
  // A tick is the time of a field, two of which make a frame.
  const framesPerSecond = timeScale / (2 * unitsInTick);
  return !bits.overrun && framesPerSecond >= plausible.least && framesPerSecond <= plausible.most
    ? framesPerSecond
    : undefined;
}
