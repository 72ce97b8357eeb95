import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { AllowedNetworks } from '../src/allowedNetworks.ts';
import { StreamSession } from '../src/rtsp/session.ts';
import { h264 } from '../src/rtsp/h264.ts';
import { cameraLogin } from './exporterUnderTest.ts';
import { framesPerSecond, startGstRtspServer, type GstRtspServer } from './gstRtspServer.ts';

// Other processes take part, and the machine may be busy.
jest.setTimeout(60_000);

let gst: GstRtspServer;
beforeAll(async () => {
  gst = await startGstRtspServer(cameraLogin);
}, 60_000);
afterAll(async () => {
  await gst?.stop();
});

test.each([
  ['h264', 'tcp', 'h264', '322x180'],
  ['h264', 'udp', 'h264', '322x180'],
  ['h265', 'tcp', 'hevc', '198x110'],
  ['h265', 'udp', 'hevc', '198x110'],
  ['jpeg', 'tcp', 'mjpeg', '320x176'],
  ['jpeg', 'udp', 'mjpeg', '320x176'],
] as const)(
  "key frames of GStreamer's %s over %s are decoded by ffmpeg without an error",
  async (path, transport, format, size) => {
    const session = new StreamSession({
      ...{ host: '127.0.0.1', port: gst.ports.digest, path: `/${path}`, login: cameraLogin, transport, tls: undefined },
      ...{ windowMs: 1000, deadline: performance.now() + 5000, allowed: new AllowedNetworks(undefined) },
      note: () => undefined,
      keepsKeyFrames: true,
    });
    await session.run();
    const frames = session.meter?.keptKeyFrames ?? [];
    expect(frames.length).toBeGreaterThan(0);
    for (const { data, damaged, at } of frames) {
      const [width = NaN, height = NaN] = size.split('x').map(Number);
      const input = ['-v', 'warning', '-f', format, '-i', 'pipe:0'];
      const decoded = spawnSync('ffmpeg', [...input, '-frames:v', '2', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', '-'], {
        input: data,
      });
      expect(decoded.stderr.toString()).not.toMatch(/error|corrupt|invalid|missing|overread/i);
      // One picture of the declared size, and no second one.
      expect(decoded.stdout.length).toBe(width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2));
      expect(damaged).toBe(false);
      // The sequence parameter set stands first, behind its start code.
      const declared = path === 'h264' ? h264.declaration(data.subarray(4)) : { framesPerSecond };
      expect(declared?.framesPerSecond).toBeCloseTo(framesPerSecond, 3);
      expect(Math.abs(Date.now() - at)).toBeLessThan(60_000);
    }
  },
);
