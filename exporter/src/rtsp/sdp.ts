/** The video of a session description (RFC 8866), as far as a client needs it to set it up and to read it. */
export interface VideoTrack {
  /** What to SETUP: absolute, or relative to the base of the description; empty stands for the base itself. */
  control: string;
  payloadType: number;
  /** Encoding name of the rtpmap, lower case: h264, h265, jpeg, … */
  codec: string;
  /** Of the RTP timestamps, Hz. */
  clockRate: number;
  /** Decoded parameter sets of H.264 (RFC 6184 section 8.1) or H.265 (RFC 7798 section 7.1). */
  parameterSets: readonly Uint8Array[];
  /** As declared (RFC 8866 section 6.13); undefined where it is not. */
  framesPerSecond?: number;
}

export interface SessionDescription {
  /** Aggregate control of the session; undefined where the description names none. */
  control: string | undefined;
  video: VideoTrack | undefined;
}

const maxLines = 2000;
const videoClockRate = 90_000;
/** Payload types with a fixed meaning (RFC 3551 section 6). */
const staticCodecs: Readonly<Record<number, string>> = { 26: 'jpeg', 32: 'mpv', 33: 'mp2t' };
const parameterSetNames = ['sprop-parameter-sets', 'sprop-vps', 'sprop-sps', 'sprop-pps'];

/** Read a session description; lines that are not understood are skipped, as the RFC asks. */
export function readSdp(text: string): SessionDescription {
  let control: string | undefined;
  let video: VideoTrack | undefined;
  let section: 'session' | 'video' | 'other' = 'session';
  for (const line of text.split(/\r?\n/, maxLines)) {
    if (line.startsWith('m=')) {
      const media = /^m=video \d+(?:\/\d+)? \S+ (\d{1,3})/.exec(line);
      section = media && !video ? 'video' : 'other';
      if (media && !video) {
        const payloadType = Number(media[1]);
        const codec = staticCodecs[payloadType] ?? '';
        video = { control: '', payloadType, codec, clockRate: videoClockRate, parameterSets: [] };
      }
    } else if (line.startsWith('a=control:')) {
      const value = line.slice('a=control:'.length).trim();
      if (section === 'session') control = value;
      else if (section === 'video' && video) video.control = value;
    } else if (section === 'video' && video) readVideoAttribute(line, video);
  }
  return { control, video };
}

function readVideoAttribute(line: string, video: VideoTrack): void {
  const rtpmap = /^a=rtpmap:(\d{1,3}) ([\w.-]{1,32})\/(\d{1,9})/.exec(line);
  if (rtpmap && Number(rtpmap[1]) === video.payloadType) {
    video.codec = (rtpmap[2] ?? '').toLowerCase();
    video.clockRate = Number(rtpmap[3]) || videoClockRate;
  }
  const rate = /^a=(?:x-)?framerate:\s*(\d{1,3}(?:\.\d{1,6})?)\s*$/.exec(line);
  if (rate && Number(rate[1]) > 0) video.framesPerSecond = Number(rate[1]);
  const format = /^a=fmtp:(\d{1,3}) (.*)$/.exec(line);
  if (!format || Number(format[1]) !== video.payloadType) return;
  const sets: Uint8Array[] = [];
  for (const parameter of (format[2] ?? '').split(';')) {
    const equals = parameter.indexOf('=');
    if (equals < 0 || !parameterSetNames.includes(parameter.slice(0, equals).trim().toLowerCase())) continue;
    for (const set of parameter.slice(equals + 1).split(',')) sets.push(Buffer.from(set.trim(), 'base64'));
  }
  video.parameterSets = sets.filter((set) => set.length > 0);
}

/** The URL that a `control` stands for. A base without a trailing slash gets one: that is what servers mean. */
export function controlUrl(base: string, control: string | undefined): string {
  if (control === undefined || control === '' || control === '*') return base;
  if (/^rtsps?:\/\//i.test(control)) return control;
  if (control.startsWith('/')) return base.replace(/^(rtsps?:\/\/[^/]+).*$/i, `$1${control}`);
  return base.endsWith('/') ? `${base}${control}` : `${base}/${control}`;
}
