import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { profileDifferences } from './profileDifference.ts';
import { StreamMeter } from './streamMeter.ts';

const seconds = 4;
const framesPerSecond = 15;
const kilobitsPerSecond = 500;
const payloadOctets = 1400;
const profile = {
  codec: 'h264',
  width: 640,
  height: 360,
  framesPerSecond,
  kilobitsPerSecond,
  keyFrameSeconds: 1,
} as const;

/** NAL units of what ffmpeg makes of this picture with a key frame each second, by access unit. */
function coded(picture: string, rate: readonly string[], x264: string): Buffer[][] {
  const group = `aud=1:keyint=${framesPerSecond}:min-keyint=${framesPerSecond}:scenecut=0:bframes=0:repeat-headers=1`;
  const encoder = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...rate];
  const source = ['-f', 'lavfi', '-i', picture, '-t', String(seconds)];
  const output = ['-x264-params', `${group}${x264}`, '-f', 'h264', '-'];
  const { status, stdout, stderr, error } = spawnSync('ffmpeg', ['-v', 'error', ...source, ...encoder, ...output], {
    maxBuffer: 16e6,
  });
  if (error || status !== 0) throw new Error(`ffmpeg: ${error?.message ?? String(stderr)}`);
  const units: Buffer[][] = [];
  let start = stdout.indexOf('\0\0\x01', 0, 'latin1') + 3;
  while (start >= 3) {
    const next = stdout.indexOf('\0\0\x01', start, 'latin1');
    const nal = stdout.subarray(start, next < 0 ? undefined : next);
    if (((nal[0] ?? 0) & 0x1f) === 9) units.push([]);
    else units.at(-1)?.push(nal);
    start = next < 0 ? 0 : next + 3;
  }
  return units;
}

/** A meter that has watched all of it, each unit at its time. */
function watched(units: readonly Buffer[][]): StreamMeter {
  const meter = new StreamMeter({ control: '', payloadType: 96, codec: 'h264', clockRate: 90_000, parameterSets: [] });
  let sequence = 0;
  const send = (picture: number, payload: Buffer): void => {
    const header = Buffer.alloc(12);
    header.set([0x80, 96]);
    header.writeUInt16BE(sequence++, 2);
    header.writeUInt32BE((picture * 90_000) / framesPerSecond, 4);
    const packet = Buffer.concat([header, payload]);
    meter.packet(packet, 0, packet.length, (picture * 1000) / framesPerSecond);
  };
  units.forEach((nals, picture) => {
    for (const nal of nals) {
      const type = nal[0] ?? 0;
      if (nal.length <= payloadOctets) send(picture, nal);
      else
        for (let at = 1; at < nal.length; at += payloadOctets) {
          // RFC 6184 section 5.8.
          const flags = (at === 1 ? 0x80 : 0) | (at + payloadOctets >= nal.length ? 0x40 : 0);
          const indicator = Buffer.from([(type & 0xe0) | 28, flags | (type & 0x1f)]);
          send(picture, Buffer.concat([indicator, nal.subarray(at, at + payloadOctets)]));
        }
    }
  });
  meter.finish();
  return meter;
}

const kilobits = (octets: number): number => (octets * 8) / 1000 / seconds;
const differing = (meter: StreamMeter): string[] =>
  [...profileDifferences(meter, seconds, profile)].flatMap(([property, differs]) => (differs ? [property] : []));

describe('of a stream in which little happens', () => {
  test('a picture that is frozen at full bit rate has all its frames, and its bit rate is seen to be filler', () => {
    const view = `testsrc2=size=640x360:rate=${framesPerSecond}`;
    const frozen = `${view},trim=end_frame=1,loop=loop=-1:size=1:start=0,setpts=N/${framesPerSecond}/TB`;
    const constant = ['-b:v', '500k', '-maxrate', '500k', '-minrate', '500k', '-bufsize', '500k'];
    // Cameras do not code ever finer what does not change.
    const meter = watched(coded(frozen, constant, ':nal-hrd=cbr:qpmin=30'));
    expect(meter).toMatchObject({ frames: seconds * framesPerSecond, keyFrames: seconds, packetsLost: 0 });
    expect(kilobits(meter.bytes + meter.fillerBytes)).toBeGreaterThan(0.9 * kilobitsPerSecond);
    expect(kilobits(meter.bytes)).toBeLessThan(0.2 * kilobitsPerSecond);
    expect(differing(meter)).toEqual(['bit_rate']);
  });

  test('a scene by night that stands still has all its frames, and agrees with its profile below its bit rate', () => {
    const night = `color=0x141414:size=640x360:rate=${framesPerSecond},noise=alls=5:allf=t`;
    const meter = watched(coded(night, ['-crf', '26', '-maxrate', '500k', '-bufsize', '500k'], ''));
    expect(meter).toMatchObject({ frames: seconds * framesPerSecond, keyFrames: seconds, fillerBytes: 0 });
    expect(kilobits(meter.bytes)).toBeLessThan(0.7 * kilobitsPerSecond);
    expect(differing(meter)).toEqual([]);
  });
});
