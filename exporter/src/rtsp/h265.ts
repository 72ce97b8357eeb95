import { BitReader } from './bitReader.ts';
import { nalAssembler } from './nalAssembler.ts';
import type { Declaration, UnitVisitor, VideoCodec } from './videoCodec.ts';

/** Packetisation of RFC 7798 section 4.4, without decoding order numbers. */
const packets = { aggregate: 48, fragment: 49 } as const;

/** ITU-T H.265 table 7-1. */
const nalTypes = {
  lastPicture: 31,
  firstKey: 16,
  lastKey: 21,
  video: 32,
  sequence: 33,
  picture: 34,
  filler: 38,
} as const;

const typeOf = (firstOctet = 0): number => (firstOctet >> 1) & 0x3f;

function visitUnits(octets: Buffer, from: number, to: number, visit: UnitVisitor): void {
  if (to - from < 3) return;
  const first = octets[from] ?? 0;
  const type = typeOf(first);
  if (type < packets.aggregate) {
    visit(type, true, octets, from, to, -1);
  } else if (type === packets.fragment) {
    const fragment = octets[from + 2] ?? 0;
    const unitType = fragment & 0x3f;
    const header = ((first & 0x81) << 8) | (unitType << 9) | (octets[from + 1] ?? 0);
    visit(unitType, (fragment & 0x80) !== 0, octets, from + 3, to, header);
  } else if (type === packets.aggregate) {
    for (let at = from + 2; at + 2 < to;) {
      const size = octets.readUInt16BE(at);
      const start = at + 2;
      if (size === 0 || start + size > to) return;
      visit(typeOf(octets[start]), true, octets, start, start + size, -1);
      at = start + size;
    }
  }
}

function declaration(nal: Uint8Array): Declaration | undefined {
  if (typeOf(nal[0]) !== nalTypes.sequence) return undefined;
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
  return {
    width: width - cropX * (left + right),
    height: height - cropY * (top + bottom),
    // Its timing stands behind much that nobody else here wants to know; cameras say it in the session description.
    framesPerSecond: undefined,
  };
}

/** ITU-T H.265 section 7.3.3. */
function skipProfileTierLevel(bits: BitReader, subLayers: number): void {
  bits.skip(96);
  const present = Array.from({ length: subLayers }, () => ({ profile: bits.bit() === 1, level: bits.bit() === 1 }));
  if (subLayers > 0) bits.skip(2 * (8 - subLayers));
  for (const { profile, level } of present) bits.skip((profile ? 88 : 0) + (level ? 8 : 0));
}

export const h265: VideoCodec = {
  name: 'H265',
  visitUnits,
  isPicture: (type) => type <= nalTypes.lastPicture,
  isKeyPicture: (type) => type >= nalTypes.firstKey && type <= nalTypes.lastKey,
  isFiller: (type) => type === nalTypes.filler,
  parameterSets: [nalTypes.video, nalTypes.sequence, nalTypes.picture],
  declares: (type) => type === nalTypes.sequence,
  declaration,
  assemble: (parameterSets) => nalAssembler(2, parameterSets),
};
