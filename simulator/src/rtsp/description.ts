import type { Clip } from './clip.ts';
import { payloadType } from './packets.ts';

export const trackName = 'trackID=0';

/** The SDP of a camera's stream (RFC 4566, RFC 6184 section 8.2.1). */
export function describeStream(clip: Clip, host: string): string {
  const sets = [clip.sps, clip.pps].map((set) => set.toString('base64')).join(',');
  const profile = clip.sps.subarray(1, 4).toString('hex').toUpperCase();
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${host}`,
    's=Simulated camera',
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${payloadType}`,
    'c=IN IP4 0.0.0.0',
    'b=AS:512',
    `a=rtpmap:${payloadType} H264/90000`,
    `a=fmtp:${payloadType} packetization-mode=1;profile-level-id=${profile};sprop-parameter-sets=${sets}`,
    `a=framerate:${clip.framesPerSecond}`,
    `a=control:${trackName}`,
    '',
  ].join('\r\n');
}
