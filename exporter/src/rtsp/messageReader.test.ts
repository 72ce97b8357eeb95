import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ProbeFailure } from '../probe/failure.ts';
import { RtspMessageReader, type RtspMessage } from './messageReader.ts';

function readerWithLog(): { reader: RtspMessageReader; seen: (RtspMessage | [number, number[]])[] } {
  const seen: (RtspMessage | [number, number[]])[] = [];
  const reader = new RtspMessageReader({
    message: (message) => void seen.push(message),
    interleaved: (channel, octets, from, to) => void seen.push([channel, [...octets.subarray(from, to)]]),
  });
  return { reader, seen };
}

const conversation = Buffer.concat([
  Buffer.from('RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 6\r\n\r\nv=0\r\n\n'),
  Buffer.from([0x24, 0, 0, 3, 7, 8, 9]),
  Buffer.from('\r\nOPTIONS * RTSP/1.0\r\nCSeq: 9\r\n\r\n'),
  Buffer.from([0x24, 1, 0, 0]),
  Buffer.from(
    'RTSP/1.0 401 No\r\nWWW-Authenticate: Basic realm="a"\r\nWWW-Authenticate: Digest realm="a",\r\n nonce="b"\r\n\r\n',
  ),
]);

describe('an RTSP connection', () => {
  test('that speaks anything else is noticed at the first octets', () => {
    for (const text of ['HTTP/1.1 200 OK\r\n', 'SSH-2.0-OpenSSH_9.2p1\r\n', '\u0016\u0003\u0001 a TLS record']) {
      const { reader } = readerWithLog();
      expect(() => reader.push(Buffer.from(text))).toThrow(ProbeFailure);
    }
  });

  test('is read the same, however its octets are cut', () => {
    const whole = readerWithLog();
    whole.reader.push(conversation);
    expect(whole.seen).toHaveLength(5);
    expect(whole.seen[0]).toMatchObject({ status: 200, body: 'v=0\r\n\n' });
    expect(whole.seen[1]).toEqual([0, [7, 8, 9]]);
    expect(whole.seen[2]).toMatchObject({ status: undefined });
    fc.assert(
      fc.property(fc.array(fc.nat(conversation.length), { maxLength: 20 }), (cuts) => {
        const { reader, seen } = readerWithLog();
        let from = 0;
        for (const to of [...cuts.sort((a, b) => a - b), conversation.length]) {
          if (to > from) reader.push(conversation.subarray(from, to));
          from = Math.max(from, to);
        }
        expect(seen).toEqual(whole.seen);
      }),
    );
  });

  test('gives a header that came twice twice, and joins one that was folded', () => {
    const { reader, seen } = readerWithLog();
    reader.push(conversation);
    const last = seen.at(-1);
    expect(last && 'headers' in last && last.headers.get('www-authenticate')).toEqual([
      'Basic realm="a"',
      'Digest realm="a", nonce="b"',
    ]);
  });

  test('whatever comes, the reader fails as a fault of the protocol or goes on', () => {
    const chunk = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('RTSP/1.0 200 OK\r\n', '\r\n\r\n', 'Content-Length: 5\r\n', '$').map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 20 }), (chunks) => {
        const { reader } = readerWithLog();
        try {
          for (const octets of chunks) if (octets.length > 0) reader.push(Buffer.from(octets));
        } catch (error) {
          expect(error).toBeInstanceOf(ProbeFailure);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
