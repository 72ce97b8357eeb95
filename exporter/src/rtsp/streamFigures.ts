import type { StreamProfile } from '@roundsman/contract/inventory/video.ts';
import { labels, type Exposition } from '../probe/exposition.ts';
import { profileDifferences, type ProfileProperty } from './profileDifference.ts';
import type { StreamSession } from './session.ts';

/** Which of a camera's streams. */
export type StreamName = 'watched' | 'main';

/** What a visit learnt of a stream. */
export interface StreamFigures {
  stream: StreamName;
  /** When the visit ended, ms since 1970. */
  at: number;
  windowSeconds: number;
  kilobitsPerSecond: number;
  add: (exposition: Exposition) => void;
}

/** Undefined where nothing was watched: nothing is known of the stream then. */
export function figuresOf(
  stream: StreamName,
  { meter, windowSeconds, clockOffsetSeconds }: StreamSession,
  profile: StreamProfile | undefined,
): StreamFigures | undefined {
  if (!meter || windowSeconds === undefined) return undefined;
  const at = Date.now();
  const { width = '', height = '' } = meter.size ?? {};
  const info = labels({ stream, codec: meter.codec, width: String(width), height: String(height) });
  const differences: [ProfileProperty, boolean][] = [...profileDifferences(meter, windowSeconds, profile)];
  const { packets, packetsLost, packetsReordered, malformed, frames, bytes, fillerBytes, sizeChanges } = meter;
  const expected = packets + packetsLost;
  const { intervalSeconds, frames: gopFrames } = meter.group;
  const keyFrames = meter.knowsKeyFrames ? meter.keyFrames : undefined;
  const jitter = packets > 1 ? meter.jitterSeconds : undefined;
  const declared = meter.declaredFramesPerSecond;
  const add = (exposition: Exposition): void => {
    const of = labels({ stream });
    exposition.add('stream_watched_timestamp_seconds', at / 1000, of);
    exposition.add('stream_window_seconds', windowSeconds, of);
    exposition.add('stream_packets', packets, of);
    exposition.add('stream_packets_lost', packetsLost, of);
    exposition.add('stream_packet_loss_ratio', expected > 0 ? packetsLost / expected : undefined, of);
    exposition.add('stream_packets_reordered', packetsReordered, of);
    exposition.add('stream_malformed_packets', malformed, of);
    exposition.add('stream_frames', frames, of);
    exposition.add('stream_key_frames', keyFrames, of);
    exposition.add('stream_key_frame_interval_seconds', intervalSeconds, of);
    exposition.add('stream_gop_frames', gopFrames, of);
    exposition.add('stream_declared_frames_per_second', declared, of);
    exposition.add('stream_bytes', bytes, of);
    exposition.add('stream_filler_bytes', fillerBytes, of);
    exposition.add('stream_jitter_seconds', jitter, of);
    exposition.add('stream_clock_offset_seconds', clockOffsetSeconds, of);
    exposition.add('stream_size_changes', sizeChanges, of);
    for (const [property, differs] of differences)
      exposition.add('stream_profile_difference', differs ? 1 : 0, labels({ stream, property }));
    exposition.add('stream_info', 1, info);
  };
  const kilobitsPerSecond = ((bytes + fillerBytes) * 8) / 1000 / Math.max(windowSeconds, meter.group.spanSeconds);
  return { stream, at, windowSeconds, kilobitsPerSecond, add };
}
