import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { h264, h265, type Codec } from './codecs.ts';
import { MessageError, RequestReader } from './message.ts';
import { accessUnits } from './nalUnits.ts';
import { packetise, senderReport, stamp } from './packets.ts';
import { parseTransport } from './transport.ts';

/** Header octets of a NAL unit of either codec. */
const header = {
  H264: fc.integer({ min: 1, max: 12 }).map((type) => [0x60 | type]),
  H265: fc.integer({ min: 0, max: 40 }).map((type) => [type << 1, 1]),
} as const;
const nalOf = ({ name }: Codec) =>
  fc
    .tuple(header[name], fc.uint8Array({ minLength: 1, maxLength: 5000 }))
    .map(([head, body]) => Buffer.concat([Buffer.from(head), body]));

/** Puts NAL units together again as a receiver does (RFC 6184 section 5.8, RFC 7798 section 4.4.3). */
function reassemble(payloads: readonly Buffer[], { name }: Codec): Buffer[] {
  const nals: Buffer[] = [];
  const fragmented = (first: number): boolean => (name === 'H264' ? first % 32 === 28 : first >> 1 === 49);
  const after = name === 'H264' ? 2 : 3;
  for (const payload of payloads) {
    const [first = 0, second = 0, third = 0] = payload;
    const [flags, head] =
      name === 'H264'
        ? [second, [(first & 0xe0) | (second & 0x1f)]]
        : [third, [(first & 0x81) | ((third & 0x3f) << 1), second]];
    if (!fragmented(first)) nals.push(payload);
    else if (flags & 0x80) nals.push(Buffer.concat([Buffer.from(head), payload.subarray(after)]));
    else nals.push(Buffer.concat([nals.pop() ?? Buffer.alloc(0), payload.subarray(after)]));
  }
  return nals;
}

describe('a picture in packets', () => {
  test.each([h264, h265])(
    'of $name is whole again, numbered without gaps across the wrap, marked at its end',
    (codec) => {
      fc.assert(
        fc.property(fc.array(nalOf(codec), { minLength: 1, maxLength: 4 }), fc.nat(65_535), (nals, sequence) => {
          const frame = packetise(nals, codec);
          const numbers = { channel: 2, sequence, timestamp: 0xfffffff0, ssrc: 7 };
          const stamped = stamp(frame, numbers, Buffer.alloc(frame.bytes.length + 10));
          const packets = frame.packets.map((at) => stamped.subarray(at + 4, at + 4 + stamped.readUInt16BE(at + 2)));
          expect(
            reassemble(
              packets.map((packet) => packet.subarray(12)),
              codec,
            ),
          ).toEqual(nals);
          expect(packets.map((packet) => packet.readUInt16BE(2))).toEqual(
            packets.map((_, i) => (sequence + i) % 65_536),
          );
          expect(packets.map((packet) => (packet[1] ?? 0) >= 0x80)).toEqual(
            packets.map((_, i) => i === packets.length - 1),
          );
          expect(Math.max(...packets.map((packet) => packet.length))).toBeLessThanOrEqual(1412);
        }),
        { numRuns: 50 },
      );
    },
  );

  test('leaves what it was made of alone, so that sessions do not see each other’s numbers', () => {
    const frame = packetise([Buffer.alloc(3000, 5)], h264);
    const before = Buffer.from(frame.bytes);
    stamp(frame, { channel: 9, sequence: 1, timestamp: 2, ssrc: 3 }, Buffer.alloc(frame.bytes.length));
    expect(frame.bytes).toEqual(before);
  });
});

test('a byte stream is cut into pictures at its delimiters, with long and short start codes', () => {
  const stream = Buffer.from('0000000109f0000001674d0000000168ee0000016588000000000109f0000001419a', 'hex');
  expect(accessUnits(stream, h264).map((unit) => unit.map((part) => part.toString('hex')))).toEqual([
    ['674d', '68ee', '6588'],
    ['419a'],
  ]);
});

test('a sender report tells NTP time, RTP time and counts where RFC 3550 wants them', () => {
  const report = senderReport({ ssrc: 1, timestamp: 2, packets: 3, octets: 4 }, 500);
  expect([4, 8, 12, 16, 20, 24].map((at) => report.readUInt32BE(at))).toEqual([1, 2_208_988_800, 2 ** 31, 2, 3, 4]);
  expect(report.length % 4).toBe(0);
});

describe('a connection', () => {
  const text = 'OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n';
  const bytes = Buffer.concat([
    Buffer.from(text),
    Buffer.from('$\x01\x00\x03abc', 'latin1'),
    Buffer.from('GET_PARAMETER rtsp://h/s RTSP/1.0\r\nCSeq: 2\r\nContent-Length: 4\r\n\r\nabcd'),
    Buffer.from(text),
  ]);

  test('is read the same however it is cut, interleaved data and bodies passed over', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 6 }), (cuts) => {
        const reader = new RequestReader();
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const requests = edges.slice(1).flatMap((end, i) => reader.push(bytes.subarray(edges[i], end)));
        expect(requests.map(({ method }) => method)).toEqual(['OPTIONS', 'GET_PARAMETER', 'OPTIONS']);
      }),
    );
  });

  test('that speaks HTTP is given up', () =>
    expect(() => new RequestReader().push(Buffer.from('GET / HTTP/1.1\r\n\r\n'))).toThrow(MessageError));
});

test.each([
  ['RTP/AVP/TCP;unicast;interleaved=2-3', { way: 'interleaved', channel: 2 }],
  ['RTP/AVP/TCP;unicast', { way: 'interleaved', channel: 0 }],
  ['RTP/AVP;multicast, RTP/AVP;unicast;client_port=5000-5001', { way: 'udp', port: 5000 }],
  ['RTP/AVP;unicast', undefined],
  ['RTP/AVP;unicast;client_port=99999-100000', undefined],
  ['RTP/AVP/TCP;interleaved=255-256', undefined],
  ['RAW/RAW/UDP', undefined],
  ['', undefined],
])('of the transports "%s" a camera takes %j', (header, wish) => expect(parseTransport(header)).toEqual(wish));
