import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { StreamMeter } from './streamMeter.ts';

const sps = [0x67, 66, 0, 2];
const pps = [0x68, 1];
const key = Array.from({ length: 40 }, (_, at) => (at === 0 ? 0x65 : at));

function meterOf(codec: string, parameterSets: readonly number[][] = []): StreamMeter {
  const sets = parameterSets.map((set) => Buffer.from(set));
  return new StreamMeter({ control: '', payloadType: 96, codec, clockRate: 90_000, parameterSets: sets }, true);
}

function send(
  meter: StreamMeter,
  sequence: number,
  timestamp: number,
  payload: readonly number[],
  marker = false,
): void {
  const octets = Buffer.alloc(12 + payload.length);
  octets.set([0x80, marker ? 0x80 | 96 : 96]);
  octets.writeUInt16BE(sequence & 0xffff, 2);
  octets.writeUInt32BE(timestamp, 4);
  octets.set(payload, 12);
  meter.packet(octets, 0, octets.length, sequence * 10);
}

/** A unit of H.264 in fragments (FU-A) of so many octets. */
const fragments = (unit: readonly number[], size: number): number[][] => {
  const [header = 0, ...body] = unit;
  const parts: number[][] = [];
  for (let at = 0; at < body.length; at += size) {
    const flags = (at === 0 ? 0x80 : 0) | (at + size >= body.length ? 0x40 : 0);
    parts.push([(header & 0xe0) | 28, flags | (header & 0x1f), ...body.slice(at, at + size)]);
  }
  return parts;
};
const annexB = (...units: (readonly number[])[]): number[] => units.flatMap((unit) => [0, 0, 0, 1, ...unit]);
const octetsOf = (meter: StreamMeter): number[][] => meter.keptKeyFrames.map(({ data }) => [...data]);

describe('a key frame', () => {
  test('of which a packet is missing is kept, and marked as damaged', () => {
    const meter = meterOf('h264', [sps, pps]);
    fragments(key, 8).forEach((part, at) => {
      if (at !== 2) send(meter, at, 1, part, at === 4);
    });
    send(meter, 5, 2, [0x41, 1], true);
    meter.finish();
    expect(meter.keptKeyFrames).toMatchObject([{ codec: 'H264', damaged: true }]);
    expect(meter.packetsLost).toBe(1);
  });

  test('whose first packet is missing cannot be decoded, and is not kept', () => {
    const meter = meterOf('h264', [sps, pps]);
    fragments(key, 8).forEach((part, at) => {
      if (at > 0) send(meter, at, 1, part, at === 4);
    });
    meter.finish();
    expect(meter.keptKeyFrames).toEqual([]);
  });

  test('that the window cut off is not kept', () => {
    const meter = meterOf('h264', [sps, pps]);
    for (const [at, part] of fragments(key, 8).slice(0, 3).entries()) send(meter, at, 1, part);
    meter.finish();
    expect(meter.keptKeyFrames).toEqual([]);
  });

  test('of more than 2 MiB is not kept', () => {
    const meter = meterOf('h264');
    const huge = Array.from({ length: 60_000 }, () => 1);
    send(meter, 0, 1, [0x7c, 0x85, ...huge]);
    for (let at = 1; at < 40; at++) send(meter, at, 1, [0x7c, 0x05, ...huge], at === 39);
    expect(meter).toMatchObject({ keyFrames: 1, keptKeyFrames: [] });
  });

  test('is not put together where nobody wants it', () => {
    const meter = new StreamMeter({
      control: '',
      payloadType: 96,
      codec: 'h264',
      clockRate: 90_000,
      parameterSets: [],
    });
    send(meter, 0, 1, key, true);
    expect(meter).toMatchObject({ keyFrames: 1, keptKeyFrames: [] });
  });

  test('is the same however it is cut, and in whatever order its packets come', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 39 }),
        fc.integer({ min: 0, max: 65_535 }),
        fc.nat(),
        (size, first, swap) => {
          const meter = meterOf('h264', [sps, pps]);
          const packets = [[0x41, 9], ...fragments(key, size)].map(
            (payload, at, all) => [first + at, at === 0 ? 1 : 2, payload, at === all.length - 1] as const,
          );
          const at = 1 + (swap % Math.max(1, packets.length - 2));
          const [one, other] = [packets[at], packets[at + 1]];
          if (one && other) [packets[at], packets[at + 1]] = [other, one];
          for (const packet of packets) send(meter, ...packet);
          meter.finish();
          expect(octetsOf(meter)).toEqual([annexB(sps, pps, key)]);
          expect(meter.keptKeyFrames[0]?.damaged).toBe(false);
          expect(meter).toMatchObject({ packetsLost: 0, packetsReordered: one && other ? 1 : 0 });
        },
      ),
    );
  });

  test('comes with the newest parameter sets of the stream last', () => {
    const newer = [0x67, 66, 0, 3];
    const meter = meterOf('h264', [sps, pps]);
    send(meter, 0, 1, [24, 0, 4, ...newer, 0, 2, ...pps]);
    send(meter, 1, 1, key, true);
    expect(octetsOf(meter)).toEqual([annexB(sps, newer, pps, key)]);
  });

  test('is one of the last three', () => {
    const meter = meterOf('h264');
    for (let at = 0; at < 5; at++) send(meter, at, at, [0x65, at], true);
    expect(octetsOf(meter)).toEqual([2, 3, 4].map((at) => annexB([0x65, at])));
  });

  test('of H.265 gets its header of two octets back', () => {
    const vps = [32 << 1, 1, 7];
    const unit = [19 << 1, 1, 5, 6, 7, 8];
    const meter = meterOf('h265', [vps]);
    send(meter, 0, 1, [49 << 1, 1, 0x80 | 19, 5, 6]);
    send(meter, 1, 1, [49 << 1, 1, 0x40 | 19, 7, 8], true);
    expect(octetsOf(meter)).toEqual([annexB(vps, unit)]);
    expect(meter.keptKeyFrames[0]?.codec).toBe('H265');
  });
});
