import { jpegHeader } from './jpegHeader.ts';
import { maxKeyFrameBytes } from './keyFrame.ts';
import type { Declaration, PictureAssembler, UnitVisitor, VideoCodec } from './videoCodec.ts';

/** RFC 2435 section 3.1: every packet begins with the same eight octets; the one at offset 0 may bring quantisation tables. */
const headerOctets = 8;
const restartTypes = { first: 64, last: 127 } as const;
const ownTables = 128;
/** All units are of one type: every picture of Motion JPEG stands alone. */
const fragment = 0;

const offsetOf = (octets: Buffer, from: number): number => octets.readUIntBE(from + 1, 3);

function visitUnits(octets: Buffer, from: number, to: number, visit: UnitVisitor): void {
  if (to - from <= headerOctets) return;
  const begins = offsetOf(octets, from) === 0;
  visit(fragment, begins, octets, from, to, begins ? -1 : fragment);
}

/** Sizes are in units of eight pixels; 0 stands for one that does not fit. */
function declaration(unit: Uint8Array): Declaration | undefined {
  const [width, height] = [(unit[6] ?? 0) * 8, (unit[7] ?? 0) * 8];
  return width > 0 && height > 0 ? { width, height, framesPerSecond: undefined } : undefined;
}

/** The scan of a picture behind the header that RTP leaves out. */
function assembler(): PictureAssembler {
  const parts: Buffer[] = [];
  let head: Buffer | undefined;
  /** Octets of the scan, as their offsets say. */
  let length = 0;
  return {
    add: (_type, _begins, octets, from, to) => {
      const offset = offsetOf(octets, from);
      const type = octets[from + 4] ?? 0;
      const quality = octets[from + 5] ?? 0;
      let at = from + headerOctets;
      let interval = 0;
      if (type >= restartTypes.first && type <= restartTypes.last) {
        if (at + 4 > to) return;
        interval = octets.readUInt16BE(at);
        at += 4;
      }
      if (offset === 0) {
        let tables: Buffer | undefined;
        if (quality >= ownTables) {
          if (at + 4 > to) return;
          const size = octets.readUInt16BE(at + 2);
          tables = Buffer.from(octets.subarray(at + 4, at + 4 + size));
          at += 4 + size;
        }
        const [width, height] = [(octets[from + 6] ?? 0) * 8, (octets[from + 7] ?? 0) * 8];
        head = jpegHeader({ type: type & 0x3f, width, height, quality, tables, interval });
      }
      length += Math.max(0, to - at);
      if (length <= maxKeyFrameBytes && at < to) parts.push(Buffer.from(octets.subarray(at, to)));
    },
    finish: () =>
      head && length > 0 && length <= maxKeyFrameBytes
        ? Buffer.concat([head, ...parts, Buffer.from([0xff, 0xd9])])
        : undefined,
  };
}

/** Motion JPEG (RFC 2435). */
export const jpeg: VideoCodec = {
  name: 'JPEG',
  visitUnits,
  isPicture: () => true,
  isKeyPicture: () => true,
  isFiller: () => false,
  parameterSets: [],
  declares: () => true,
  declaration,
  assemble: assembler,
};
