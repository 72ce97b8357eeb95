import { h264 } from './h264.ts';
import { h265 } from './h265.ts';
import { jpeg } from './jpeg.ts';
import type { VideoCodec } from './videoCodec.ts';

/** By the encoding name of the rtpmap, lower case. */
export const videoCodecs: ReadonlyMap<string, VideoCodec> = new Map([
  ['h264', h264],
  ['h265', h265],
  ['jpeg', jpeg],
]);
