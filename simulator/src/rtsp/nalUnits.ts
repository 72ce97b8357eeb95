import type { Codec } from './codecs.ts';

/** The NAL units of a byte stream (annex B of ITU-T H.264 and H.265), without start codes. */
export function nalUnits(stream: Buffer): Buffer[] {
  const startCode = Buffer.from([0, 0, 1]);
  const starts: number[] = [];
  for (let at = stream.indexOf(startCode); at >= 0; at = stream.indexOf(startCode, at + 3)) starts.push(at + 3);
  return starts.map((start, index) => {
    const next = starts[index + 1];
    let end = next === undefined ? stream.length : next - 3;
    // The fourth octet of a long start code, and trailing zeros.
    while (end > start && stream[end - 1] === 0) end -= 1;
    return stream.subarray(start, end);
  });
}

/** NAL units by picture; every picture begins with an access unit delimiter, which is left out. */
export function accessUnits(stream: Buffer, { typeOf, delimiter }: Codec): Buffer[][] {
  const units: Buffer[][] = [];
  for (const nal of nalUnits(stream)) {
    if (typeOf(nal) === delimiter) units.push([]);
    else units.at(-1)?.push(nal);
  }
  return units.filter((unit) => unit.length > 0);
}
