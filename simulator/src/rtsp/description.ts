import { picturesPerSecond } from '../picture/recipe.ts';
import type { Clip } from './clip.ts';
import { payloadType } from './packets.ts';

export const trackName = 'trackID=0';
export const soundTrackName = 'trackID=1';

/** G.711 (RFC 3551 section 4.5.14). */
const sound = ['m=audio 0 RTP/AVP 0', 'b=AS:64', 'a=rtpmap:0 PCMU/8000', `a=control:${soundTrackName}`];

/** The SDP of a camera's stream (RFC 4566; RFC 6184 section 8.2.1, RFC 7798 section 7.2.1), with a track of sound or without. */
export function describeStream(
  { codec, parameterSets, kilobitsPerSecond }: Clip,
  host: string,
  hasSound: boolean,
): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${host}`,
    's=Simulated camera',
    't=0 0',
    'a=control:*',
    'a=range:npt=now-',
    `m=video 0 RTP/AVP ${payloadType}`,
    'c=IN IP4 0.0.0.0',
    `b=AS:${kilobitsPerSecond}`,
    `a=rtpmap:${payloadType} ${codec.name}/90000`,
    `a=fmtp:${payloadType} ${codec.format(parameterSets)}`,
    `a=framerate:${picturesPerSecond}`,
    `a=control:${trackName}`,
    ...(hasSound ? sound : []),
    '',
  ].join('\r\n');
}
