import type { Recipe } from '../picture/recipe.ts';

/** What differs between the codecs for who sends their NAL units. */
export interface Codec {
  name: Recipe['codec'];
  /** Octets of a NAL unit's header. */
  headerOctets: number;
  typeOf: (nal: Buffer) => number;
  delimiter: number;
  /** Types of the parameter sets, in the order in which a decoder needs them. */
  parameterSets: readonly number[];
  isKey: (type: number) => boolean;
  /** Header of a fragment: what stands before each piece of a NAL unit that is cut. */
  fragmentHeader: (nal: Buffer, flags: number) => Buffer;
  /** A NAL unit of this length that says nothing: it keeps a constant bit rate. */
  filler: (octets: number) => Buffer;
  /** Format parameters of the SDP, from the parameter sets. */
  format: (sets: readonly Buffer[]) => string;
}

const base64 = (set: Buffer | undefined): string => (set ?? Buffer.alloc(0)).toString('base64');

const fillerNal = (header: readonly number[], octets: number): Buffer => {
  const nal = Buffer.alloc(Math.max(octets, header.length + 1), 0xff);
  Buffer.from(header).copy(nal);
  nal[nal.length - 1] = 0x80;
  return nal;
};

/** ITU-T H.264 table 7-1, RFC 6184 sections 5.8 and 8.1. */
export const h264: Codec = {
  name: 'H264',
  headerOctets: 1,
  typeOf: (nal) => (nal[0] ?? 0) & 0x1f,
  delimiter: 9,
  parameterSets: [7, 8],
  isKey: (type) => type === 5,
  fragmentHeader: (nal, flags) => Buffer.from([((nal[0] ?? 0) & 0xe0) | 28, flags | ((nal[0] ?? 0) & 0x1f)]),
  filler: (octets) => fillerNal([12], octets),
  format: ([sps, pps]) => {
    const profile = (sps ?? Buffer.alloc(0)).subarray(1, 4).toString('hex').toUpperCase();
    return `packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${base64(sps)},${base64(pps)}`;
  },
};

/** ITU-T H.265 table 7-1, RFC 7798 sections 4.4.3 and 7.1. */
export const h265: Codec = {
  name: 'H265',
  headerOctets: 2,
  typeOf: (nal) => ((nal[0] ?? 0) >> 1) & 0x3f,
  delimiter: 35,
  parameterSets: [32, 33, 34],
  isKey: (type) => type >= 16 && type <= 21,
  fragmentHeader: (nal, flags) => {
    const [first = 0, second = 0] = nal;
    return Buffer.from([(first & 0x81) | (49 << 1), second, flags | ((first >> 1) & 0x3f)]);
  },
  filler: (octets) => fillerNal([38 << 1, 1], octets),
  format: ([vps, sps, pps]) => `sprop-vps=${base64(vps)};sprop-sps=${base64(sps)};sprop-pps=${base64(pps)}`,
};

export const codecs: Readonly<Record<Recipe['codec'], Codec>> = { H264: h264, H265: h265 };
