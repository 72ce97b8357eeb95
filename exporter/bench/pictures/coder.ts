import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { pictureBytes, pictureOf, type Picture } from '../../src/picture/picture.ts';
import { viewHeight, viewWidth } from './canvas.ts';

/**
 * Code the frames as H.264 key frames at this quantiser, as an encoder that has settled uses it, and decode them
 * again. A frame may be used again as soon as the next one is asked for.
 * @throws Error where ffmpeg ends with a failure.
 */
export async function* throughCoder(frames: AsyncIterable<Uint8Array>, quantiser: number): AsyncGenerator<Picture> {
  const quiet = ['-hide_banner', '-v', 'error'];
  const raw = ['-f', 'rawvideo', '-pix_fmt', 'yuvj420p', '-s', `${viewWidth}x${viewHeight}`, '-r', '25', '-i', '-'];
  // Pictures do not depend on how bits are packed, and packing them plainly takes half the time.
  const packing = ['-bf', '0', '-x264-params', 'cabac=0'];
  const key = ['-c:v', 'libx264', '-preset', 'superfast', '-threads', '1', '-g', '1', '-qp', quantiser.toFixed(0)];
  const coder = spawn('ffmpeg', [...quiet, ...raw, ...key, ...packing, '-f', 'h264', '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const plain = ['-pix_fmt', 'yuvj420p', '-f', 'rawvideo', '-'];
  const input = ['-threads', '1', '-probesize', '32768', '-f', 'h264', '-i', '-'];
  const decoder = spawn('ffmpeg', [...quiet, ...input, ...plain], { stdio: [coder.stdout, 'pipe', 'inherit'] });
  const ended = Promise.all([endOf(coder), endOf(decoder)]);
  // The decoder reads it now.
  coder.stdout.destroy();
  const fed = (async () => {
    for await (const frame of frames) await written(coder.stdin, frame);
    coder.stdin.end();
  })();
  const { stdout } = decoder;
  if (!stdout) throw new Error('ffmpeg has no output');
  const bytes = new Uint8Array(pictureBytes);
  let filled = 0;
  for await (const part of stdout as AsyncIterable<Buffer>) {
    for (let from = 0; from < part.length;) {
      const piece = part.subarray(from, from + pictureBytes - filled);
      bytes.set(piece, filled);
      from += piece.length;
      filled = (filled + piece.length) % pictureBytes;
      if (!filled) yield pictureOf(bytes.slice());
    }
  }
  await fed;
  await ended;
}

const written = (to: Writable, frame: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => to.write(frame, (error) => (error ? reject(error) : resolve())));

async function endOf(child: ChildProcess): Promise<void> {
  const [code]: unknown[] = await once(child, 'exit');
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)}`);
}
