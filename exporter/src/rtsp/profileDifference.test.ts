import { describe, expect, test } from '@jest/globals';
import { profileDifferences } from './profileDifference.ts';
import { StreamMeter } from './streamMeter.ts';

/** A stream of H.264 that was watched: a picture each `40 ms`, a key picture each `group`, of so many octets. */
function watched({ pictures = 100, group = 50, octets = 1000, frameMs = 40 } = {}): StreamMeter {
  const meter = new StreamMeter({ control: '', payloadType: 96, codec: 'h264', clockRate: 90_000, parameterSets: [] });
  for (let at = 0; at < pictures; at++) {
    const packet = Buffer.alloc(12 + octets, 1);
    packet.set([0x80, 0x80 | 96, at >> 8, at & 0xff]);
    packet.writeUInt32BE(at * 90 * frameMs, 4);
    packet[12] = at % group === 0 ? 0x65 : 0x41;
    meter.packet(packet, 0, packet.length, at * frameMs);
  }
  meter.finish();
  return meter;
}
const differs = (meter: StreamMeter, profile: Parameters<typeof profileDifferences>[2]): Record<string, boolean> =>
  Object.fromEntries(profileDifferences(meter, 4, profile));

describe('a stream', () => {
  test('of which the inventory says nothing, or of which no frame came, differs in nothing', () => {
    expect(differs(watched(), undefined)).toEqual({});
    expect(differs(watched(), {})).toEqual({});
    expect(differs(watched({ pictures: 0 }), { codec: 'h265', framesPerSecond: 25 })).toEqual({});
  });

  test('that is as it should be differs in nothing that is known of it', () => {
    const profile = {
      codec: 'h264',
      width: 640,
      framesPerSecond: 25,
      kilobitsPerSecond: 200,
      keyFrameSeconds: 2,
    } as const;
    expect(differs(watched(), profile)).toEqual({
      codec: false,
      frame_rate: false,
      bit_rate: false,
      key_frame_interval: false,
    });
  });

  test.each([
    [22, true],
    [22.3, false],
    [25, false],
    [28.5, true],
  ])('of %s frames a second, of 25, differs: %s', (rate, expected) => {
    expect(differs(watched({ frameMs: 1000 / rate }), { framesPerSecond: 25 })).toEqual({ frame_rate: expected });
  });

  test('may send little while nothing moves, but not next to nothing, and not much more', () => {
    const bitRate = (octets: number) => differs(watched({ octets }), { kilobitsPerSecond: 200 }).bit_rate;
    expect([bitRate(150), bitRate(300), bitRate(1300), bitRate(1600)]).toEqual([true, false, false, true]);
  });

  test('without a second key frame differs only when it was watched for longer than the interval', () => {
    const interval = (pictures: number) => differs(watched({ pictures, group: 1000 }), { keyFrameSeconds: 2 });
    expect(interval(50)).toEqual({});
    expect(interval(70)).toEqual({ key_frame_interval: true });
  });
});
