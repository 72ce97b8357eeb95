import { BitReader } from './bitReader.ts';
import type { NalVisitor, PictureSize, VideoCodec } from './videoCodec.ts';

/** Packetisation of RFC 7798 section 4.4, without decoding order numbers. */
const packets = { aggregate: 48, fragment: 49 } as const;

/** ITU-T H.265 table 7-1. */
const nalTypes = { lastPicture: 31, firstKey: 16, lastKey: 21, sequence: 33, filler: 38 } as const;

const typeOf = (nal: Uint8Array): number => ((nal[0] ?? 0) >> 1) & 0x3f;

function visitNals(payload: Uint8Array, visit: NalVisitor): void {
  if (payload.length < 3) return;
  const type = typeOf(payload);
  if (type === packets.aggregate) {
    for (let at = 2; at + 2 < payload.length;) {
      const size = (payload[at] ?? 0) * 256 + (payload[at + 1] ?? 0);
      const nal = payload.subarray(at + 2, at + 2 + size);
      if (size === 0 || nal.length < size) return;
      visit(typeOf(nal), true, nal, true);
      at += 2 + size;
    }
  } else if (type === packets.fragment) {
    const header = payload[2] ?? 0;
    visit(header & 0x3f, (header & 0x80) !== 0, payload.subarray(3), false);
  } else if (type < packets.aggregate) visit(type, true, payload, true);
}

function pictureSize(nal: Uint8Array): PictureSize | undefined {
  if (typeOf(nal) !== nalTypes.sequence) return undefined;
  const bits = new BitReader(nal, 2);
  bits.skip(4);
  const subLayers = bits.bits(3);
  bits.skip(1);
  skipProfileTierLevel(bits, subLayers);
  bits.unsigned();
  const chroma = bits.unsigned();
  if (chroma === 3) bits.skip(1);
  const width = bits.unsigned();
  const height = bits.unsigned();
  const crop = bits.bit() === 1 ? [0, 0, 0, 0].map(() => bits.unsigned()) : [];
  if (bits.overrun) return undefined;
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = chroma === 1 ? 2 : 1;
  return { width: width - cropX * (left + right), height: height - cropY * (top + bottom) };
}

/** ITU-T H.265 section 7.3.3. */
function skipProfileTierLevel(bits: BitReader, subLayers: number): void {
  bits.skip(96);
  const present = Array.from({ length: subLayers }, () => ({ profile: bits.bit() === 1, level: bits.bit() === 1 }));
  if (subLayers > 0) bits.skip(2 * (8 - subLayers));
  for (const { profile, level } of present) bits.skip((profile ? 88 : 0) + (level ? 8 : 0));
}

export const h265: VideoCodec = {
  visitNals,
  isPicture: (type) => type <= nalTypes.lastPicture,
  isKeyPicture: (type) => type >= nalTypes.firstKey && type <= nalTypes.lastKey,
  isFiller: (type) => type === nalTypes.filler,
  pictureSize,
};
