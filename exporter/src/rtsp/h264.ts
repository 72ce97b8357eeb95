import { BitReader } from './bitReader.ts';
import { nalAssembler } from './nalAssembler.ts';
import type { Declaration, UnitVisitor, VideoCodec } from './videoCodec.ts';
import { frameRateOfVui } from './vui.ts';

/** Packetisation of RFC 6184 section 5.2: NAL units of types 1–23 alone, aggregated 24–27, fragmented 28 and 29. */
const packets = { stapA: 24, stapB: 25, mtap16: 26, mtap24: 27, fuA: 28, fuB: 29 } as const;
/** Octets before the first unit, and between a unit's size and the unit. */
const aggregates = new Map<number, { first: number; between: number }>([
  [packets.stapA, { first: 1, between: 0 }],
  [packets.stapB, { first: 3, between: 0 }],
  [packets.mtap16, { first: 3, between: 3 }],
  [packets.mtap24, { first: 3, between: 4 }],
]);

/** ITU-T H.264 table 7-1. */
const nalTypes = { firstSlice: 1, lastSlice: 5, instantRefresh: 5, sequence: 7, picture: 8, filler: 12 } as const;

function visitUnits(octets: Buffer, from: number, to: number, visit: UnitVisitor): void {
  if (from >= to) return;
  const indicator = octets[from] ?? 0;
  const type = indicator & 0x1f;
  if (type > 0 && type < packets.stapA) {
    visit(type, true, octets, from, to, -1);
  } else if (type === packets.fuA || type === packets.fuB) {
    if (from + 2 > to) return;
    const fragment = octets[from + 1] ?? 0;
    const begins = (fragment & 0x80) !== 0;
    const start = from + (type === packets.fuB && begins ? 4 : 2);
    const unitType = fragment & 0x1f;
    if (start <= to) visit(unitType, begins, octets, start, to, (indicator & 0xe0) | unitType);
  } else visitAggregate(octets, from, to, visit, aggregates.get(type));
}

function visitAggregate(
  octets: Buffer,
  from: number,
  to: number,
  visit: UnitVisitor,
  aggregate: { first: number; between: number } | undefined,
): void {
  if (!aggregate) return;
  for (let at = from + aggregate.first; at + 2 < to;) {
    const size = octets.readUInt16BE(at);
    const start = at + 2 + aggregate.between;
    if (size === 0 || start + size > to) return;
    visit((octets[start] ?? 0) & 0x1f, true, octets, start, start + size, -1);
    at = start + size;
  }
}

/** Profiles whose parameter sets name a chroma format (ITU-T H.264 section 7.3.2.1.1). */
const highProfiles = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

function declaration(nal: Uint8Array): Declaration | undefined {
  if (((nal[0] ?? 0) & 0x1f) !== nalTypes.sequence) return undefined;
  const bits = new BitReader(nal, 1);
  const profile = bits.bits(8);
  bits.skip(16);
  bits.unsigned();
  let chroma = 1;
  if (highProfiles.has(profile)) {
    chroma = bits.unsigned();
    if (chroma === 3) bits.skip(1);
    bits.unsigned();
    bits.unsigned();
    bits.skip(1);
    if (bits.bit() === 1) skipScalingLists(bits, chroma === 3 ? 12 : 8);
  }
  bits.unsigned();
  skipPictureOrder(bits);
  bits.unsigned();
  bits.skip(1);
  const widthInBlocks = bits.unsigned() + 1;
  const heightInUnits = bits.unsigned() + 1;
  const framesOnly = bits.bit();
  if (framesOnly === 0) bits.skip(1);
  bits.skip(1);
  const crop = bits.bit() === 1 ? [0, 0, 0, 0].map(() => bits.unsigned()) : [];
  if (bits.overrun) return undefined;
  const framesPerSecond = bits.bit() === 1 ? frameRateOfVui(bits) : undefined;
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  return {
    width: widthInBlocks * 16 - cropX * (left + right),
    height: heightInUnits * 16 * (2 - framesOnly) - cropY * (top + bottom),
    framesPerSecond,
  };
}

function skipScalingLists(bits: BitReader, lists: number): void {
  for (let list = 0; list < lists; list++) {
    if (bits.bit() === 0) continue;
    let next = 8;
    for (let at = 0, last = 8; at < (list < 6 ? 16 : 64) && next !== 0; at++) {
      next = (last + bits.signed() + 256) % 256;
      last = next === 0 ? last : next;
    }
  }
}

function skipPictureOrder(bits: BitReader): void {
  const type = bits.unsigned();
  if (type === 0) bits.unsigned();
  if (type !== 1) return;
  bits.skip(1);
  bits.signed();
  bits.signed();
  const frames = Math.min(bits.unsigned(), 255);
  for (let frame = 0; frame < frames; frame++) bits.signed();
}

export const h264: VideoCodec = {
  name: 'H264',
  visitUnits,
  isPicture: (type) => type >= nalTypes.firstSlice && type <= nalTypes.lastSlice,
  isKeyPicture: (type) => type === nalTypes.instantRefresh,
  isFiller: (type) => type === nalTypes.filler,
  parameterSets: [nalTypes.sequence, nalTypes.picture],
  declares: (type) => type === nalTypes.sequence,
  declaration,
  assemble: (parameterSets) => nalAssembler(1, parameterSets),
};
