import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PictureBook } from '../src/camera/pictureBook.ts';
import type { KeyFrame } from '../src/rtsp/keyFrame.ts';
import { plainTarget } from '../src/targets.fixture.ts';
import { cpuMs } from './measuredProcess.ts';

/**
 * What a verdict on a picture costs, decoding, learning and storing included, against ffmpeg's own filters over five seconds of
 * the same stream: CPU (user and system) of our process and of the decoder's.
 */

const streams = {
  main: { size: '1920x1080', bitrate: '4M' },
  sub: { size: '640x360', bitrate: '512k' },
} as const;
const seconds = 5;
/** Long enough that visits see different pictures, as they do of a camera: what repeats itself would be a frozen picture. */
const filmSeconds = 48;
const filters = 'scale=320:180,signalstats,blackdetect,freezedetect,blurdetect,entropy';
/**
 * Verdicts before it is measured: until then the judge is being compiled, which costs more than twice as much. An exporter of a
 * thousand cameras has that behind it in its first minute.
 */
const warmUp = 120;
const verdicts = 96;

export async function benchQuality(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-bench-'));
  try {
    const result: Record<string, number> = {};
    for (const [name, stream] of Object.entries(streams)) {
      const clip = path.join(folder, `${name}.h264`);
      film(clip, stream);
      const theirs = Math.min(...[1, 2, 3].map(() => filtersMs(clip)));
      // A visit of three seconds holds one or two key frames of a group of two seconds.
      for (const [pictures, key] of [
        [1, `${name}_ratio`],
        [2, `${name}_two_pictures_ratio`],
      ] as const) {
        const ours = await verdictMs(path.join(folder, key), keyFrames(clip), pictures);
        console.log(`${key}: ${ours.toFixed(2)} ms CPU a verdict, ffmpeg's filters ${theirs.toFixed(0)} ms`);
        result[key] = Number((ours / theirs).toFixed(4));
      }
    }
    console.log(JSON.stringify(result));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function film(clip: string, { size, bitrate }: { size: string; bitrate: string }): void {
  // A view that stands still behind something that moves, with the grain of a sensor.
  const view = `testsrc2=size=${size}:rate=25,trim=end_frame=1,loop=loop=-1:size=1:start=0,setpts=N/25/TB`;
  const source = `${view}[view];testsrc2=size=320x180:rate=25,scale=iw/4:ih/4[car];[view][car]overlay=x='mod(t*60,W)':y=H/2,noise=alls=12:allf=t`;
  const rate = ['-b:v', bitrate, '-maxrate', bitrate, '-bufsize', bitrate];
  ffmpeg([
    '-f',
    'lavfi',
    '-i',
    source,
    '-t',
    String(filmSeconds),
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-sc_threshold',
    '0',
    ...rate,
    clip,
  ]);
}

/** CPU of one run. */
function filtersMs(clip: string): number {
  const said = ffmpeg(['-benchmark', '-r', '25', '-t', String(seconds), '-i', clip, '-vf', filters, '-f', 'null', '-']);
  const [, user, system] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(said) ?? [];
  return (Number(user) + Number(system)) * 1000;
}

function ffmpeg(args: readonly string[]): string {
  const { status, stderr, error } = spawnSync('ffmpeg', ['-y', '-nostdin', ...args], {
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (error || status !== 0) throw new Error(`ffmpeg: ${error?.message ?? stderr}`);
  return stderr;
}

/** The clip's key frames, each with its parameter sets, which x264 writes before them. */
function keyFrames(clip: string): Uint8Array[] {
  const all = readFileSync(clip);
  const starts: number[] = [];
  for (let at = all.indexOf(sequenceStart); at >= 0; at = all.indexOf(sequenceStart, at + 4)) starts.push(at);
  return starts.map((from) => {
    // The first picture that refers to others ends it.
    const end = all.indexOf(Buffer.from([0, 0, 1, 0x41]), from);
    return new Uint8Array(all.subarray(from, end < 0 ? undefined : end));
  });
}
const sequenceStart = Buffer.from([0, 0, 0, 1, 0x67]);

async function verdictMs(folder: string, frames: readonly Uint8Array[], pictures: number): Promise<number> {
  let now = Date.now();
  let judged = 0;
  const fail = (error: unknown): never => {
    throw new Error('a verdict failed', { cause: error });
  };
  const settings = { folder, everyMinutes: 5, keepDays: 30, maxMegabytes: 100, decoders: 1 };
  const observer = {
    judged: () => void judged++,
    dropped: () => fail('dropped'),
    decoderFailed: fail,
    unreadable: fail,
    failed: fail,
  };
  const book = await PictureBook.open(settings, observer, () => now);
  const camera = plainTarget({ id: 'camera-1', kind: 'camera', modules: ['rtsp'] });
  let shown = 0;
  const visit = async (): Promise<void> => {
    now += 5 * 60_000;
    const taken = Array.from({ length: pictures }, () => frames[shown++ % frames.length] ?? new Uint8Array());
    const seen = taken.map((data, index): KeyFrame => ({
      codec: 'H264',
      data,
      at: now + 2000 * index,
      damaged: false,
    }));
    book.onKeyFrames(camera, seen, 0);
    await book.settled();
  };
  for (let count = 0; count < warmUp; count++) await visit();
  const [before, child] = [process.cpuUsage(), childrenMs()];
  for (let count = 0; count < verdicts; count++) await visit();
  const { user, system } = process.cpuUsage(before);
  const spent = (user + system) / 1000 + childrenMs() - child;
  const suspected = book.record('camera-1')?.newest?.verdicts.filter((verdict) => verdict.suspected) ?? [];
  await book.close();
  if (suspected.length > 0)
    throw new Error(`a good picture is suspected: ${suspected.map(({ fault }) => fault).join()}`);
  if (judged !== warmUp + verdicts) throw new Error(`${judged} of ${warmUp + verdicts} visits were judged`);
  return spent / verdicts;
}

/** CPU that the processes started by this one have spent. */
function childrenMs(): number {
  const pids = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').match(/\d+/g) ?? [];
  return pids.reduce((sum, pid) => sum + cpuMs(Number(pid)), 0);
}
