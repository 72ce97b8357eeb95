/** What RTP says of a JPEG picture (RFC 2435 section 3.1). */
export interface JpegParameters {
  /** 0: 4:2:2, 1: 4:2:0. */
  type: number;
  width: number;
  height: number;
  /** 1 to 99: of the tables of ITU-T T.81 annex K, scaled; from 128 on the tables are sent. */
  quality: number;
  /** 64 octets each, in zigzag order: luma, then chroma. */
  tables: Buffer | undefined;
  /** Blocks between restart markers; 0: none. */
  interval: number;
}

/** Quantisation of ITU-T T.81 tables K.1 and K.2, in zigzag order. */
const luma = [
  16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
  60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113, 121,
  112, 100, 120, 92, 101, 103, 99,
];
const chroma = [
  17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
];

/** Huffman tables of ITU-T T.81 tables K.3 to K.6: how many codes of each length, and what they stand for. */
const huffman = {
  lumaDc: { lengths: '00010501010101010100000000000000', values: '000102030405060708090a0b' },
  chromaDc: { lengths: '00030101010101010101010000000000', values: '000102030405060708090a0b' },
  lumaAc: {
    lengths: '0002010303020403050504040000017d',
    values:
      '01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a3435363738393a' +
      '434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9' +
      'aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa',
  },
  chromaAc: {
    lengths: '00020102040403040705040400010277',
    values:
      '000102031104052131061241510761711322328108144291a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738' +
      '393a434445464748494a535455565758595a636465666768696a737475767778797a82838485868788898a92939495969798999aa2a3a4a5a6' +
      'a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa',
  },
} as const;

const table = (id: number, { lengths, values }: { lengths: string; values: string }): Buffer =>
  segment(0xc4, Buffer.from([id]), Buffer.from(lengths, 'hex'), Buffer.from(values, 'hex'));

const huffmanTables = (): Buffer[] => [
  table(0x00, huffman.lumaDc),
  table(0x10, huffman.lumaAc),
  table(0x01, huffman.chromaDc),
  table(0x11, huffman.chromaAc),
];

/** Everything of a JPEG file before its scan; undefined where a size or a table is missing. */
export function jpegHeader(parameters: JpegParameters): Buffer | undefined {
  const { type, width, height, interval } = parameters;
  const quantisation = tablesOf(parameters);
  if (type > 1 || width === 0 || height === 0 || !quantisation) return undefined;
  const size = Buffer.alloc(5, 8);
  size.writeUInt16BE(height, 1);
  size.writeUInt16BE(width, 3);
  const restart = Buffer.alloc(2);
  restart.writeUInt16BE(interval);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...quantisation.map((values, id) => segment(0xdb, Buffer.from([id]), values)),
    ...(interval === 0 ? [] : [segment(0xdd, restart)]),
    segment(0xc0, size, Buffer.from([3, 1, type === 0 ? 0x21 : 0x22, 0, 2, 0x11, 1, 3, 0x11, 1])),
    ...huffmanTables(),
    segment(0xda, Buffer.from([3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0])),
  ]);
}

function tablesOf({ quality, tables }: JpegParameters): Buffer[] | undefined {
  if (tables) return tables.length >= 128 ? [tables.subarray(0, 64), tables.subarray(64, 128)] : undefined;
  if (quality < 1 || quality > 99) return undefined;
  // RFC 2435 section 4.2.
  const scale = quality < 50 ? Math.floor(5000 / quality) : 200 - quality * 2;
  const scaled = (value: number): number => Math.min(255, Math.max(1, Math.floor((value * scale + 50) / 100)));
  return [luma, chroma].map((values) => Buffer.from(values.map(scaled)));
}

function segment(marker: number, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(2 + parts.reduce((sum, part) => sum + part.length, 0), 2);
  return Buffer.concat([head, ...parts]);
}
