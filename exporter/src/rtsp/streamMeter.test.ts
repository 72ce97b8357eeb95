import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReceptionStatistics } from './receptionStatistics.ts';
import { RtpPacket } from './rtpPacket.ts';
import { StreamMeter } from './streamMeter.ts';

const track = (codec: string) => ({ control: '', payloadType: 96, codec, clockRate: 90_000, parameterSets: [] });

function packet(sequence: number, timestamp: number, payload: readonly number[], payloadType = 96): Buffer {
  const header = Buffer.alloc(12);
  header.set([0x80, payloadType]);
  header.writeUInt16BE(sequence, 2);
  header.writeUInt32BE(timestamp, 4);
  return Buffer.concat([header, Buffer.from(payload)]);
}

/** A meter that has seen these payloads, each with its timestamp. */
function metered(codec: string, payloads: readonly [timestamp: number, payload: readonly number[]][]): StreamMeter {
  const meter = new StreamMeter(track(codec));
  payloads.forEach(([timestamp, payload], at) => tell(meter, packet(at, timestamp, payload), at * 40));
  return meter;
}

/** Packets lie within buffers. */
const tell = (meter: StreamMeter, octets: Buffer, arrivalMs: number): void =>
  meter.packet(Buffer.concat([Buffer.from([9]), octets, Buffer.from([9])]), 1, 1 + octets.length, arrivalMs);
const isPacket = (octets: Buffer): boolean => new RtpPacket().read(octets, 0, octets.length);

describe('an RTP packet', () => {
  test('that is cut, of another version, or padded beyond itself is none', () => {
    const good = packet(1, 1, [1, 2, 3]);
    expect(isPacket(good)).toBe(true);
    expect(isPacket(good.subarray(0, 11))).toBe(false);
    expect(isPacket(Buffer.concat([Buffer.from([0x40]), good.subarray(1)]))).toBe(false);
    expect(isPacket(Buffer.concat([Buffer.from([0xa0]), good.subarray(1, -1), Buffer.from([99])]))).toBe(false);
    expect(isPacket(Buffer.concat([Buffer.from([0x8f]), good.subarray(1)]))).toBe(false);
  });

  test('gives its payload without sources, extension and padding', () => {
    const octets = Buffer.from([
      0xb1, 96, 0, 5, 0, 0, 0, 9, 0, 0, 0, 0, 1, 1, 1, 1, 0xbe, 0xde, 0, 1, 2, 2, 2, 2, 7, 8, 0, 2,
    ]);
    const read = new RtpPacket();
    expect(read.read(octets, 0, octets.length)).toBe(true);
    expect(read).toMatchObject({ payloadType: 96, sequence: 5, timestamp: 9, marker: false });
    expect([...octets.subarray(read.from, read.to)]).toEqual([7, 8]);
  });
});

describe('a stream of H.264', () => {
  test('that is filler only has no frames and no octets', () => {
    const meter = metered('h264', [
      [1, [12, 255, 255]],
      [2, [0x7c, 0x80 | 12, 255]],
      [3, [24, 0, 2, 12, 255]],
    ]);
    expect(meter).toMatchObject({ packets: 3, frames: 0, keyFrames: 0, bytes: 0 });
  });

  test('counts a picture once, however many slices and fragments it has', () => {
    const meter = metered('h264', [
      [1, [24, 0, 2, 0x67, 66, 0, 2, 0x68, 1]],
      [1, [0x7c, 0x85, 1, 1]],
      [1, [0x7c, 0x05, 1, 1]],
      [1, [0x7c, 0x45, 1, 1]],
      [1, [0x65, 2]],
      [2, [0x41, 1]],
      [2, [0x41, 2]],
      [3, [0x7c, 0x01, 9]],
    ]);
    expect(meter).toMatchObject({ packets: 8, frames: 2, keyFrames: 1, firstPacketMs: 0, firstKeyFrameMs: 40 });
  });

  test('leaves out what an aggregate promises and does not hold', () => {
    expect(
      metered('h264', [
        [1, [24, 0, 200, 0x65, 1]],
        [2, [24, 0, 0, 0, 0]],
      ]),
    ).toMatchObject({ frames: 0 });
  });
});

describe('a stream of H.265', () => {
  test('tells key pictures from others, alone, aggregated and fragmented, and leaves filler out', () => {
    const meter = metered('h265', [
      [1, [19 << 1, 1, 5, 5]],
      [2, [48 << 1, 1, 0, 3, 35 << 1, 1, 0, 0, 3, 1 << 1, 1, 9]],
      [3, [49 << 1, 1, 0x80 | 21, 7]],
      [3, [49 << 1, 1, 21, 7]],
      [4, [38 << 1, 1, 255]],
    ]);
    expect(meter).toMatchObject({ frames: 3, keyFrames: 2, bytes: 4 + 3 + 3 + 1 + 1 });
  });
});

describe('any stream', () => {
  test('of a codec that is not known counts pictures by their timestamps, and knows no key frames', () => {
    const meter = metered('vp8', [
      [1, [1]],
      [1, [2]],
      [2, [3]],
    ]);
    expect(meter).toMatchObject({ frames: 2, keyFrames: 0, knowsKeyFrames: false });
  });

  test('leaves out packets of another payload type and what is no RTP, and counts them', () => {
    const meter = new StreamMeter(track('h264'));
    tell(meter, packet(1, 1, [0x65, 1], 97), 0);
    tell(meter, Buffer.from([1, 2, 3]), 0);
    expect(meter).toMatchObject({ packets: 0, frames: 0, malformed: 2 });
  });

  test('of garbage never throws', () => {
    for (const codec of ['h264', 'h265', 'jpeg'])
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 10 }), (payloads) => {
          const meter = new StreamMeter({ ...track(codec), parameterSets: payloads }, true);
          payloads.forEach((payload, at) => tell(meter, packet(at, at, [...payload]), at));
          meter.finish();
          expect(meter.frames).toBeLessThanOrEqual(payloads.length);
        }),
      );
  });
});

describe('loss', () => {
  const lost = (sequences: readonly number[]): number => {
    const statistics = new ReceptionStatistics(90_000);
    for (const sequence of sequences) statistics.packet(sequence, 0, 0);
    return statistics.lost;
  };
  test.each([
    ['none in a whole run', [1, 2, 3], 0],
    ['gaps', [1, 2, 5, 7], 3],
    ['none where numbers wrap around', [65_534, 65_535, 0, 1], 0],
    ['none where packets overtake each other', [1, 3, 2, 4], 0],
    ['none below zero for packets that come twice', [1, 1, 2, 2], 0],
    ['a gap beside a packet that came twice', [1, 1, 3], 1],
    ['only the gaps of each run where the sender begins anew', [1, 3, 40_000, 40_001, 40_003], 2],
  ])('counts %s', (_what, sequences, expected) => {
    expect(lost(sequences)).toBe(expected);
  });
});

describe('jitter', () => {
  test('is nothing for packets that come as they were sent, also over the wrap of timestamps', () => {
    const statistics = new ReceptionStatistics(90_000);
    for (let at = 0; at < 50; at++) statistics.packet(at, (2 ** 32 - 36_000 + at * 3600) % 2 ** 32, at * 40);
    expect(statistics.jitterSeconds).toBeCloseTo(0, 9);
  });

  test('tends to the mean deviation of the times between', () => {
    const statistics = new ReceptionStatistics(90_000);
    for (let at = 0; at < 500; at++) statistics.packet(at, at * 3600, at * 40 + (at % 2) * 10);
    expect(statistics.jitterSeconds).toBeCloseTo(0.01, 4);
  });
});
