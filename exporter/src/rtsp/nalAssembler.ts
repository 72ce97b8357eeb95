import { maxKeyFrameBytes } from './keyFrame.ts';
import type { PictureAssembler } from './videoCodec.ts';

const startCode = Buffer.from([0, 0, 0, 1]);

/** Writes NAL units as a byte stream (Annex B of H.264 and H.265). `headerOctets`: of a unit, 1 or 2. */
export function nalAssembler(headerOctets: number, parameterSets: readonly Uint8Array[]): PictureAssembler {
  const parts: Uint8Array[] = parameterSets.flatMap((set) => [startCode, set]);
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  let pictures = 0;
  let within = false;
  const append = (part: Uint8Array): void => {
    length += part.length;
    if (length <= maxKeyFrameBytes) parts.push(part);
  };
  return {
    add: (_type, begins, octets, from, to, header) => {
      if (begins) {
        append(startCode);
        if (header >= 0) append(headerOctets === 1 ? Buffer.from([header]) : Buffer.from([header >> 8, header & 0xff]));
        pictures++;
      }
      // The rest of a unit whose beginning was lost tells a decoder nothing.
      within = begins || (within && header >= 0);
      if (within) append(Buffer.from(octets.subarray(from, to)));
    },
    finish: () => (pictures === 0 || length > maxKeyFrameBytes ? undefined : Buffer.concat(parts, length)),
  };
}
