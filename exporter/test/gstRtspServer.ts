import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { startChild } from './childServer.ts';

const ports = z.object({ open: z.number(), basic: z.number(), digest: z.number() });

export interface Clip {
  file: string;
  width: number;
  height: number;
}
export interface GstRtspServer {
  ports: z.infer<typeof ports>;
  clips: Record<'h264' | 'h265', Clip>;
  stop: () => Promise<void>;
}

export const framesPerSecond = 25;
/** A key frame each half second, so that a short window sees several. */
export const groupOfPictures = 12;

/** GStreamer's RTSP server with two clips made by ffmpeg; sizes that are no multiple of a block show cropping. */
export async function startGstRtspServer(login: { username: string; password: string }): Promise<GstRtspServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundsman-gst-'));
  const clip = (name: string, width: number, height: number, encoder: string[]): Clip => {
    const file = path.join(folder, `${name}.mp4`);
    const source = `testsrc2=size=${width}x${height}:rate=${framesPerSecond}:duration=20`;
    const arguments_ = ['-v', 'error', '-f', 'lavfi', '-i', source, '-pix_fmt', 'yuv420p', ...encoder, file];
    execFileSync('ffmpeg', arguments_, { stdio: ['ignore', 'ignore', 'inherit'] });
    return { file, width, height };
  };
  const fast = ['-preset', 'ultrafast', '-g', String(groupOfPictures)];
  const clips = {
    h264: clip('h264', 322, 180, ['-c:v', 'libx264', ...fast]),
    h265: clip('h265', 198, 110, ['-c:v', 'libx265', '-x265-params', 'log-level=none', ...fast]),
  };
  const script = path.join(import.meta.dirname, 'gstRtspServer.py');
  const { username, password } = login;
  const child = startChild('/usr/bin/python3', [script, clips.h264.file, clips.h265.file, username, password]);
  const [line] = await child.line(/\{.*\}/);
  return {
    ports: ports.parse(JSON.parse(line)),
    clips,
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
