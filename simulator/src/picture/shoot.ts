import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { isNativeError } from 'node:util/types';
import { film } from './film.ts';
import { clipSeconds, exposureOf, keyFrameSeconds, picturesPerSecond, type Recipe } from './recipe.ts';

const missing = 'the simulated cameras need ffmpeg; install it (Debian: apt install ffmpeg)';

/** Draw a clip and have it coded by ffmpeg into a file. @throws Error saying what to install without ffmpeg. */
export async function shoot(recipe: Recipe, file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  const { width, height, everyNth } = exposureOf(recipe);
  const framesPerSecond = picturesPerSecond / everyNth;
  const input = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${width}x${height}`, '-r', String(framesPerSecond)];
  const output = ['-f', recipe.codec === 'H264' ? 'h264' : 'hevc', unfinished];
  const flags = ['-nostdin', '-loglevel', 'error', '-y', ...input, '-i', 'pipe:0', ...coding(recipe), ...output];
  const ffmpeg = spawn('ffmpeg', flags, { stdio: ['pipe', 'ignore', 'pipe'] });
  let complaint = '';
  ffmpeg.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-2000)));
  const ended = once(ffmpeg, 'close');
  try {
    const pictures = film({ ...recipe, width, height, framesPerSecond, seconds: clipSeconds[recipe.stream] });
    // The film draws into the same picture again and again; what waits in the pipe must be a copy.
    const copies = function* () {
      for (const { bytes } of pictures) yield Buffer.from(bytes);
    };
    // What ffmpeg says of itself says more than the broken pipe that it leaves.
    const fed = await pipeline(copies, ffmpeg.stdin).catch((error: unknown) => error);
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`ffmpeg could not code ${file}: ${complaint.trim()}`, { cause: fed });
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const absent = isNativeError(error) && 'code' in error && error.code === 'ENOENT';
    throw absent ? new Error(missing, { cause: error }) : error;
  }
}

function coding(recipe: Recipe): string[] {
  const { kilobitsPerSecond, everyNth } = exposureOf(recipe);
  const group = (picturesPerSecond / everyNth) * keyFrameSeconds;
  const pictures = `aud=1:repeat-headers=1:scenecut=0:keyint=${group}:min-keyint=${group}:open-gop=0:bframes=0`;
  // A still picture is coded the same each time; the encoder's own wish for a better one would let it change.
  const still = recipe.look === 'frozen';
  const rates = [
    ...['-b:v', `${kilobitsPerSecond}k`, '-maxrate', `${Math.round(kilobitsPerSecond * 1.1)}k`],
    ...['-bufsize', `${Math.round(kilobitsPerSecond * 0.6)}k`],
  ];
  const rate = still ? [] : rates;
  if (recipe.codec === 'H264')
    return [
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-threads', '1', ...rate],
      ...(still ? ['-qp', '27'] : []),
      ...['-x264-params', pictures],
    ];
  const quiet = `${pictures}:log-level=error:pools=1:frame-threads=1${still ? ':qp=27' : ''}`;
  return ['-c:v', 'libx265', '-preset', 'ultrafast', ...rate, '-x265-params', quiet];
}
