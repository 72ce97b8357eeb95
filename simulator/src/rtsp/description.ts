import { picturesPerSecond } from '../picture/recipe.ts';
import type { Clip } from './clip.ts';
import { payloadType } from './packets.ts';

export const trackName = 'trackID=0';

/** The SDP of a camera's stream (RFC 4566; RFC 6184 section 8.2.1, RFC 7798 section 7.2.1). */
export function describeStream({ codec, parameterSets, kilobitsPerSecond }: Clip, host: string): string {
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
    '',
  ].join('\r\n');
}
