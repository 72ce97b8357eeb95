import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { controlUrl, readSdp } from './sdp.ts';

const description = `v=0
o=- 1 1 IN IP4 10.0.0.1
s=Media
a=control:*
m=audio 0 RTP/AVP 8
a=control:trackID=2
m=video 0 RTP/AVP 98
a=rtpmap:97 VP8/90000
a=rtpmap:98 H265/90000
a=fmtp:98 sprop-vps=QAE=; sprop-sps=QgE=; sprop-pps=RAE=
a=control:trackID=1
m=video 0 RTP/AVP 26
a=control:trackID=9
`;

describe('a session description', () => {
  test('of garbage gives no video, and never an error', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => void readSdp(text)));
    expect(readSdp('')).toEqual({ control: undefined, video: undefined });
    expect(readSdp('m=audio 0 RTP/AVP 0\na=rtpmap:0 PCMU/8000').video).toBeUndefined();
  });

  test('gives its first video with codec, clock and parameter sets, and not what belongs to others', () => {
    const { control, video } = readSdp(description.replaceAll('\n', '\r\n'));
    expect(control).toBe('*');
    expect(video).toMatchObject({ control: 'trackID=1', payloadType: 98, codec: 'h265', clockRate: 90_000 });
    expect(video?.parameterSets.map((set) => [...set])).toEqual([
      [0x40, 1],
      [0x42, 1],
      [0x44, 1],
    ]);
  });

  test('may name a static payload type without an rtpmap', () => {
    expect(readSdp('m=video 0 RTP/AVP 26').video).toMatchObject({ codec: 'jpeg', clockRate: 90_000 });
  });

  test.each([
    ['rtsp://cam/live', undefined, 'rtsp://cam/live'],
    ['rtsp://cam/live', '*', 'rtsp://cam/live'],
    ['rtsp://cam/live', 'track1', 'rtsp://cam/live/track1'],
    ['rtsp://cam/live/', 'track1', 'rtsp://cam/live/track1'],
    ['rtsp://cam/live', '/other/track1', 'rtsp://cam/other/track1'],
    ['rtsp://cam/live', 'rtsp://10.0.0.1/live/track1', 'rtsp://10.0.0.1/live/track1'],
  ])('on base %s, the control %s means %s', (base, control, url) => {
    expect(controlUrl(base, control)).toBe(url);
  });
});
