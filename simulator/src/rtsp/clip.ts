import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isNativeError } from 'node:util/types';
import { accessUnits, nalType, typeOf } from './h264.ts';
import { packetise, type Frame } from './packets.ts';

/** Some seconds of video that begin anew for ever, ready to be sent. */
export interface Clip {
  frames: readonly Frame[];
  framesPerSecond: number;
  sps: Buffer;
  pps: Buffer;
  /** Length of the longest frame's packets. */
  longest: number;
}

const run = promisify(execFile);
const framesPerSecond = 15;
const seconds = 8;
const size = '640x360';
/** ffmpeg's moving test pictures, with noise enough for about 500 kbit/s. */
const scenes = ['testsrc2', 'mandelbrot'] as const;
/** Goes into the file names: clips made otherwise are not used again. */
const recipe = 1;

/** The clips, made by ffmpeg once and then kept in the folder. @throws Error saying what to install without ffmpeg. */
export async function loadClips(folder: string): Promise<[Clip, ...Clip[]]> {
  await mkdir(folder, { recursive: true });
  const [first, ...others] = await Promise.all(scenes.map((scene) => loadClip(folder, scene)));
  if (!first) throw new Error('there are no scenes');
  return [first, ...others];
}

async function loadClip(folder: string, scene: string): Promise<Clip> {
  const file = path.join(folder, `clip-${recipe}-${scene}.h264`);
  const kept = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (kept) return clipOf(kept);
  await encodeClip(scene, file);
  return clipOf(await readFile(file));
}

async function encodeClip(scene: string, file: string): Promise<void> {
  const unfinished = `${file}.${process.pid}`;
  const input = ['-f', 'lavfi', '-i', `${scene}=size=${size}:rate=${framesPerSecond}`, '-t', String(seconds)];
  const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-bf', '0'];
  const rate = ['-b:v', '500k', '-maxrate', '550k', '-bufsize', '300k', '-vf', 'noise=alls=12:allf=t'];
  const pictures = `aud=1:repeat-headers=1:scenecut=0:keyint=${framesPerSecond}:min-keyint=${framesPerSecond}`;
  try {
    await run('ffmpeg', [
      ...['-nostdin', '-loglevel', 'error', '-y', ...input, ...coding, ...rate, '-x264-params', pictures],
      ...['-f', 'h264', unfinished],
    ]);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    const missing = isNativeError(error) && 'code' in error && error.code === 'ENOENT';
    if (missing)
      throw new Error('the simulated cameras need ffmpeg; install it (Debian: apt install ffmpeg)', { cause: error });
    throw error;
  }
}

/** @throws Error for a stream without parameter sets. */
export function clipOf(stream: Buffer): Clip {
  const units = accessUnits(stream);
  const parameterSet = (type: number): Buffer => {
    const found = units[0]?.find((nal) => typeOf(nal) === type);
    if (!found) throw new Error('the clip does not begin with its parameter sets; remove it to have it made anew');
    return found;
  };
  const frames = units.map(packetise);
  return {
    frames,
    framesPerSecond,
    sps: parameterSet(nalType.sps),
    pps: parameterSet(nalType.pps),
    longest: Math.max(...frames.map(({ bytes }) => bytes.length)),
  };
}
