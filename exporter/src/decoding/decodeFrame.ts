import {
  AV_CODEC_FLAG_QSCALE,
  AV_CODEC_ID_H264,
  AV_CODEC_ID_HEVC,
  AV_CODEC_ID_MJPEG,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  SWS_BILINEAR,
} from 'node-av/constants';
import { Codec, CodecContext, Frame, Packet, Rational, SoftwareScaleContext } from 'node-av/lib';
import { pictureHeight, pictureWidth } from '../picture/picture.ts';
import type { CodedFrame } from './messages.ts';

/** ffmpeg's decoders, in this process: only ever called in one that may crash. */

const codecIds = { H264: AV_CODEC_ID_H264, H265: AV_CODEC_ID_HEVC, JPEG: AV_CODEC_ID_MJPEG } as const;
/** More are refused before memory is taken for them: 8192x4320, some 55 MB decoded. */
const maxPixels = 8192 * 4320;
const photoWidth = 640;
const photoMaxHeight = 1280;
/** ffmpeg's quantiser 5, which other programs call a quality of about 75; its lambda has 118 steps to each. */
const photoQuality = 5 * 118;

/** A decoded picture; to be freed. */
export interface Decoded {
  /** Absent where nothing could be decoded. */
  frame?: Frame;
  /** What the decoder had to conceal. */
  damage: number;
}

export function decodeFrame({ codec, data }: CodedFrame): Decoded {
  const context = openDecoder(codec);
  const packet = new Packet();
  const frame = new Frame();
  packet.alloc();
  frame.alloc();
  let isWhole = false;
  try {
    packet.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
    // One frame is all that comes: the end makes the decoder give it out at once.
    if (context.sendPacketSync(packet) < 0) return { damage: 1 };
    context.sendPacketSync(null);
    if (context.receiveFrameSync(frame) < 0) return { damage: 1 };
    isWhole = true;
    return { frame, damage: bitsOf(frame.decodeErrorFlags) };
  } finally {
    if (!isWhole) frame.free();
    packet.free();
    context.freeContext();
  }
}

function openDecoder(name: CodedFrame['codec']): CodecContext {
  const codec = Codec.findDecoder(codecIds[name]);
  if (!codec) throw new Error(`this build of ffmpeg cannot decode ${name}`);
  const context = new CodecContext();
  context.allocContext3(codec);
  context.threadCount = 1;
  require(context.setOption('max_pixels', maxPixels), 'max_pixels');
  // Shrunk to a quarter or less, the edges of blocks are gone anyway; it costs a fifth of the time.
  require(context.setOption('skip_loop_filter', 'all'), 'skip_loop_filter');
  require(context.open2Sync(codec, null), 'open');
  return context;
}

/** Luma, Cb and Cr as `pictureOf` takes them, whatever the proportions of the frame. */
export function planesOf(frame: Frame): Uint8Array {
  const small = scaled(frame, pictureWidth, pictureHeight);
  try {
    return small.toBuffer();
  } finally {
    small.free();
  }
}

/** A small JPEG. */
export function photoOf(frame: Frame): Uint8Array {
  const width = even(Math.min(photoWidth, frame.width));
  const height = even(Math.min(photoMaxHeight, (frame.height * width) / frame.width));
  const small = scaled(frame, width, height);
  const context = new CodecContext();
  const packet = new Packet();
  packet.alloc();
  try {
    const codec = Codec.findEncoder(AV_CODEC_ID_MJPEG);
    if (!codec) throw new Error('this build of ffmpeg cannot encode JPEG');
    context.allocContext3(codec);
    context.width = width;
    context.height = height;
    context.pixelFormat = AV_PIX_FMT_YUVJ420P;
    context.timeBase = new Rational(1, 25);
    context.threadCount = 1;
    context.setFlags(AV_CODEC_FLAG_QSCALE);
    context.globalQuality = photoQuality;
    require(context.open2Sync(codec, null), 'open');
    small.quality = photoQuality;
    small.pts = 0n;
    require(context.sendFrameSync(small), 'encode');
    context.sendFrameSync(null);
    require(context.receivePacketSync(packet), 'encode');
    // A copy: the packet's own memory ends with it.
    return Uint8Array.from(packet.data ?? []);
  } finally {
    packet.free();
    context.freeContext();
    small.free();
  }
}

/** The frame at another size, 4:2:0, full range; to be freed by the caller. */
function scaled(frame: Frame, width: number, height: number): Frame {
  const small = new Frame();
  small.alloc();
  small.format = AV_PIX_FMT_YUVJ420P;
  small.width = width;
  small.height = height;
  small.colorRange = AVCOL_RANGE_JPEG;
  require(small.allocBuffer(), 'memory');
  require(scalerFor(frame, width, height).scaleFrameSync(small, frame), 'scale');
  return small;
}

/** Scalers by what they are made for. To make one costs as much as to scale a small frame, and cameras come in few sizes. */
const scalers = new Map<string, SoftwareScaleContext>();
const maxScalers = 16;

function scalerFor(frame: Frame, width: number, height: number): SoftwareScaleContext {
  const { width: fromWidth, height: fromHeight, format } = frame;
  const key = [fromWidth, fromHeight, format, width, height].join();
  const known = scalers.get(key);
  if (known) return known;
  if (scalers.size >= maxScalers) {
    for (const scaler of scalers.values()) scaler.freeContext();
    scalers.clear();
  }
  const scaler = new SoftwareScaleContext();
  scaler.getContext(
    fromWidth,
    fromHeight,
    format as Parameters<typeof scaler.getContext>[2],
    width,
    height,
    AV_PIX_FMT_YUVJ420P,
    SWS_BILINEAR,
  );
  scalers.set(key, scaler);
  return scaler;
}

const even = (length: number): number => Math.max(16, Math.round(length / 2) * 2);

function bitsOf(flags: number): number {
  let count = 0;
  for (let left = flags; left !== 0; left &= left - 1) count++;
  return count;
}

function require(status: number, step: string): void {
  if (status < 0) throw new Error(`ffmpeg, ${step}: ${status}`);
}
