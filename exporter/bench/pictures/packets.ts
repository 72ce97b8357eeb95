import { execFileSync } from 'node:child_process';
import { viewHeight, viewWidth } from './canvas.ts';
import type { Camera } from './camera.ts';
import type { Random } from './random.ts';
import { newFrame, render } from './render.ts';
import { Weather } from './weather.ts';

/** Payload of one RTP packet, bytes. */
const payload = 1400;

/**
 * How many packets of a visit of 5 s are lost: the sub-stream is coded as such (H.264 at 512 kbit/s, a key frame each 2 s), each of its
 * pictures cut into packets, and each packet lost by chance. What a decoder makes of the rest is left out.
 */
export function packetsLostOf(camera: Camera, loss: number, random: Random): () => number {
  const weather = new Weather(camera, 9);
  const sky = weather.next();
  const frames = Array.from({ length: 50 }, () => render(camera, sky, random, {}, newFrame()).raw);
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuvj420p', '-s', `${viewWidth}x${viewHeight}`, '-r', '10', '-i', '-'];
  const rate = [
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-g',
    '20',
    ...['-vf', 'scale=640:360'],
    '-b:v',
    '512k',
    '-maxrate',
    '512k',
    '-bufsize',
    '512k',
  ];
  const args = ['-v', 'error', ...raw, ...rate, '-f', 'h264', '-'];
  const coded = execFileSync('ffmpeg', args, { input: Buffer.concat(frames), maxBuffer: 1 << 24 });
  const packets = Math.ceil(coded.length / payload) + frames.length;
  return () => Array.from({ length: packets }).filter(() => random.chance(loss)).length;
}
