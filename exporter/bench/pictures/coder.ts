import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pictureBytes, pictureOf, type Picture } from '../../src/picture/picture.ts';
import { viewHeight, viewWidth } from './canvas.ts';

/** Code the frames as H.264 key frames at this quantiser, as an encoder that has settled uses it, decode them again, and make each as small as the judge wants it. */
export async function* throughCoder(frames: AsyncIterable<Uint8Array>, quantiser: number): AsyncGenerator<Picture> {
  const quiet = ['-hide_banner', '-v', 'error'];
  const size = `${viewWidth}x${viewHeight}`;
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuvj420p', '-s', size, '-r', '25', '-i', '-'];
  const key = [
    '-c:v',
    'libx264',
    '-preset',
    'superfast',
    '-g',
    '1',
    '-qp',
    quantiser.toFixed(0),
    '-threads',
    '1',
    '-bf',
    '0',
  ];
  const coder = spawn('ffmpeg', [...quiet, ...raw, ...key, '-f', 'h264', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const scale = ['-vf', 'scale=320:180:flags=area', '-pix_fmt', 'yuvj420p', '-f', 'rawvideo', '-'];
  const input = ['-threads', '1', '-probesize', '32768', '-f', 'h264', '-i', '-'];
  const decoder = spawn('ffmpeg', [...quiet, ...input, ...scale], { stdio: ['pipe', 'pipe', 'inherit'] });
  coder.stdout.pipe(decoder.stdin);
  const fed = (async () => {
    for await (const frame of frames) if (!coder.stdin.write(frame)) await once(coder.stdin, 'drain');
    coder.stdin.end();
  })();
  let rest = Buffer.alloc(0);
  for await (const part of decoder.stdout as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, part]);
    let at = 0;
    for (; at + pictureBytes <= rest.length; at += pictureBytes) {
      yield pictureOf(Uint8Array.from(rest.subarray(at, at + pictureBytes)));
    }
    rest = rest.subarray(at);
  }
  await fed;
}
