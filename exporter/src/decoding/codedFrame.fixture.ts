import { spawnSync } from 'node:child_process';
import type { CodedFrame } from './messages.ts';

const formats = { H264: ['libx264', 'h264'], H265: ['libx265', 'hevc'], JPEG: ['mjpeg', 'mjpeg'] } as const;

/** One key frame by Debian's ffmpeg, 1280x720: the left half is blue and the right half light grey, with some grain; or any other filter graph. */
export function codedFrame(
  codec: CodedFrame['codec'],
  picture = 'color=0xd3d3d3:size=1280x720:rate=25,drawbox=w=640:color=blue:t=fill,noise=alls=6',
): CodedFrame {
  const [encoder, format] = formats[codec];
  const quiet = codec === 'H265' ? ['-x265-params', 'log-level=none'] : [];
  const colour = codec === 'JPEG' ? 'yuvj420p' : 'yuv420p';
  const args = [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    picture,
    '-frames:v',
    '1',
    '-c:v',
    encoder,
    ...quiet,
    '-pix_fmt',
    colour,
    '-f',
    format,
    '-',
  ];
  const { status, stdout, stderr, error } = spawnSync('ffmpeg', args, { maxBuffer: 32e6 });
  if (error || status !== 0) throw new Error(`ffmpeg: ${error?.message ?? String(stderr)}`);
  return { codec, data: new Uint8Array(stdout) };
}

/** A coded picture of H.264 whose sequence parameter set is replaced by one of this size (ITU-T H.264 section 7.3.2.1.1, baseline). */
export function withSize(annexB: Uint8Array, width: number, height: number): Uint8Array {
  const bits = [
    '01000010',
    '11000000',
    '00110011',
    unsigned(0),
    unsigned(0),
    unsigned(2),
    unsigned(1),
    '0',
    unsigned(width / 16 - 1),
    unsigned(height / 16 - 1),
    '1',
    '1',
    '0',
    '0',
    '1',
  ].join('');
  const octets = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0').match(/.{8}/g) ?? [];
  const set = [0x67, ...octets.map((octet) => parseInt(octet, 2))];
  // The picture's own parameter set follows the one that is cut off.
  const rest = annexB.subarray(Buffer.from(annexB).indexOf(Buffer.from([0, 0, 1, 0x68])));
  return Uint8Array.from([0, 0, 0, 1, ...set, ...rest]);
}

/** Exp-Golomb (section 9.1). */
function unsigned(value: number): string {
  const bits = (value + 1).toString(2);
  return '0'.repeat(bits.length - 1) + bits;
}
